import fc from 'fast-check'
import { expect, it } from 'vitest'
import { getAttempt, runOfAttempt } from '../../../src/release/lifecycle/workflow-runs.ts'

/** GitHub's ids of runs had eleven digits in 2026. */
const attempt = fc.record({
  id: fc.integer({ min: 1, max: 1e12 }),
  attempt: fc.integer({ min: 1, max: 999 }),
})

it('a number stands for one attempt of one run', () => {
  fc.assert(
    fc.property(attempt, (one) => {
      expect(getAttempt(runOfAttempt(one))).toEqual(one)
    }),
  )
})

it('a later run is higher, and so is a later attempt of the same run', () => {
  fc.assert(
    fc.property(attempt, attempt, (one, other) => {
      const isLater = one.id === other.id ? one.attempt > other.attempt : one.id > other.id
      expect(runOfAttempt(one) > runOfAttempt(other)).toBe(isLater)
    }),
  )
})
