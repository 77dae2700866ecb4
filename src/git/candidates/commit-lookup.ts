import { getSubject } from '../../release/changes/candidate.ts'
import { type ChangeReference, normalizeTitle } from '../../release/changes/change-references.ts'
import type { ReadCommit } from './landings.ts'

/** Finds the one id that begins with what a message has; null where none or several do. */
export type ShaFinder = (prefix: string) => string | null

export function createShaFinder(shas: Iterable<string>): ShaFinder {
  const sorted = [...shas].sort()
  const known = new Set(sorted)
  return (prefix) => {
    if (known.has(prefix)) return prefix
    const at = findFirstNotBefore(sorted, prefix)
    const [found, next] = [sorted[at], sorted[at + 1]]
    return found?.startsWith(prefix) && !next?.startsWith(prefix) ? found : null
  }
}

function findFirstNotBefore(sorted: readonly string[], prefix: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < prefix) low = middle + 1
    else high = middle
  }
  return low
}

/** Lists by key, in the order of adding. */
export function groupByKey<K, V>(pairs: Iterable<readonly [K, V]>): Map<K, V[]> {
  const lists = new Map<K, V[]>()
  for (const [key, value] of pairs) {
    const list = lists.get(key)
    if (list) list.push(value)
    else lists.set(key, [value])
  }
  return lists
}

/** One side of the fork, as far as its messages name its own commits. */
export interface NamedCommits {
  /** All commits, oldest first. */
  readonly commits: readonly ReadCommit[]
  /**
   * What a name in the message of another commit of this side may mean, oldest first: each a commit, or all commits of
   * a pull request.
   */
  readonly named: (reference: ChangeReference) => readonly (readonly string[])[]
}

/** What a commit takes back on its own side. */
export interface Undoing {
  readonly targets: readonly string[]
  /** It names something besides that is not on this side since the fork. */
  readonly more: boolean
}

/** The best kind of name wins: a message often has a commit, a pull request and a title for one and the same change. */
const BEST_FIRST = ['commit', 'pull-request', 'title'] as const

/** What each revert of a side takes back there. Only what is older than the revert can be meant. */
export function findUndoings(side: NamedCommits): Map<string, Undoing> {
  const order = new Map(side.commits.map(({ sha }, index) => [sha, index]))
  const createUndoing = ({ sha, references }: ReadCommit, at: number): Undoing => {
    for (const kind of BEST_FIRST) {
      const names = references.reverts.filter((reference) => reference.kind === kind)
      const isOlder = (target: string) => target !== sha && (order.get(target) ?? at) < at
      const found = names.map((name) => side.named(name).findLast((meant) => meant.every(isOlder)))
      const targets = found.filter((target) => target !== undefined)
      if (targets.length > 0)
        return { targets: [...new Set(targets.flat())], more: targets.length < names.length }
    }
    return { targets: [], more: references.reverts.length > 0 }
  }
  return new Map(
    side.commits.flatMap((commit, at) =>
      commit.references.reverts.length > 0 ? [[commit.sha, createUndoing(commit, at)] as const] : [],
    ),
  )
}

/**
 * What is taken back in the end, and by which commit. A revert that was itself taken back takes nothing back.
 * `parts` says what else goes with a commit: behind a merge, what it brought.
 */
export function findTakenBack(
  side: NamedCommits,
  undoing: ReadonlyMap<string, Undoing>,
  parts: (sha: string) => readonly string[],
): Map<string, string> {
  const back = new Map<string, string>()
  for (const { sha } of side.commits.toReversed()) {
    if (back.has(sha)) continue
    for (const target of undoing.get(sha)?.targets ?? []) {
      for (const part of [target, ...parts(target)]) if (!back.has(part)) back.set(part, sha)
    }
  }
  return back
}

/** The commits of each title, oldest first. */
export function groupByTitle(commits: readonly ReadCommit[]): Map<string, string[]> {
  return groupByKey(commits.map(({ message, sha }) => [normalizeTitle(getSubject(message)), sha]))
}

/** Enough questions on the way that no process waits for us. */
const IN_FLIGHT = 8

/** Does a piece of work for each, several at a time. */
export async function runInParallel<T>(each: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = each.values()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const one of waiting) await work(one)
    }),
  )
}
