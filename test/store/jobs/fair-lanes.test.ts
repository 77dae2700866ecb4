import { describe, expect, it } from 'vitest'
import { chooseLane, type LaneShare } from '../../../src/store/jobs/fair-lanes.ts'

/** `owner/repository/what`; what a stranger wants is `low`. */
function shareOf(lane: string): LaneShare {
  const [owner = '', part = '', what] = lane.split('/')
  return { owner, part, isLow: what === 'low' }
}
const rules = { lanesAtOnce: 6, shareOf }

describe('the lane that is worked next', () => {
  it('is none while all that may run at once do', () => {
    expect(chooseLane(['a/1/x'], ['b/1/p', 'b/2/q'], { ...rules, lanesAtOnce: 2 })).toBeNull()
  })

  it('is a captain’s, however many of a stranger’s came before', () => {
    expect(chooseLane(['a/1/low', 'b/1/low', 'a/1/x'], [], rules)).toBe('a/1/x')
  })

  it('is no second one of a stranger’s, whoever it is for', () => {
    expect(chooseLane(['b/1/low'], ['a/1/low'], rules)).toBeNull()
  })

  it('leaves one for others, however much one installation has to do', () => {
    const busy = ['a/1/p', 'a/2/p', 'a/3/p', 'a/4/p', 'a/5/p']
    expect(chooseLane(['a/6/p'], busy, rules)).toBeNull()
    expect(chooseLane(['a/6/p', 'b/1/p'], busy, rules)).toBe('b/1/p')
  })

  it('is of no repository that has half of them', () => {
    const busy = ['a/1/p', 'a/1/q', 'a/1/r']
    expect(chooseLane(['a/1/s'], busy, rules)).toBeNull()
    expect(chooseLane(['a/1/s', 'a/2/p'], busy, rules)).toBe('a/2/p')
  })

  it('is of whoever has the fewest, and then what came first', () => {
    expect(chooseLane(['a/1/q', 'b/2/p', 'b/3/p'], ['a/1/p'], rules)).toBe('b/2/p')
  })
})
