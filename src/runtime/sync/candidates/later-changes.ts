import { formatFlag } from '../../../messages/candidates/flags.ts'
import type { Flag } from '../../../release/changes/candidate.ts'
import { getPlan, hasPicks } from '../../../release/lifecycle/view.ts'
import type { Flagged } from '../../../release/lifecycle/words.ts'
import type { Plan } from '../../../release/planning/plan.ts'
import type { PlanNow } from './plans.ts'

/** What main has done since to what a release takes: reverts and follow-ups. Null where nothing can be told now. */
export function findLaterChanges({ preparing, seen }: PlanNow): {
  readonly id: string
  readonly flags: readonly Flagged[]
} | null {
  const plan = preparing && hasPicks(preparing.release) ? getPlan(preparing.release) : null
  if (!preparing || !seen || !plan) return null

  const taken = new Set(plan.picks.map(({ candidate }) => candidate))
  const all = listFlags(seen.plan)
  const flags = [...taken].flatMap((candidate) => {
    const own = all.filter((flag) => flag.candidate === candidate)
    return own.length === 0 ? [] : [{ candidate, flags: own.map((flag) => formatFlag(flag, taken)) }]
  })
  return { id: preparing.id, flags }
}

/** A change that is taken back whole is no candidate any more, and has no flag. */
function listFlags({ flags, leftOut }: Plan): readonly Flag[] {
  const reverted = leftOut.flatMap(({ candidate, reason }): Flag[] =>
    reason.kind === 'reverted'
      ? [{ kind: 'reverted-later', candidate: candidate.id, by: reason.revert }]
      : [],
  )
  return [...reverted, ...flags]
}
