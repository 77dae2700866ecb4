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
import type { ReadCommit } from './landings.ts'
import type { OwnRepository } from './own-repository.ts'
import { type PickPlace, type ProvenReverts, proveReverts, type SaidRevert } from './prove-reverts.ts'

/** What the changes of main say of one another, and what of it is true. */
export interface MainReferences {
  readonly changes: readonly MainChange[]
  readonly changeOf: ReadonlyMap<string, MainChange>
  readonly named: (reference: ChangeReference) => readonly string[]
  /** What each revert says that it takes back, before anything is known of reverts of reverts. */
  readonly undoing: ReadonlyMap<string, Undoing>
  readonly proven: ProvenReverts
  /** What is taken back exactly in the end, and by which commit. */
  readonly takenBack: ReadonlyMap<string, string>
  /** The commits that go with one: behind a merge, what it brought. */
  readonly partsOf: (sha: string) => readonly string[]
}

/** Resolves what main's messages name to main's own commits since the fork, and proves each revert by its content. */
export async function resolveReferences(
  changes: readonly MainChange[],
  own: OwnRepository,
  place: PickPlace,
): Promise<MainReferences> {
  const commits = changes.flatMap((change) => [...change.merged, ...change.commits])
  const commitOf = new Map(commits.map((commit) => [commit.sha, commit]))
  const changeOf = new Map(
    changes.flatMap((change) =>
      [...change.merged, ...change.commits].map(({ sha }) => [sha, change] as const),
    ),
  )
  const named = createMainResolver(changes, commits, own)
  const side = { commits, named }
  const undoing = filterWithinReach(findUndoings(side), changeOf)
  const listParts = (sha: string) => {
    const change = changeOf.get(sha)
    return change?.commits.some((commit) => commit.sha === sha) && change.merged.length > 0
      ? change.merged.map((commit) => commit.sha)
      : []
  }
  const said = saidReverts({ changes, undoing, commitOf, changeOf })
  const proven = await proveReverts(place, said)
  const exactly = new Map([...undoing].filter(([sha]) => proven.exact.has(sha)))
  return {
    changes,
    changeOf,
    named: (reference) => named(reference).flat(),
    undoing,
    proven,
    takenBack: findTakenBack(side, exactly, listParts),
    partsOf: listParts,
  }
}

interface Said {
  readonly changes: readonly MainChange[]
  readonly undoing: ReadonlyMap<string, Undoing>
  /** In main's order. */
  readonly commitOf: ReadonlyMap<string, ReadCommit>
  readonly changeOf: ReadonlyMap<string, MainChange>
}

/** Each commit that says that it takes others back; and as a whole each change that does, where merges are in it. */
function saidReverts({ changes, undoing, commitOf, changeOf }: Said): SaidRevert[] {
  const inOrder = (shas: ReadonlySet<string>) => [...commitOf.values()].filter(({ sha }) => shas.has(sha))
  const commits = [...undoing].flatMap(([sha, { targets }]): SaidRevert[] => {
    const [before] = commitOf.get(sha)?.parents ?? []
    return before === undefined || targets.length === 0
      ? []
      : [{ id: sha, before, after: sha, targets: inOrder(new Set(targets)) }]
  })
  const whole = changes.flatMap((change): SaidRevert[] => {
    const of = targetsOf(change, undoing, changeOf)
    const [before, after] = [change.commits[0]?.parents[0], change.commits.at(-1)?.sha]
    if (of.size === 0 || !hasMerges(change, of) || before === undefined || after === undefined) return []
    const landed = new Set([...of].flatMap(({ commits: own }) => own.map(({ sha }) => sha)))
    return [{ id: change.id, before, after, targets: inOrder(landed) }]
  })
  return [...commits, ...whole]
}

/** The changes that every commit of a change says it takes back; none where one of them says nothing of that. */
function targetsOf(
  change: MainChange,
  undoing: Said['undoing'],
  changeOf: Said['changeOf'],
): ReadonlySet<MainChange> {
  const each = listSubstance(change).map(({ sha }) => undoing.get(sha)?.targets ?? [])
  if (each.some((targets) => targets.length === 0)) return new Set()
  return new Set(each.flat().flatMap((target) => changeOf.get(target) ?? []))
}

