import type { CloserSetting } from '../release/onboarding/learn-policy.ts'
import type { ConfigProposal } from '../release/onboarding/proposal.ts'
import type { ReplayedRelease, ReplayScore } from '../release/onboarding/replay.ts'

/** What GitHub knows of changes, as a file. */
export interface WrittenFacts {
  /** How many changes GitHub knows. */
  readonly changes: number
  /** A facts file (docs/facts.md). */
  readonly yaml: string
}

/** Which releases of the past are played. */
export interface SimulateWish {
  /** How many, the latest ones. */
  readonly last: number
  /** Of this line alone; null for all. */
  readonly line: string | null
}

/** A policy, played over releases of the past. */
export interface Simulation {
  /** The oldest first. */
  readonly releases: readonly ReplayedRelease[]
  readonly total: ReplayScore
  /** Settings that would bring the policy closer to what people released, the best first; each with those before it. */
  readonly closer: readonly CloserSetting[]
}

export interface InitWish {
  /** How many past releases it learns from. */
  readonly last: number
  /** Whether the config is written into the work tree. */
  readonly write: boolean
}

/** What was found of a repository, and the config that was proposed for it. */
export interface Initialization extends ConfigProposal {
  /** The text of the config. */
  readonly config: string
  /** How many past releases it was learned from. */
  readonly releases: number
  /** What the policy in force would have done with them, and what the proposed one would have. */
  readonly before: ReplayScore
  readonly after: ReplayScore
  readonly written:
    | { readonly kind: 'written' | 'exists'; readonly path: string }
    | { readonly kind: 'no-work-tree' | 'not-asked' }
}
