import { describe, expect, it } from 'vitest'
import { createWorkBudget, isCostly, mayBeAccepted } from '../../../../src/runtime/jobs/limits/work-budget.ts'

const AT = 1_770_000_000

/** How many of so many looks are let through. */
function countLooks(
  budget: ReturnType<typeof createWorkBudget>,
  person: number,
  looks: number,
  at = AT,
): number {
  return Array.from({ length: looks }, () => budget.spend({ repository: 77, person, at })).filter(Boolean)
    .length
}

describe('what is looked into for people without a role', () => {
  it('is ten things an hour for one of them, whether or not they are answered', () => {
    const budget = createWorkBudget()
    expect(countLooks(budget, 1, 200)).toBe(10)
    expect(countLooks(budget, 1, 200, AT + 3_599)).toBe(0)
    expect(countLooks(budget, 1, 200, AT + 3_601)).toBe(10)
  })

  it('is thirty for all of them in a repository, and more in another', () => {
    const budget = createWorkBudget()
    const all = [1, 2, 3, 4, 5].map((person) => countLooks(budget, person, 10))
    expect(all).toEqual([10, 10, 10, 0, 0])
    expect(budget.spend({ repository: 78, person: 5, at: AT })).toBe(true)
  })

  it('is counted where it takes git, and left where it only shows something', () => {
    const explain = { name: 'explain', candidate: '#1' } as const
    const hold = { name: 'hold', because: 'lunch' } as const
    expect([isCostly(explain), mayBeAccepted(explain)]).toEqual([true, false])
    expect([isCostly(hold), mayBeAccepted(hold)]).toEqual([false, true])
  })
})
