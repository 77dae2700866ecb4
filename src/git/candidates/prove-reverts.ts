import { readCommit } from '../objects/commit-objects.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import type { PickEngine } from '../picks/pick-engine.ts'
import { toCherryPick } from '../picks/take-picks.ts'
import { runInParallel } from './commit-lookup.ts'
import type { ReadCommit } from './landings.ts'

/** What of main says that it takes commits back. */
export interface SaidRevert {
  /** By which the proof is asked for: a commit, or a change. */
  readonly id: string
  /** The commit before it on its own line of history, and the last of its own. */
  readonly before: string
  readonly after: string
  /** Oldest first. */
  readonly targets: readonly ReadCommit[]
}

/** What reverts really do. Words alone make none. */
export interface ProvenReverts {
  /** Those that do exactly what they say, and nothing else: git's own revert gives the same tree. */
  readonly exact: ReadonlySet<string>
  /** Whether nothing of a commit is left after a revert of it, whatever else the revert does. */
  readonly isGone: (revert: string, target: string) => boolean
}

/** Where picks are tried. */
export interface PickPlace {
  readonly engine: PickEngine
  readonly store: ObjectStore
}

/** Compares what each revert did with what git's own revert of its targets comes to, in the same place. */
export async function proveReverts(place: PickPlace, said: readonly SaidRevert[]): Promise<ProvenReverts> {
  const exact = new Set<string>()
  const gone = new Set<string>()
  await runInParallel(said, async (one) => {
    if (await isExact(place, one)) exact.add(one.id)
    else for (const target of await goneAfter(place, one)) gone.add(`${one.id} ${target}`)
  })
  return { exact, isGone: (revert, target) => exact.has(revert) || gone.has(`${revert} ${target}`) }
}

async function isExact({ engine, store }: PickPlace, said: SaidRevert): Promise<boolean> {
  let { tree } = await readCommit(store, said.before)
  for (const target of said.targets.toReversed()) {
    const step = await engine.revert(tree, toCherryPick(target))
    if (step.kind !== 'clean' && step.kind !== 'empty') return false
    if (step.kind === 'clean') tree = step.tree
  }
  return tree === (await readCommit(store, said.after)).tree
}

async function goneAfter({ engine, store }: PickPlace, said: SaidRevert): Promise<string[]> {
  const { tree } = await readCommit(store, said.after)
  const gone: string[] = []
  for (const target of said.targets)
    if ((await engine.revert(tree, toCherryPick(target))).kind === 'empty') gone.push(target.sha)
  return gone
}
