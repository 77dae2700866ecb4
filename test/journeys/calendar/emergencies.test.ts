import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, type Product } from '../../worlds/app/product.ts'
import { CRASH, PANIC } from '../../worlds/app/releasing.ts'
import { type AppWorld, openAppWorld } from '../../worlds/app/world.ts'

const MINUTE_MS = 60_000
const CALENDAR = {
  rota: { managers: ['grace', 'ada'], anchor: '2026-02-09' },
  onCall: { github: ['godel/on-call', 'linus'], slack: ['S0123ABCD'] },
}
const LOSS = { ...CRASH, title: 'fix: do not lose data when the queue is full' }

let world: AppWorld
beforeAll(async () => {
  world = await openAppWorld({ lasts: 'file', product: 'none', chats: true, tick: 250 })
})

/** The App watches the repository since before the change, on a day that is no release day. */
async function watches(config: object = {}): Promise<Product> {
  const product = await makeProduct(world, { calendar: CALENDAR, ...config })
  await world.app.reconcile()
  await product.says(
    'ada',
    (await product.person('rick').opensIssue({ title: 'Hello' })).number,
    '/release calendar',
  )
  world.passes(600)
  return product
}

/** When an emergency was open and had paged who is on call, by the world's clock; and whom the page mentions. */
async function paged(product: Product, version: string) {
  const { slack } = world.chats()
  const { number, createdAt } = await product.tracking(version)
  const text = await product.hears(number, `Emergency: ${version}`)
  const comment = product.repository.comments.find(
    ({ issue, body }) => issue === number && body.includes(`Emergency: ${version}`),
  )
  const message = await world.until('the page in Slack', () => {
    const all = slack.messages(slack.channel('releases'))
    const ours = new Set(all.filter((one) => one.text.includes(product.repository.name)).map(({ id }) => id))
    return all.find(
      (one) => one.text.includes('S0123ABCD') && (ours.has(one.id) || ours.has(one.thread ?? '')),
    )
  })
  const times = [createdAt, comment?.createdAt ?? Number.NaN, message.at]
  return { number, text, inSlack: message.text, latest: Math.max(...times), earliest: Math.min(...times) }
}

describe('what can’t wait', () => {
  it('opens a release within a minute of its merge, and pages who is on call, there and in Slack', async () => {
    const product = await watches()
    const before = world.now()
    await product.merges({ ...LOSS, labels: ['data-loss'] })
    const page = await paged(product, 'v2.0.1')

    expect(page.earliest).toBeGreaterThanOrEqual(before)
    expect(page.latest - before).toBeLessThan(MINUTE_MS)
    expect(page.text).toMatch(/^@godel\/on-call @linus @grace/)
    expect(page.inSlack).toContain('<!subteam^S0123ABCD>')
    expect(await product.reads(page.number, 'immediate')).toContain('on the emergency track for data-loss')
  })

  it('does so within a minute of the label that says so, on what was merged long before', async () => {
    const product = await watches()
    const change = await product.merges(CRASH)
    world.passes(3 * 3_600)
    await world.app.reconcile()
    const before = world.now()
    await product.person('ada').labels(change, 'data-loss')
    const page = await paged(product, 'v2.0.1')

    expect(page.latest - before).toBeLessThan(MINUTE_MS)
  })

  it('makes an emergency of the release that waits for its day', async () => {
    const product = await watches()
    await product.merges({ ...PANIC, labels: ['patch-candidate'] })
    const { number } = await product.tracking()
    world.passes(3_600)
    const before = world.now()
    await product.merges({ ...LOSS, labels: ['data-loss'] })
    const page = await paged(product, 'v2.0.1')

    expect(page.number).toBe(number)
    expect(page.latest - before).toBeLessThan(MINUTE_MS)
  })

  it('opens one on every line that is still supported, and on no other', async () => {
    const product = await watches({ line: { supportEnds: { '2.0': '2026-12-31', '1.9': '2026-01-31' } } })
    await product.person('ada').tags('v1.9.0', 'main')
    await product.person('ada').pushes({
      branch: 'main',
      message: 'feat: answer in colour',
      files: { 'src/colour.ts': 'export const colour = 1\n', 'package.json': '{"version": "2.1.0"}\n' },
    })
    await product.person('ada').tags('v2.1.0', 'main')
    const before = world.now()
    await product.merges({ ...LOSS, labels: ['data-loss'] })

    for (const version of ['v2.1.1', 'v2.0.1'])
      expect((await paged(product, version)).latest - before, version).toBeLessThan(MINUTE_MS)
    const opened = product.repository.issues.filter(({ title }) => title.startsWith('Release '))
    expect(opened.map(({ title }) => title).toSorted()).toEqual(['Release v2.0.1', 'Release v2.1.1'])
  })
})
