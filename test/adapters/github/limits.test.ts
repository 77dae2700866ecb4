import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openGovernor } from '../../../src/adapters/github/calls/governor.ts'
import { limitIn } from '../../../src/adapters/github/calls/limits.ts'
import { Later } from '../../../src/runtime/ports/retry-later.ts'

const NOW = 1_800_000_000
const WRITE = { kind: 'write', resource: 'core' } as const

function answer(status: number, headers: Record<string, string> = {}) {
  return { status, headers: new Headers(headers), bytes: new ArrayBuffer(0) }
}

describe('what an answer says of limits', () => {
  it.each([
    ['nothing', answer(200, { 'x-ratelimit-remaining': '7' }), '', null],
    ['nothing of a plain no', answer(403), 'Resource not accessible by integration', null],
    [
      'how long to be silent',
      answer(403, { 'retry-after': '30' }),
      '',
      { kind: 'too-fast', until: NOW + 30 },
    ],
    ['the same by 429', answer(429, { 'retry-after': '30' }), '', { kind: 'too-fast', until: NOW + 30 }],
    [
      'no time: a minute',
      answer(403),
      'You have exceeded a secondary rate limit.',
      { kind: 'too-fast', until: NOW + 60 },
    ],
    ['no reason: a minute', answer(429), '', { kind: 'too-fast', until: NOW + 60 }],
    [
      'a date or nonsense: a minute',
      answer(429, { 'retry-after': 'soon' }),
      '',
      { kind: 'too-fast', until: NOW + 60 },
    ],
    [
      'weeks: an hour',
      answer(429, { 'retry-after': '9999999' }),
      '',
      { kind: 'too-fast', until: NOW + 3600 },
    ],
    [
      'that nothing is left, though this one was a yes',
      answer(200, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${NOW + 9}`,
        'x-ratelimit-resource': 'graphql',
      }),
      '',
      { kind: 'used-up', resource: 'graphql', until: NOW + 9 },
    ],
  ])('%s', (_, given, said, expected) => {
    expect(limitIn(given, said, NOW)).toEqual(expected)
  })
})

describe('the governor', () => {
  /** How many writes get through at once at this time. */
  async function through(admit: () => Promise<void>, asked: number): Promise<number> {
    for (let count = 0; count < asked; count += 1) {
      const late = await admit().then(
        () => false,
        (error: unknown) => error instanceof Later,
      )
      if (late) return count
    }
    return asked
  }

  it('lets eighty writes through in a minute without a pause, and says when the next may come', async () => {
    const { admit } = openGovernor(() => NOW)
    expect(await through(() => admit(WRITE), 100)).toBe(80)
    await expect(admit(WRITE)).rejects.toMatchObject({ at: NOW + 61 })
    await admit({ kind: 'read', resource: 'core' })
  })

  it('never lets more through than GitHub takes in a minute and in an hour', async () => {
    const turns = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 90 }), asked: fc.integer({ min: 1, max: 90 }) }),
      {
        maxLength: 60,
      },
    )
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        let now = NOW
        const made: number[] = []
        const { admit } = openGovernor(
          () => now,
          async (seconds) => {
            now += seconds
          },
        )
        for (const { after, asked } of all) {
          now += after
          await through(async () => {
            await admit(WRITE)
            made.push(now)
          }, asked)
        }
        for (const [at, from] of made.entries()) {
          const within = (seconds: number) => made.slice(at).filter((time) => time < from + seconds).length
          expect(within(60)).toBeLessThanOrEqual(80)
          expect(within(3600)).toBeLessThanOrEqual(500)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps what is used up of one kind from the others', async () => {
    const { admit, heed } = openGovernor(() => NOW)
    heed({ kind: 'used-up', resource: 'graphql', until: NOW + 900 })
    await admit({ kind: 'read', resource: 'core' })
    await expect(admit({ kind: 'read', resource: 'graphql' })).rejects.toMatchObject({ at: NOW + 900 })
  })

  it('leaves a second between writes after it was too fast', async () => {
    let now = NOW
    const waited: number[] = []
    const { admit, heed } = openGovernor(
      () => now,
      async (seconds) => {
        waited.push(seconds)
        now += seconds
      },
    )
    for (let i = 0; i < 3; i += 1) await admit(WRITE)
    heed({ kind: 'too-fast', until: NOW + 60 })
    await expect(admit(WRITE)).rejects.toMatchObject({ at: NOW + 60 })
    now = NOW + 60
    for (let i = 0; i < 3; i += 1) await admit(WRITE)
    now += 600
    for (let i = 0; i < 3; i += 1) await admit(WRITE)
    expect(waited).toEqual([1, 1])
  })
})
