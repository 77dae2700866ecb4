import type { Candidate, Flag, LeftOut, LineEvidence, OnLine, Range } from '../changes/candidate.ts'
import type { Facts } from '../facts/facts.ts'
import type { Verdict } from './verdict.ts'

/** A stretch of a file that both sides changed, in the lines of the line's version (1-based, inclusive). */
export interface ConflictHunk {
  readonly ours: { readonly start: number; readonly end: number }
  readonly oursText: string
  readonly theirsText: string
}

export interface ConflictFile {
  readonly path: string
  /** What git calls it: `content`, `modify/delete`, `add/add`, `rename/delete`, `binary`, ... */
  readonly kind: string
  readonly hunks: readonly ConflictHunk[]
}

/** What becomes of a candidate when it is picked. */
export type PickOutcome =
  | { readonly kind: 'clean'; readonly tree: string }
  | { readonly kind: 'empty' }
  /** Not tried, or it could not be: `why` is a sentence without its full stop. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** `at` is the commit of the candidate that does not apply. */
  | { readonly kind: 'conflict'; readonly at: string; readonly files: readonly ConflictFile[] }

/** The smallest set of earlier changes, proved by picking, that makes a pick clean. */
export type Dependencies =
  /** `smallest`: every smaller set was tried. `minimal`: none of these can be spared, and the tries ran out. */
  | { readonly kind: 'found'; readonly on: readonly string[]; readonly proof: 'smallest' | 'minimal' }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'not-searched'; readonly why: string }

/** A candidate with everything that is known, said and tried of it. */
export interface Considered {
  readonly candidate: Candidate
  readonly facts: Facts
  readonly verdict: Verdict
  /** Picked alone on the line's tag. */
  readonly alone: PickOutcome
  /**
   * What speaks for the line having it already, the surest first; empty where nothing does. It proves nothing: such a
   * change is not taken by default, and a person may take it.
   */
  readonly lineEvidence: readonly LineEvidence[]
  /** The version with which production was rolled back from it: a person takes it again by name, and nothing else does. */
  readonly rolledBackIn?: string
}

/** A change that the line has since its last release, judged like a candidate. It is in the release as it stands. */
export interface ConsideredOnLine extends OnLine {
  readonly facts: Facts
  readonly verdict: Verdict
}

/** A candidate taken into the release, in its place. */
export interface PlannedPick {
  readonly candidate: string
  /** Picked after all planned picks before it. */
  readonly outcome: PickOutcome
  /** For a conflict only. */
  readonly dependencies: Dependencies | null
}

/**
 * Base, main, policy, picks in order and what becomes of each.
 * Named by its digest: the same input gives the same digest, any change a different one.
 */
export interface Plan {
  /** With its `v`: `v2.0.1`. */
  readonly version: string
  readonly line: string
  readonly range: Range
  /** sha256 of the policy in force. */
  readonly policy: string
  readonly picks: readonly PlannedPick[]
  /** Every candidate of the range, in main's order, taken or not. */
  readonly considered: readonly Considered[]
  readonly leftOut: readonly LeftOut[]
  readonly flags: readonly Flag[]
  /** Candidates, by id, that were on main when the line was released last and were not taken then: proposed no more. */
  readonly passedBy: readonly string[]
  /** Candidates, by id, that nobody nominated, where a plan takes only what is (`candidates.take`). */
  readonly notNominated: readonly string[]
  /** What comes with the release because its line has it, in the line's order. */
  readonly onLine: readonly ConsideredOnLine[]
  /** The tree after all clean picks. */
  readonly tree: string
  readonly digest: string
}
