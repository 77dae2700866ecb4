import type { Candidate, Commit, MergeMethod } from '../../release/changes/candidate.ts'
import { findPullRequest, mergeTitle } from '../../release/changes/pull-request-messages.ts'
import { toCherryPick } from '../picks/take-picks.ts'
import type { Landing, Origins, ReadCommit } from './landings.ts'
import type { OwnRepository } from './own-repository.ts'

/** A candidate whose commits carry what their messages refer to. */
export interface MainChange extends Candidate {
  readonly commits: readonly ReadCommit[]
  readonly merged: readonly ReadCommit[]
}

interface Landed {
  readonly landing: Landing
  readonly pullRequest: { readonly number: number; readonly by: string; readonly title: string } | null
}

/** What tells which commit came by which pull request: the forge, where `origins` are known, else the messages. */
export interface Grouping {
  readonly own: OwnRepository
  readonly origins: Origins | null
}

/**
 * One change per merged pull request, else one per commit, in main's own order (§1.1). A number that comes up again
 * later on main is no second merge of that pull request: such a commit stands for itself.
 */
export function groupChanges(main: readonly Landing[], { own, origins }: Grouping): MainChange[] {
  const seen = new Set<number>()
  const landed = main.map((landing) =>
    origins ? createKnownLanding(landing, origins) : createLanding(landing, own),
  )
  return groupLandings(landed).flatMap((group) => {
    const number = group[0]?.pullRequest?.number
    if (number === undefined || seen.has(number)) return group.map((arrival) => createChange([arrival], null))
    seen.add(number)
    return [createChange(group, number)]
  })
}

function createLanding(landing: Landing, own: OwnRepository): Landed {
  const named = findPullRequest(landing.commit.message)
  return { landing, pullRequest: named && own.has(named) ? named : null }
}

/** What a message says of a pull request gives it none: only the forge knows what was merged by one. */
function createKnownLanding(landing: Landing, origins: Origins): Landed {
  const number = origins.get(landing.commit.sha)
  if (number === undefined) return { landing, pullRequest: null }
  const named = findPullRequest(landing.commit.message)
  const title = named?.number === number ? named.title : mergeTitle(landing.commit.message)
  return { landing, pullRequest: { number, by: 'forge', title } }
}

/** A rebase merge leaves a pull request's commits side by side; what the forge knows to belong together does, wherever it stands. */
function groupLandings(arrivals: readonly Landed[]): Landed[][] {
  const groups: Landed[][] = []
  const known = new Map<number, Landed[]>()
  for (const arrival of arrivals) {
    const { pullRequest } = arrival
    const group = pullRequest?.by === 'forge' ? known.get(pullRequest.number) : groups.at(-1)
    const previous = group?.at(-1)
    if (group && previous && belongTogether(previous, arrival)) group.push(arrival)
    else {
      const begun = [arrival]
      groups.push(begun)
      if (pullRequest?.by === 'forge') known.set(pullRequest.number, begun)
    }
  }
  return groups
}

function belongTogether(a: Landed, b: Landed): boolean {
  if (!a.pullRequest || !b.pullRequest || a.pullRequest.number !== b.pullRequest.number) return false
  if (a.pullRequest.by === 'forge') return true
  if (isMerge(a.landing.commit) || isMerge(b.landing.commit)) return false
  if (a.pullRequest.by === 'trailer' && b.pullRequest.by === 'trailer') return true
  // A number in the subject may be an issue's: then only one author's commits are taken together.
  return (
    !b.landing.commit.references.isRevert && a.landing.commit.author.email === b.landing.commit.author.email
  )
}

function createChange(group: readonly Landed[], number: number | null): MainChange {
  const commits = group.map(({ landing }) => landing.commit)
  const [first, last] = [group[0], commits.at(-1)]
  if (!first || !last) throw new Error('a change without a commit')
  const { commit } = first.landing
  return {
    id: number === null ? commit.sha : `#${number}`,
    source:
      number === null
        ? { kind: 'commit' }
        : { kind: 'pull-request', number, merge: detectMergeMethod(commits) },
    title: getTitle(first),
    commits,
    merged: first.landing.merged,
    picks: commits.map(toCherryPick),
    mergedAt: last.committedAt,
  }
}

function detectMergeMethod(commits: readonly ReadCommit[]): MergeMethod {
  if (commits.length > 1) return 'rebase'
  return commits.some(isMerge) ? 'merge-commit' : 'squash'
}

/** A merge whose message tells of its branch alone is called by the first commit that it brought. */
function getTitle({ landing: { commit, merged }, pullRequest }: Landed): string {
  const title = pullRequest?.title ?? mergeTitle(commit.message)
  const [first] = merged
  return isMerge(commit) && first && /^merge\b/i.test(title) ? mergeTitle(first.message) : title
}

/** The commits that carry a change's content: behind a merge the merged ones, less merges and empty commits. */
export function listSubstance(change: MainChange): ReadCommit[] {
  const merged = change.merged.filter((commit) => !isMerge(commit) && commit.paths.length > 0)
  return merged.length > 0 ? merged : change.commits.filter((commit) => commit.paths.length > 0)
}

/** One commit of a change, for where a part of it fares otherwise than the rest. */
export function extractPart(change: MainChange, commit: ReadCommit): MainChange {
  return {
    id: commit.sha,
    source: { kind: 'commit' },
    title: findPullRequest(commit.message)?.title ?? mergeTitle(commit.message),
    commits: [commit],
    merged: [],
    picks: [toCherryPick(commit)],
    mergedAt: change.mergedAt,
  }
}

/**
 * What is left of a change whose other commits are on the line. A merge commit is still picked as one: git finds what
 * is there already.
 */
export function removeParts(change: MainChange, parts: ReadonlySet<string>): MainChange {
  if (parts.size === 0) return change
  if (change.merged.length > 0)
    return { ...change, merged: change.merged.filter(({ sha }) => !parts.has(sha)) }
  const commits = change.commits.filter(({ sha }) => !parts.has(sha))
  return { ...change, commits, picks: commits.map(toCherryPick) }
}

export function isMerge(commit: ReadCommit): boolean {
  return commit.parents.length > 1
}

/** A change without what was parsed for one search only. */
export function toCandidate(change: MainChange): Candidate {
  return {
    ...change,
    commits: change.commits.map(withoutReferences),
    merged: change.merged.map(withoutReferences),
  }
}

function withoutReferences({ references: _, ...commit }: ReadCommit): Commit {
  return commit
}