/** A merge may do more than what it brings, so that its commits one by one prove nothing of it. */
function hasMerges(change: MainChange, others: Iterable<MainChange>): boolean {
  return [change, ...others].some(({ merged }) => merged.length > 0)
}

function createMainResolver(
  changes: readonly MainChange[],
  commits: readonly ReadCommit[],
  own: OwnRepository,
) {
  const find = createShaFinder(commits.map(({ sha }) => sha))
  const byNumber = new Map(
    changes.flatMap(({ source, commits: all }) =>
      source.kind === 'pull-request' ? [[source.number, all.map(({ sha }) => sha)] as const] : [],
    ),
  )
  const bySubject = groupByTitle(commits)
  const byChangeTitle = groupByKey(
    changes.flatMap(({ title, commits: all }) =>
      all.slice(-1).map(({ sha }) => [normalizeTitle(title), sha] as const),
    ),
  )
  return (reference: ChangeReference): readonly (readonly string[])[] => {
    switch (reference.kind) {
      case 'commit':
        return [find(reference.sha)].flatMap((sha) => (sha === null ? [] : [[sha]]))
      case 'pull-request':
        return own.mayHave(reference) ? [byNumber.get(reference.number) ?? []].filter(hasSome) : []
      case 'title': {
        const title = normalizeTitle(reference.title)
        return (byChangeTitle.get(title) ?? bySubject.get(title) ?? []).map((sha) => [sha])
      }
    }
  }
}

function hasSome(list: readonly unknown[]): boolean {
  return list.length > 0
}

/** A pull request that takes back its own commit is at peace with itself. */
function filterWithinReach(
  undoing: ReadonlyMap<string, Undoing>,
  changeOf: ReadonlyMap<string, MainChange>,
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
 * Changes and their reverts that are both in the range and cancel out to the last byte: each by its id, with what it is
 * paired with. A revert that does anything besides, or takes back what the line has (`isOnLine`), remains; then so
 * does what it takes back.
 */
export function pairReverts(
  main: MainReferences,
  isOnLine: (change: MainChange) => boolean,
): Map<string, RevertPair> {
  const reverted = new Map<MainChange, ReadonlySet<MainChange>>()
  const reverts = new Map<MainChange, ReadonlySet<MainChange>>()
  for (const change of main.changes) {
    const by = isOnLine(change) ? null : listReverts(change, main)
    if (by) reverted.set(change, by)
    const targets = isUndoneInPart(change, main) ? null : takesBackOnly(change, main)
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

/** A later change says that it takes this one back, and does something else: what came of it is for people to look at. */
function isUndoneInPart(change: MainChange, { undoing, proven, takenBack }: MainReferences): boolean {
  const own = new Set(listSubstance(change).map(({ sha }) => sha))
  return [...undoing].some(
    ([sha, { targets }]) =>
      !proven.exact.has(sha) && !takenBack.has(sha) && targets.some((target) => own.has(target)),
  )
}

/** The changes that take this one back to the last byte; null where something of it remains. */
export function listReverts(change: MainChange, main: MainReferences): ReadonlySet<MainChange> | null {
  const by = listSubstance(change).map(({ sha }) => main.changeOf.get(main.takenBack.get(sha) ?? ''))
  const known = by.filter((revert) => revert !== undefined)
  return known.length > 0 && known.length === by.length ? new Set(known) : null
}

/** The changes that this one takes back; null where it does anything else. */
function takesBackOnly(change: MainChange, main: MainReferences): ReadonlySet<MainChange> | null {
  const targets = targetsOf(change, main.undoing, main.changeOf)
  if (targets.size === 0) return null
  const { exact } = main.proven
  const isExact = hasMerges(change, targets)
    ? exact.has(change.id)
    : listSubstance(change).every(({ sha }) => exact.has(sha))
  return isExact ? targets : null
}

function getFirstId(changes: ReadonlySet<MainChange>): string {
  const [first] = changes
  if (!first) throw new Error('a pair without its other half')
  return first.id
}
