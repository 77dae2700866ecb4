import type { Candidate, Range } from '../changes/candidate.ts'
import { toCanonicalJson } from '../policy/canonical.ts'

/** What makes a plan this plan and no other. */
export interface PlanIdentity {
  readonly version: string
  readonly range: Range
  /** sha256 of the policy in force. */
  readonly policy: string
  /** What is picked, in order. */
  readonly picks: readonly Candidate[]
}

/**
 * The text whose sha256 is a plan's digest: base, main, policy, picks and order (design, the word `plan`); base is the
 * commit that it starts from. What
 * becomes of the picks follows from these. Names of refs are left out: they move, commits do not.
 */
export function serializePlanIdentity({ version, range, policy, picks }: PlanIdentity): string {
  return toCanonicalJson({
    format: 1,
    version,
    base: range.start.commit,
    main: range.main.commit,
    policy,
    picks: picks.map(({ id, picks }) => ({ id, picks })),
  })
}
