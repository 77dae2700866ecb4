import type { Candidate } from '../release/changes/candidate.ts'
import { findLabel } from '../release/eligibility/labels.ts'
import { parseBranch } from '../release/line-branch.ts'
import type { Verdict } from '../release/planning/verdict.ts'
import type { Policy } from '../release/policy.ts'
import type { Cut } from './ground/read-ground.ts'
import { type Judging, judgeIfClean } from './plan/judge-candidates.ts'

/** What decides whether a change is proposed. */
interface Proposing {
  readonly cut: Pick<Cut, 'base' | 'start' | 'line'>
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
    const isLabelled = hasLabel(candidate, proposing)
    const isPassedBy = !isLabelled && wasPassedBy(candidate, verdict, proposing)
    return { candidate, verdict, isPassedBy, isLabelled }
  })
}

function wasPassedBy(candidate: Candidate, verdict: Verdict, { cut, judging }: Proposing): boolean {
  const { line }: Pick<Policy, 'line'> = judging.policy
  if (cut.start.branch === null || line.propose === 'all') return false
  const grace = verdict.type === 'security' ? SECURITY_GRACE : 0
  return candidate.mergedAt < cut.base.taggedAt - grace
}

/** A security fix that people released the line without is proposed again for three months: then they left it out for good. */
export const SECURITY_GRACE = 90 * 24 * 3600

/** It bears a label that nominates, for any line or for this one, or an issue that it closed does. */
function hasLabel({ id }: Candidate, { cut, judging: { facts, policy } }: Proposing): boolean {
  const known = facts.of.get(id)
  const own = known?.labels.known ? known.labels.value : []
  const issues = known?.issues.known ? known.issues.value : []
  const labels = [...own, ...issues.flatMap((issue) => issue.labels ?? [])]
  const ofLine = policy.line.labels.map((label) => parseBranch(label, cut.line))
  return findLabel(labels, [...policy.candidates.labels, ...ofLine]) !== undefined
}
