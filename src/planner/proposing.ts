import { CANDIDATE_LABEL, type Candidate } from '../release/changes/candidate.ts'
import type { Verdict } from '../release/planning/verdict.ts'
import type { Policy } from '../release/policy.ts'
import type { Cut } from './ground/read-ground.ts'
import { type Judging, judgeIfClean } from './plan/judge-candidates.ts'

/** What decides whether a change is proposed. */
export interface Proposing {
  readonly cut: Pick<Cut, 'base' | 'start'>
  readonly judging: Judging
}

/** What is thought of a change before it is picked anywhere. */
export interface Prospect {
  readonly candidate: Candidate
  /** As it would be if nothing stood in the way of the pick itself. */
  readonly verdict: Verdict
  /** People released the line without it when it was on main already. */
  readonly isPassedBy: boolean
  /** Somebody labelled it as a candidate. */
  readonly isLabelled: boolean
}

/** Looks at every candidate before any is picked: thousands of them need no try then. */
export function listProspects(candidates: readonly Candidate[], proposing: Proposing): Prospect[] {
  return candidates.map((candidate) => {
    const verdict = judgeIfClean(candidate, proposing.judging)
    const isLabelled = hasLabel(candidate, proposing.judging)
    const isPassedBy = !isLabelled && wasPassedBy(candidate, verdict, proposing)
    return { candidate, verdict, isPassedBy, isLabelled }
  })
}

function wasPassedBy(candidate: Candidate, verdict: Verdict, { cut, judging }: Proposing): boolean {
  const { line }: Pick<Policy, 'line'> = judging.policy
  if (cut.start.branch === null || line.propose === 'all') return false
  return verdict.type !== 'security' && candidate.mergedAt < cut.base.taggedAt
}

function hasLabel({ id }: Candidate, { facts }: Judging): boolean {
  const labels = facts.of.get(id)?.labels
  return labels?.known === true && labels.value.includes(CANDIDATE_LABEL)
}
