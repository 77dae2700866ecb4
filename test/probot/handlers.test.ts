import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispatchDelivery } from '../../src/runtime/webhooks/dispatch-delivery.ts'
import type { WebhookReport } from '../../src/runtime/webhooks/report.ts'
import { EXAMPLES, OTHERS, placesIn, withOther } from './github-examples.ts'
import { openReceiver } from './receiver.ts'

const receiver = await openReceiver()

function reportsOf(name: string, payload: unknown) {
  return dispatchDelivery(receiver, { id: 'd1', name, payload })
}

/** What a report may be made of, whoever sent it. */
function isSound(report: WebhookReport): boolean {
  const { kind, ...rest } = report
  const numbers = [rest.repository, ...('number' in rest ? [rest.number] : [])]
  const texts = [
    'head' in rest ? rest.head : '',
    'ref' in rest ? rest.ref : '',
    'body' in rest ? rest.body : '',
  ]
  return (
    kind.length > 0 &&
    numbers.every((one) => Number.isSafeInteger(one)) &&
    texts.every((one) => typeof one === 'string')
  )
}

describe('the handlers of a delivery', () => {
  it('find none of GitHub’s own examples malformed', async () => {
    const malformed: string[] = []
    for (const { event, payload } of EXAMPLES)
      if ((await reportsOf(event, payload)).malformed) malformed.push(event)
    expect(malformed).toEqual([])
  })

  it('report at most one thing of an example', async () => {
    for (const { event, payload } of EXAMPLES)
      expect((await reportsOf(event, payload)).reports.length).toBeLessThan(2)
  })

  it('neither crash nor report anything unsound where a field is missing or of another type', async () => {
    const others = fc.constantFrom(...OTHERS)
    let relevant = 0
    for (const { event, payload } of EXAMPLES) {
      if ((await reportsOf(event, payload)).reports.length === 0) continue
      relevant += 1
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...placesIn(payload)), others, async (place, other) => {
          const { reports } = await reportsOf(event, withOther(payload, place, other))
          expect(reports.every(isSound)).toBe(true)
        }),
        { numRuns: 60 },
      )
    }
    expect(relevant).toBeGreaterThan(30)
  })

  it.each([null, 17, 'text', [], {}])('report nothing of %j', async (payload) => {
    const events = new Set(EXAMPLES.map(({ event }) => event))
    for (const event of events) expect((await reportsOf(event, payload)).reports).toEqual([])
  })
})

describe('a comment', () => {
  const commented = EXAMPLES.find(
    ({ event, payload }) => event === 'issue_comment' && payload['action'] === 'created',
  )

  it('that is new is reported, with who wrote it', async () => {
    const { reports } = await reportsOf('issue_comment', commented?.payload)
    expect(reports).toMatchObject([{ kind: 'commented', by: { kind: 'user' } }])
  })

  it.each(['edited', 'deleted'])('that was %s is not', async (action) => {
    const read = await reportsOf('issue_comment', { ...commented?.payload, action })
    expect(read).toEqual({ reports: [], malformed: false })
  })

  it('that somebody else sends than wrote it is not', async () => {
    const sender = { id: 4711, login: 'mallory', type: 'User' }
    const { reports } = await reportsOf('issue_comment', { ...commented?.payload, sender })
    expect(reports).toEqual([])
  })
})
