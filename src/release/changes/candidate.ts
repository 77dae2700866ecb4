/** A commit as git records it. Times are seconds since 1970 (UTC), as in git's own objects. */
export interface Commit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly author: CommitPerson
  readonly authoredAt: number
  readonly committedAt: number
  /** The whole message, decoded, with its subject first. */
  readonly message: string
  /** The paths that differ from the first parent, in git's order. A rename counts as two paths. */
  readonly paths: readonly string[]
}

export interface CommitPerson {
  readonly name: string
  readonly email: string
}

/** One cherry-pick: a commit and, for a merge commit, which of its parents is the mainline (`-m`). */
export interface CherryPick {
  readonly sha: string
  readonly mainline: 1 | null
}

/** How a change came to main. A commit that no pull request can be told for stands for itself. */
export type CandidateSource =
  | { readonly kind: 'pull-request'; readonly number: number; readonly merge: MergeMethod }
  | { readonly kind: 'commit' }

/** GitHub's three ways to merge a pull request. */
export type MergeMethod = 'squash' | 'rebase' | 'merge-commit'

/**
 * A change merged to main since the line's last tag (§1.1): a pull request where there is one, else a commit.
 * It is taken or left as a whole.
 */
export interface Candidate {
  /** `#1234` for a pull request, the whole sha for a commit. */
  readonly id: string
  readonly source: CandidateSource
  readonly title: string
  /**
   * What stands on main's first-parent line for it, in main's order: one commit, or several after a rebase merge, less
   * those that the line has already.
   */
  readonly commits: readonly Commit[]
  /**
   * The pull request's own commits behind a merge commit, oldest first, less those that the line has already; empty
   * for the other ways of merging.
   */
  readonly merged: readonly Commit[]
  /** What is picked to take it, in order. */
  readonly picks: readonly CherryPick[]
  /** When it reached main, in seconds since 1970. */
  readonly mergedAt: number
}

/**
 * How a change on main is recognised on the line. Besides the three keys (equal patch-id, trailer, pull request number):
 * `authorship` is the same author, author time and subject, which a pick without `-x` leaves as they are;
 * `history` is a change that came to main by merging the line back.
 */
export type LineKey = 'patch-id' | 'trailer' | 'pull-request' | 'authorship' | 'history'

/** Why a change of the range is no candidate. */
export type LeftOutReason =
  | { readonly kind: 'already-on-line'; readonly key: LineKey; readonly lineCommit: string }
  | { readonly kind: 'reverted'; readonly revert: string }
  | { readonly kind: 'reverts'; readonly reverted: string }
  | { readonly kind: 'empty' }

/** A change that is no candidate; or, of a pull request that the line has in part, one commit that it has. */
export interface LeftOut {
  readonly candidate: Candidate
  readonly reason: LeftOutReason
}

/** A later change on main that somebody who takes `candidate` has to know of. */
export interface Flag {
  readonly kind: 'reverted-later' | 'partly-reverted-later' | 'follow-up'
  /** The id of the candidate that is concerned. */
  readonly candidate: string
  /** The id of the later candidate. */
  readonly by: string
}

/** The part of history that a release is made from. */
export interface Range {
  /** The last release of the line. */
  readonly base: { readonly tag: string; readonly commit: string; readonly taggedAt: number }
  readonly start: Start
  readonly main: { readonly ref: string; readonly commit: string }
  readonly mergeBase: string
}

/** Where a release starts from: the head of the line's own branch, or its last release where it has none. */
export interface Start {
  /** As it is called here: `origin/8-1-stable`; null for the tag. */
  readonly branch: string | null
  readonly commit: string
}

/** A change that the line has got since its last release: it is in the next one, whatever is picked. */
export interface OnLine {
  /** As it stands on the line. */
  readonly change: Candidate
  /** The change of main that it is a copy of; null where main has none since the line left it. */
  readonly main: Candidate | null
}

/** The label that makes a change a candidate of the next patch (§1.1). */
export const CANDIDATE_LABEL = 'patch-candidate'

/** Everything between the line's last tag and main, sorted into what may be taken and what not. */
export interface Candidates {
  readonly range: Range
  /** In main's own order, oldest first. */
  readonly candidates: readonly Candidate[]
  /** In main's own order, oldest first. */
  readonly leftOut: readonly LeftOut[]
  readonly flags: readonly Flag[]
  /** In the line's own order, oldest first. */
  readonly onLine: readonly OnLine[]
}

/** The first line of a commit's message. */
export function getSubject(message: string): string {
  return message.trimStart().split('\n', 1)[0] ?? ''
}

/** How a candidate is named to people: `#1234`, or the first ten digits of its commit. */
export function formatCandidateName(id: string): string {
  return id.startsWith('#') ? id : id.slice(0, 10)
}
