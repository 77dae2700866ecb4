import type { Commit } from '../../release/changes/candidate.ts'
import type { ChangeReferences } from '../../release/changes/change-references.ts'
import { findPullRequest } from '../../release/changes/pull-request-messages.ts'

/** A commit with what its message refers to, parsed once. */
export interface ReadCommit extends Commit {
  readonly references: ChangeReferences
}

/** The number of the pull request that brought a commit, by the commit's sha. */
export type Origins = ReadonlyMap<string, number>

/** A commit by which something came to a branch, with what came by merging it. */
export interface Landing {
  readonly commit: ReadCommit
  /** What the merge brought, oldest first; empty for any other commit. */
  readonly merged: readonly ReadCommit[]
}

/** Where a branch ends, what it is called, and the pull requests of its commits: null where their messages tell. */
interface BranchQuery {
  readonly tip: string
  readonly branch: string
  readonly origins: Origins | null
}

interface Walk extends BranchQuery {
  readonly bySha: ReadonlyMap<string, ReadCommit>
  readonly order: ReadonlyMap<string, number>
  /** What stands on the branch's own line or came by an earlier merge. */
  readonly taken: Set<string>
}

/**
 * Follows first parents down from the tip and gives every other commit to the merge that brought it. A merge that only
 * brings together what came by pull requests, as `git pull` makes it, is no change: it is walked, and what is
 * behind it stands for itself.
 */
export function listLandings(commits: readonly ReadCommit[], asked: BranchQuery): Landing[] {
  return land(asked.tip, {
    ...asked,
    bySha: new Map(commits.map((commit) => [commit.sha, commit])),
    order: new Map(commits.map(({ sha }, index) => [sha, index])),
    taken: new Set<string>(),
  })
}

function land(tip: string, walk: Walk): Landing[] {
  const own = listOwn(tip, walk)
  return own.flatMap((commit): Landing[] => {
    const merged = listBroughtBy(commit, walk)
    if (!isWalked(commit, merged, walk)) {
      for (const { sha } of merged) walk.taken.add(sha)
      return [{ commit, merged }]
    }
    return commit.parents.slice(1).flatMap((parent) => land(parent, walk))
  })
}

/** The first-parent line down to what is taken, oldest first, and takes it. */
function listOwn(tip: string, { bySha, taken }: Walk): readonly ReadCommit[] {
  const own: ReadCommit[] = []
  for (let at = bySha.get(tip); at && !taken.has(at.sha); at = bySha.get(at.parents[0] ?? '')) own.push(at)
  for (const { sha } of own) taken.add(sha)
  return own.toReversed()
}

/** A merge that is no pull request itself, and brings some: by `git pull`, or of a branch that collected them. */
function isWalked({ sha, message }: ReadCommit, merged: readonly ReadCommit[], walk: Walk): boolean {
  const { origins, branch } = walk
  if (merged.length === 0) return false
  if (origins)
    return !origins.has(sha) && (isPull(message, branch) || merged.some((one) => origins.has(one.sha)))
  if (findPullRequest(message)) return false
  return isPull(message, branch) || bringsPullRequests(merged)
}

/** One number in a subject may be an issue's; several are pull requests, and so is what a forge writes of its own merge. */
function bringsPullRequests(merged: readonly ReadCommit[]): boolean {
  const named = merged.flatMap(({ message, parents }) => {
    const pull = findPullRequest(message)
    return pull && (pull.by !== 'merge' || parents.length > 1) ? [pull] : []
  })
  return named.some(({ by }) => by === 'merge') || new Set(named.map(({ number }) => number)).size > 1
}

/** `Merge branch 'main' of github.com:godel/api`, as `git pull` calls it on main itself. */
function isPull(message: string, branch: string): boolean {
  const [subject = ''] = message.trimStart().split('\n', 1)
  const [, name] = /^Merge (?:remote-tracking )?branch '([^'\n]{1,200})'/.exec(subject) ?? []
  const short = branch.replace(/^refs\/(?:heads|remotes)\//, '')
  return name !== undefined && (name === short || short.endsWith(`/${name}`) || name.endsWith(`/${short}`))
}

function listBroughtBy(merge: ReadCommit, { bySha, order, taken }: Walk): ReadCommit[] {
  const found = new Map<string, ReadCommit>()
  const waiting = merge.parents.slice(1)
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const commit = bySha.get(sha)
    if (!commit || taken.has(sha) || found.has(sha)) continue
    found.set(sha, commit)
    waiting.push(...commit.parents)
  }
  return [...found.values()].sort((a, b) => (order.get(a.sha) ?? 0) - (order.get(b.sha) ?? 0))
}
