import { expect, it } from 'vitest'
import { runImport } from '../../../src/app/operator/import-history.ts'
import { inSlack, said } from '../../worlds/app/in-slack.ts'
import { CRASH, PANIC } from '../../worlds/app/releasing.ts'
import { openAppWorld } from '../../worlds/app/world.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
const CALENDAR = {
  rota: { managers: ['grace'], anchor: '2026-02-09' },
  reminders: { after: '1h', escalateAfter: '30h' },
}
const WORDS = { 'src/queue.ts': "export const queue = 'one'\n" }
const RESOLVED = { 'src/queue.ts': "export const queue = 'two'\n" }

it('a conflict reminds its author in Slack and on GitHub, once a day, and its manager when it waits for long', async () => {
  const world = await openAppWorld({ product: 'none', chats: true, tick: 250 })
  const { product } = await inSlack(world, { config: { calendar: CALENDAR } })
  const { slack } = world.chats()
  await product.merges({ title: 'refactor: use words', files: WORDS })
  const conflicting = await product.merges({ ...CRASH, files: RESOLVED })
  await product.says('ada', conflicting, '/release cut')
  const { number } = await product.tracking()
  await product.reads(number, '✗ conflicts in 1 file')
  const reminders = () =>
    slack
      .messages(slack.channel('releases'))
      .map(said)
      .filter((text) => text.includes('waits for you'))
  const comments = () => product.told(number).filter((text) => text.includes('waits for you'))

  for (const seconds of [2 * HOUR, HOUR, HOUR]) {
    world.passes(seconds)
    await world.app.reconcile()
  }
  await world.until('the reminder in Slack', () => reminders().length > 0)
  await product.hears(number, '@linus, v2.0.1 waits for you')
  expect(reminders()).toHaveLength(1)
  expect(reminders()[0]).toMatch(
    new RegExp(`^<@${slack.person('linus')}>: .*\\n?.*#${conflicting} conflicts: resolve it`, 's'),
  )
  expect(comments()).toHaveLength(1)

  world.passes(30 * HOUR)
  await world.app.reconcile()
  await product.hears(number, '@grace, v2.0.1 waits for you')
  const escalated = await world.until('the escalation', () =>
    reminders().find((text) => text.includes(`<@${slack.person('grace')}>`)),
  )
  expect(escalated).toContain('Its owner was reminded.')
  expect(comments().filter((text) => text.startsWith('@linus'))).toHaveLength(2)
})

it('the team reads each Monday how the last week went, and asks for all measures in Slack', async () => {
  const world = await openAppWorld({ product: 'none', chats: true, tick: 250 })
  const { product, says } = await inSlack(world, { config: { calendar: CALENDAR } })
  const { slack } = world.chats()
  const name = `godel/${product.repository.name}`
  const bug = await product.person('rick').opensIssue({ title: 'It stops' })
  world.passes(2 * DAY)
  await product.merges({ ...PANIC, body: `Severity: P1\nRisk: low\n\nFixes #${bug.number}` })
  await product.person('ada').tags('v2.0.1', 'main')
  await world.offline((app) => runImport(app, { repository: name }))

  world.passes(6 * DAY)
  await world.app.reconcile()
  const summary = await world.until('the summary of the week', () =>
    slack
      .messages(slack.channel('releases'))
      .map(said)
      .find((text) => text.includes('the last week')),
  )
  expect(summary).toContain(`${name}: the last week`)
  expect(summary).toMatch(/\*Time to patch\*\n(48h|2d)/)

  const measures = await says('ada', 'metrics')
  expect(measures).toContain('1 patch in the last 90 days')
  expect(measures).toContain('Median time to patch, oldest first:')
})
