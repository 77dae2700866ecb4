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

/**
 * The number of the pull request that brought each commit, as the forge has it; a commit without one is left out. A
 * commit of `main` counts by pull requests that were merged to the default branch, one of the `line` by those to others.
 */
export type FindOrigins = (
  commits: readonly string[],
  side: 'main' | 'line',
) => Promise<ReadonlyMap<string, number>>

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
 * What speaks for a change of main being on the line, as one of its commits. `patch-id`: every byte of the patch is the
 * same. `trailer`: the line's commit names it as what it was picked from, or bears the same Gerrit id. `pull-request`:
 * it bears the number. `authorship`: the same author, author time and subject, which a pick without `-x` leaves as they
 * are. `subject`: both alone have it, whichever
 * branch it names. `white-space`: the patches differ in white space alone. `history`: the change merged the line back into main.
 * `content`: one of these, and its pick changes nothing there.
 */
export const LINE_KEYS = [
  'patch-id',
  'trailer',
  'pull-request',
  'authorship',
  'subject',
  'white-space',
  'history',
  'content',
] as const
export type LineKey = (typeof LINE_KEYS)[number]

/** A sign that the line has a change, with the commit of the line that gives it. By itself it proves nothing. */
export interface LineEvidence {
  readonly key: LineKey
  readonly lineCommit: string
}

/**
 * Why a change of the range is no candidate. `already-on-line` is proved by content: its pick is empty, or a commit of
 * the line has the same patch.
 */
export type LeftOutReason =
  | ({ readonly kind: 'already-on-line' } & LineEvidence)
  | { readonly kind: 'reverted'; readonly revert: string }
  | { readonly kind: 'reverts'; readonly reverted: string }
  | { readonly kind: 'empty' }

/** A change that is no candidate; or, of a pull request that the line has in part, one commit that it has. */
export interface LeftOut {
  readonly candidate: Candidate
  readonly reason: LeftOutReason
}

/** A candidate that the line probably has already: nobody takes it by default, and a person may all the same. */
export interface ProbablyOnLine {
  /** Its id. */
  readonly candidate: string
  /** The surest first. */
  readonly evidence: readonly LineEvidence[]
}

/**
 * What somebody who takes `candidate` has to know of. `reverted-later`, `partly-reverted-later` and `follow-up` are later
 * changes on main. `reverts-line`: it takes back what the line has. `named-on-line`: a commit of the line says that it
 * is a copy of it, or that it has a part of it, and its content does not.
 */
export interface Flag {
  readonly kind: 'reverted-later' | 'partly-reverted-later' | 'follow-up' | 'reverts-line' | 'named-on-line'
  /** The id of the candidate that is concerned. */
  readonly candidate: string
  /** The id of the other change; for `named-on-line`, and of what is older than the range, a whole commit. */
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
  /** The change of main that it is proved to be a copy of; null where none is. */
  readonly main: Candidate | null
  /** The change of main that only words say it is a copy of: for people to look at, and no proof. */
  readonly said: Candidate | null
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
  /** Of the candidates. */
  readonly explainProbablyOnLine: readonly ProbablyOnLine[]
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
