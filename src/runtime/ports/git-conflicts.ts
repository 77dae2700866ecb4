import type { UnresolvedPath } from '../../messages/github/pull-requests/unresolved-files.ts'
import type { ConflictFile } from '../../release/planning/plan.ts'
import type { OfPlan } from './git-remote.ts'

export interface ConflictQuery extends OfPlan {
  readonly candidate: string
  /** The release branch's head that the pick is tried on. */
  readonly head: string
  /** The branch to make: `release/v2.0.1-pick-12`. */
  readonly branch: string
}

export interface ConflictBranch {
  readonly branch: string
  readonly head: string
  /** The commit of main that does not apply, and its mainline where it is a merge. */
  readonly commit: string
  readonly mainline: 1 | null
  /** Empty where by now it applies. */
  readonly files: readonly UnresolvedFile[]
  /** Those of them without markers. */
  readonly undecided: readonly UnresolvedPath[]
  /** The smallest set of earlier changes of main with which it applies, proved; empty where there is none. */
  readonly needs: readonly string[]
}

/** `head` is the release branch's that the pick was tried on. */
export interface UnresolvedQuery extends Omit<ConflictQuery, 'branch'> {
  /** What people made of it: a decision that one of these shows is one. What is not there any more shows none. */
  readonly heads: readonly string[]
}

export interface CompareQuery extends OfPlan {
  readonly candidate: string
  /** The release branch that it is resolved for, and what people made of it. */
  readonly base: string
  readonly head: string
}

export interface ResolutionDifference {
  /** As `git range-diff` writes it; empty where both patches are the same. */
  readonly text: string
  /** How many lines of the patch are others. */
  readonly lines: number
}

export interface SettleMergeQuery extends Omit<OfPlan, 'origins'> {
  readonly branch: string
  /** The branch before the merge, and as it is. */
  readonly base: string
  readonly head: string
  /** The commits by which conflicts were merged. */
  readonly merges: readonly string[]
}

export interface SettledMerge {
  readonly head: string
  /** Whether something else than these merges came onto the branch last. */
  readonly foreign: boolean
}

export interface UnresolvedFiles {
  /** The commit of main that does not apply. */
  readonly commit: string
  readonly files: readonly UnresolvedPath[]
}

export interface UnresolvedFile extends ConflictFile {
  /**
   * Whether the file shows both sides between markers. Where it does not (deleted on one side, binary, a submodule),
   * what git leaves stands on the branch, and nothing but a person's look tells that it has to be resolved.
   */
  readonly marked: boolean
}
