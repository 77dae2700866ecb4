import { beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../page/browse.ts'
import { hasPostgres } from '../../store/cluster.ts'
import { makeProduct, type Product, readable } from '../../worlds/app/product.ts'
import { asked, CRASH, PANIC } from '../../worlds/app/releasing.ts'
import { type AppWorld, openAppWorld } from '../../worlds/app/world.ts'

/** The world begins on Tuesday, 10 February 2026, at 09:00 UTC: the next patch is due 25 hours later. */
const TO_WEDNESDAY = 25 * 3_600
const WEEK = 7 * 24 * 3_600

const ROTA = { calendar: { rota: { managers: ['grace', 'ada'], anchor: '2026-02-09' } } }

/** The App has seen the change, and so the calendar goes on. */
async function merges(product: Product, change = CRASH): Promise<number> {
  const number = await product.merges(change)
  await product.world.app.reconcile()
  return number
}

function titles({ repository }: Product): string[] {
  return repository.issues.filter(({ pull }) => pull === null).map(({ title }) => title)
}

/** Waits until another product's release is open, by when all that was due before is done. */
async function waitsForAnother(world: AppWorld): Promise<void> {
  const product = await makeProduct(world)
  await merges(product)
  world.passes(WEEK)
  await product.tracking()
}

describe('on Wednesday at ten', () => {
  let world: AppWorld
  beforeAll(async () => {
    world = await openAppWorld({ lasts: 'file', product: 'none', chats: true, tick: 250 })
  })

  it('the release opens by itself, is its manager’s, and says what waits for a later day; others have nothing to open', async () => {
    const product = await makeProduct(world, {
      ...ROTA,
      calendar: { ...ROTA.calendar, patch: { cutOff: '20h' } },
    })
    const empty = await makeProduct(world)
    const skipped = await makeProduct(world)
    await merges(skipped)
    const asked = skipped.issue(1).number
    expect(await skipped.says('linus', asked, '/release calendar')).toContain(
      '| patch | TIME UTC | takes batch changes too |',
    )
    expect(await skipped.says('linus', asked, '/release calendar skip because of a fair')).toContain(
      'Not done.',
    )
    const skips = await skipped.says('ada', asked, '/release calendar skip because the team is at a fair')
    expect(skips).toContain('Skipped the patch release of 2026-02-11.')
    const crash = await merges(product)
    world.passes(6 * 3_600)
    const panic = await merges(product, PANIC)
    world.passes(TO_WEDNESDAY - 6 * 3_600)

    const { number } = await product.tracking()
    await world.until('the manager', () =>
      product.issue(number).assignees.some(({ login }) => login === 'grace'),
    )
    await product.hears(number, '2026-02-11 is the day of v2.0.1.')
    const body = readable(world, await product.reads(number, 'merged after the cut-off'))
    expect(body).toMatch(new RegExp(`\\[#${crash}\\].* \\| 2026-02-11 \\(scheduled\\) \\|`))
    expect(body).toMatch(new RegExp(`#${panic} left for later: It was merged after the cut-off`))
    const shown = await product.says('linus', number, '/release calendar')
    expect(shown).toMatch(
      new RegExp(
        `2\\.0: v2\\.0\\.1 is open\\. #${panic}: It was merged after the cut-off, so it is due on 2026-02-18`,
      ),
    )
    const linus = await signIn(world, 'linus')
    const page = await linus.get('/calendar')
    expect(page.text).toMatch(
      new RegExp(`2\\.0 v2\\.0\\.1 ?, planned #${panic}: It was merged after the cut-off`),
    )
    expect(titles(empty)).toEqual([])
    expect(titles(skipped)).toEqual([])
    const { slack } = world.chats()
    const said = () => slack.messages(slack.channel('releases')).map(({ text }) => text)
    const { name } = empty.repository
    await world.until('a word in Slack', () =>
      said().some((text) => text.includes(name) && text.includes('nothing is due')),
    )
  })

  it('who can do something about what is missing is reminded, once a day', async () => {
    const product = await makeProduct(world, { calendar: { reminders: { after: '1h' } } })
    const { tracking } = await asked(product, CRASH)
    const metrics = await product.says('linus', tracking, '/release metrics')
    expect(metrics).toContain('No patch was released in the last 90 days')
    for (let hours = 0; hours < 4; hours += 2) {
      world.passes(2 * 3_600)
      await world.app.reconcile()
      expect(await product.hears(tracking, 'waits for you')).toContain('@ada, v2.0.1 waits for you')
    }
    const told = product.told(tracking).filter((text) => text.includes('waits for you'))
    expect(told).toHaveLength(1)
  })

  it('a minor release is announced ahead, with its manager, once', async () => {
    const product = await makeProduct(world, { calendar: { ...ROTA.calendar, minor: { remind: '90d' } } })
    await merges(product, {
      title: 'feat: answer in colour',
      files: { 'src/colour.ts': 'export const colour = 1\n' },
    })
    const issue = await world.until('the issue', () =>
      product.repository.issues.find(({ title }) => title.startsWith('Minor release on 2026-')),
    )
    expect(issue.body).toContain('The next minor release is due on **2026-')
    await world.until('its manager', () => issue.assignees.length === 1)
    await world.app.reconcile()
    expect(titles(product).filter((title) => title === issue.title)).toHaveLength(1)
  })

  it('the release opens once where the App was down over the hour', async () => {
    const product = await makeProduct(world)
    await merges(product)
    await world.restart(WEEK + TO_WEDNESDAY)
    await product.tracking()
    expect(titles(product)).toEqual(['Release v2.0.1'])
  })
})

describe.skipIf(!hasPostgres())('with three replicas', () => {
  it('the release opens once', async () => {
    const world = await openAppWorld({ product: 'none', tick: 100, replicas: 2 })
    const product = await makeProduct(world)
    await merges(product)
    world.passes(TO_WEDNESDAY)
    await Promise.all([world.app, ...world.replicas].map((app) => app.reconcile()))
    await waitsForAnother(world)
    expect(titles(product)).toEqual(['Release v2.0.1'])
  })
})
