import type { ChangeReference } from '../../release/change-references.ts'
import { titleKey } from '../../release/change-references.ts'
import { type Change, substanceOf } from './grouping.ts'
import { byTitle, grouped, shaFinder, takenBack, type Undoing, undoings } from './lookup.ts'
import type { ReadCommit } from './read.ts'

/** What the changes of main say of one another. */
export interface MainReferences {
  readonly changes: readonly Change[]
  readonly commitOf: ReadonlyMap<string, ReadCommit>
  readonly changeOf: ReadonlyMap<string, Change>
  readonly named: (reference: ChangeReference) => readonly string[]
  /** What each revert takes back, before anything is known of reverts of reverts. */
  readonly undoing: ReadonlyMap<string, Undoing>
  /** What is taken back in the end, and by which commit. */
  readonly takenBack: ReadonlyMap<string, string>
}

/** Resolves what main's messages name to main's own commits since the fork. */
export function referencesOnMain(changes: readonly Change[]): MainReferences {
  const commits = changes.flatMap((change) => [...change.merged, ...change.commits])
  const commitOf = new Map(commits.map((commit) => [commit.sha, commit]))
  const changeOf = new Map(
    changes.flatMap((change) =>
      [...change.merged, ...change.commits].map(({ sha }) => [sha, change] as const),
    ),
  )
  const named = namesOnMain(changes, commits)
  const side = { commits, named }
  const undoing = withinReach(undoings(side), { commitOf, changeOf })
  const partsOf = (sha: string) => {
    const change = changeOf.get(sha)
    return change?.commits.some((commit) => commit.sha === sha) && change.merged.length > 0
      ? change.merged.map((commit) => commit.sha)
      : []
  }
  return { changes, commitOf, changeOf, named, undoing, takenBack: takenBack(side, undoing, partsOf) }
}

function namesOnMain(changes: readonly Change[], commits: readonly ReadCommit[]) {
  const find = shaFinder(commits.map(({ sha }) => sha))
  const byNumber = new Map(
    changes.flatMap(({ source, commits: own }) =>
      source.kind === 'pull-request' ? [[source.number, own.map(({ sha }) => sha)] as const] : [],
    ),
  )
  const bySubject = byTitle(commits)
  const byChangeTitle = grouped(
    changes.flatMap(({ title, commits: own }) =>
      own.slice(-1).map(({ sha }) => [titleKey(title), sha] as const),
    ),
  )
  return (reference: ChangeReference): readonly string[] => {
    switch (reference.kind) {
      case 'commit':
        return [find(reference.sha)].filter((sha) => sha !== null)
      case 'pull-request':
        return byNumber.get(reference.number) ?? []
      case 'title':
        return byChangeTitle.get(titleKey(reference.title)) ?? bySubject.get(titleKey(reference.title)) ?? []
    }
  }
}

/** A pull request that takes back its own commit is at peace with itself. */
function withinReach(
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
  stays: (change: Change) => boolean,
): Map<string, RevertPair> {
  const reverted = new Map<Change, ReadonlySet<Change>>()
  const reverts = new Map<Change, ReadonlySet<Change>>()
  for (const change of main.changes) {
    if (stays(change)) continue
    const by = takenBackBy(change, main)
    if (by) reverted.set(change, by)
    const targets = takesBackOnly(change, main)
    if (targets) reverts.set(change, targets)
  }
  settle(reverted, reverts)
  return new Map<string, RevertPair>([
    ...[...reverts].map(([{ id }, of]) => [id, { kind: 'reverts', reverted: firstId(of) }] as const),
    ...[...reverted].map(([{ id }, by]) => [id, { kind: 'reverted', revert: firstId(by) }] as const),
  ])
}

/** One that has lost its other half is no pair; that may cost the next one its half. */
function settle(reverted: Map<Change, ReadonlySet<Change>>, reverts: Map<Change, ReadonlySet<Change>>): void {
  const dropIncomplete = (halves: Map<Change, ReadonlySet<Change>>, others: ReadonlyMap<Change, unknown>) => {
    const incomplete = [...halves].filter(([, needs]) => [...needs].some((need) => !others.has(need)))
    for (const [change] of incomplete) halves.delete(change)
    return incomplete.length > 0
  }
  let dropped = true
  while (dropped)
    dropped = [dropIncomplete(reverted, reverts), dropIncomplete(reverts, reverted)].includes(true)
}

/** The changes that take this one back; null where something of it remains. */
function takenBackBy(change: Change, main: MainReferences): ReadonlySet<Change> | null {
  const by = substanceOf(change).map(({ sha }) => main.changeOf.get(main.takenBack.get(sha) ?? ''))
  const known = by.filter((revert) => revert !== undefined)
  return known.length > 0 && known.length === by.length ? new Set(known) : null
}

/** The changes that this one takes back; null where it does anything else. */
function takesBackOnly(change: Change, main: MainReferences): ReadonlySet<Change> | null {
  const targets = new Set<Change>()
  for (const commit of substanceOf(change)) {
    const undoing = main.undoing.get(commit.sha)
    if (!undoing || undoing.more || !undoesCleanly(commit, undoing, main)) return null
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
function undoesCleanly(revert: ReadCommit, { targets }: Undoing, { commitOf }: MainReferences): boolean {
  const own = new Set(revert.paths)
  const theirs = new Set(targets.flatMap((target) => commitOf.get(target)?.paths ?? []))
  return theirs.isSubsetOf(own) && (revert.references.isRevert || own.size === theirs.size)
}

function firstId(changes: ReadonlySet<Change>): string {
  const [first] = changes
  if (!first) throw new Error('a pair without its other half')
  return first.id
}
