import type { ChangeReference } from '../../release/changes/change-references.ts'
import { normalizeTitle } from '../../release/changes/change-references.ts'
import {
  createShaFinder,
  findTakenBack,
  findUndoings,
  groupByKey,
  groupByTitle,
  type Undoing,
} from './commit-lookup.ts'
import { listSubstance, type MainChange } from './group-commits.ts'
import type { ReadCommit } from './read-both-sides.ts'

/** What the changes of main say of one another. */
export interface MainReferences {
  readonly changes: readonly MainChange[]
  readonly commitOf: ReadonlyMap<string, ReadCommit>
  readonly changeOf: ReadonlyMap<string, MainChange>
  readonly named: (reference: ChangeReference) => readonly string[]
  /** What each revert takes back, before anything is known of reverts of reverts. */
  readonly undoing: ReadonlyMap<string, Undoing>
  /** What is taken back in the end, and by which commit. */
  readonly takenBack: ReadonlyMap<string, string>
}

/** Resolves what main's messages name to main's own commits since the fork. */
export function resolveReferences(changes: readonly MainChange[]): MainReferences {
  const commits = changes.flatMap((change) => [...change.merged, ...change.commits])
  const commitOf = new Map(commits.map((commit) => [commit.sha, commit]))
  const changeOf = new Map(
    changes.flatMap((change) =>
      [...change.merged, ...change.commits].map(({ sha }) => [sha, change] as const),
    ),
  )
  const named = createMainResolver(changes, commits)
  const side = { commits, named }
  const undoing = filterWithinReach(findUndoings(side), { commitOf, changeOf })
  const listParts = (sha: string) => {
    const change = changeOf.get(sha)
    return change?.commits.some((commit) => commit.sha === sha) && change.merged.length > 0
      ? change.merged.map((commit) => commit.sha)
      : []
  }
  return { changes, commitOf, changeOf, named, undoing, takenBack: findTakenBack(side, undoing, listParts) }
}

function createMainResolver(changes: readonly MainChange[], commits: readonly ReadCommit[]) {
  const find = createShaFinder(commits.map(({ sha }) => sha))
  const byNumber = new Map(
    changes.flatMap(({ source, commits: own }) =>
      source.kind === 'pull-request' ? [[source.number, own.map(({ sha }) => sha)] as const] : [],
    ),
  )
  const bySubject = groupByTitle(commits)
  const byChangeTitle = groupByKey(
    changes.flatMap(({ title, commits: own }) =>
      own.slice(-1).map(({ sha }) => [normalizeTitle(title), sha] as const),
    ),
  )
  return (reference: ChangeReference): readonly string[] => {
    switch (reference.kind) {
      case 'commit':
        return [find(reference.sha)].filter((sha) => sha !== null)
      case 'pull-request':
        return byNumber.get(reference.number) ?? []
      case 'title':
        return (
          byChangeTitle.get(normalizeTitle(reference.title)) ??
          bySubject.get(normalizeTitle(reference.title)) ??
          []
        )
    }
  }
}

/** A pull request that takes back its own commit is at peace with itself. */
function filterWithinReach(
  undoing: ReadonlyMap<string, Undoing>,
  { changeOf }: Pick<MainReferences, 'commitOf' | 'changeOf'>,
): Map<string, Undoing> {
  return new Map(
    [...undoing].map(([sha, { targets, more }]) => {
      const others = targets.filter((target) => changeOf.get(target) !== changeOf.get(sha))
      return [sha, { targets: others, more: more || others.length < targets.length }]
    }),
  )
}

/** A change of the range that a later one takes back whole, or the one that does it. */
export type RevertPair =
  | { readonly kind: 'reverted'; readonly revert: string }
  | { readonly kind: 'reverts'; readonly reverted: string }

/**
 * Changes and their reverts that are both in the range and come to nothing together: each by its id, with what it is
 * paired with. A revert that does anything besides, or takes back what the line has (`stays`), remains; then so
 * does what it takes back.
 */
export function revertPairs(
  main: MainReferences,
  stays: (change: MainChange) => boolean,
): Map<string, RevertPair> {
  const reverted = new Map<MainChange, ReadonlySet<MainChange>>()
  const reverts = new Map<MainChange, ReadonlySet<MainChange>>()
  for (const change of main.changes) {
    if (stays(change)) continue
    const by = findTakenBackBy(change, main)
    if (by) reverted.set(change, by)
    const targets = takesBackOnly(change, main)
    if (targets) reverts.set(change, targets)
  }
  settle(reverted, reverts)
  return new Map<string, RevertPair>([
    ...[...reverts].map(([{ id }, of]) => [id, { kind: 'reverts', reverted: getFirstId(of) }] as const),
    ...[...reverted].map(([{ id }, by]) => [id, { kind: 'reverted', revert: getFirstId(by) }] as const),
  ])
}

/** One that has lost its other half is no pair; that may cost the next one its half. */
function settle(
  reverted: Map<MainChange, ReadonlySet<MainChange>>,
  reverts: Map<MainChange, ReadonlySet<MainChange>>,
): void {
  const dropIncomplete = (
    halves: Map<MainChange, ReadonlySet<MainChange>>,
    others: ReadonlyMap<MainChange, unknown>,
  ) => {
    const incomplete = [...halves].filter(([, needs]) => [...needs].some((need) => !others.has(need)))
    for (const [change] of incomplete) halves.delete(change)
    return incomplete.length > 0
  }
  let dropped = true
  while (dropped)
    dropped = [dropIncomplete(reverted, reverts), dropIncomplete(reverts, reverted)].includes(true)
}

/** The changes that take this one back; null where something of it remains. */
function findTakenBackBy(change: MainChange, main: MainReferences): ReadonlySet<MainChange> | null {
  const by = listSubstance(change).map(({ sha }) => main.changeOf.get(main.takenBack.get(sha) ?? ''))
  const known = by.filter((revert) => revert !== undefined)
  return known.length > 0 && known.length === by.length ? new Set(known) : null
}

/** The changes that this one takes back; null where it does anything else. */
function takesBackOnly(change: MainChange, main: MainReferences): ReadonlySet<MainChange> | null {
  const targets = new Set<MainChange>()
  for (const commit of listSubstance(change)) {
    const undoing = main.undoing.get(commit.sha)
    if (!undoing || undoing.more || !canUndoCleanly(commit, undoing, main)) return null
    for (const target of undoing.targets) {
      const of = main.changeOf.get(target)
      if (of) targets.add(of)
    }
  }
  return targets.size > 0 ? targets : null
}

/**
 * Words alone do not make a revert: it touches all that it takes back. Where its subject calls it something else,
 * it must touch nothing besides.
 */
function canUndoCleanly(revert: ReadCommit, { targets }: Undoing, { commitOf }: MainReferences): boolean {
  const own = new Set(revert.paths)
  const theirs = new Set(targets.flatMap((target) => commitOf.get(target)?.paths ?? []))
  return theirs.isSubsetOf(own) && (revert.references.isRevert || own.size === theirs.size)
}

function getFirstId(changes: ReadonlySet<MainChange>): string {
  const [first] = changes
  if (!first) throw new Error('a pair without its other half')
  return first.id
}
