import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDelivery, type Signal } from '../../src/runtime/signals.ts'
import { EXAMPLES, OTHERS, placesIn, withOther } from './github-examples.ts'

/** What a signal may be made of, whoever sent it. */
function isSound(signal: Signal): boolean {
  const { kind, ...rest } = signal
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

describe('a delivery of GitHub’s', () => {
  it('is read, whatever it says: every example of GitHub’s is a signal or nothing', () => {
    const malformed = EXAMPLES.filter(({ event, payload }) => {
      const read = readDelivery(event, payload)
      return read.kind === 'nothing' && read.malformed
    }).map(({ event }) => event)
    expect(malformed).toEqual([])
  })

  it('with any field missing or of another type is no crash, and no signal that is not sound', () => {
    const others = fc.constantFrom(...OTHERS)
    const relevant = EXAMPLES.filter(({ event, payload }) => readDelivery(event, payload).kind === 'signal')
    expect(relevant.length).toBeGreaterThan(30)
    for (const { event, payload } of relevant)
      fc.assert(
        fc.property(fc.constantFrom(...placesIn(payload)), others, (place, other) => {
          const read = readDelivery(event, withOther(payload, place, other))
          expect(read.kind === 'nothing' || isSound(read.signal)).toBe(true)
        }),
        { numRuns: 60 },
      )
  })

  it.each([null, 17, 'text', [], {}])('that is %j is nothing', (body) => {
    const events = new Set(EXAMPLES.map(({ event }) => event))
    for (const event of events) expect(readDelivery(event, body)).toMatchObject({ kind: 'nothing' })
  })
})

describe('a comment', () => {
  const commented = EXAMPLES.find(
    ({ event, payload }) => event === 'issue_comment' && payload['action'] === 'created',
  )

  it('that is new is a signal, with who wrote it', () => {
    expect(readDelivery('issue_comment', commented?.payload)).toMatchObject({
      kind: 'signal',
      signal: { kind: 'commented', by: { kind: 'user' } },
    })
  })

  it.each(['edited', 'deleted'])('that was %s is nothing', (action) => {
    const read = readDelivery('issue_comment', { ...commented?.payload, action })
    expect(read).toEqual({ kind: 'nothing', malformed: false })
  })

  it('that somebody else sends than wrote it is nothing', () => {
    const sender = { id: 4711, login: 'mallory', type: 'User' }
    expect(readDelivery('issue_comment', { ...commented?.payload, sender })).toMatchObject({
      kind: 'nothing',
    })
  })
})
