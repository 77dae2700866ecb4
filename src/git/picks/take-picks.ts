import type { CherryPick, Commit } from '../../release/changes/candidate.ts'
import type { ConflictedPath } from './merge-answer.ts'
import type { PickEngine } from './pick-engine.ts'
import { toPathConflict } from './step-outcome.ts'

/** What becomes of a candidate, all of its picks or none (§1.2). */
export type TakeResult =
  | {
      readonly kind: 'clean'
      readonly tree: string
      /** The picks that changed something, each with the tree after it. */
      readonly steps: readonly { readonly sha: string; readonly tree: string }[]
    }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'conflict'
      /** The pick that does not apply. */
      readonly at: CherryPick
      /** The tree with the conflict markers in its files. */
      readonly tree: string
      readonly paths: readonly ConflictedPath[]
    }

/**
 * Takes a candidate onto a tree.
 *
 * @throws when one of the picks is none, like a merge commit without its mainline
 */
export async function takePicks(
  engine: PickEngine,
  tip: string,
  picks: readonly CherryPick[],
): Promise<TakeResult> {
  const chain = await engine.chain({ tip, picks, onConflict: 'stop' })
  const steps: { sha: string; tree: string }[] = []
  for (const [i, step] of chain.steps.entries()) {
    const pick = picks[i]
    if (!pick) break
    if (step.kind === 'refused') return { ...toPathConflict(step, steps.at(-1)?.tree ?? tip), at: pick }
    if (step.kind === 'conflict') return { kind: 'conflict', at: pick, tree: step.tree, paths: step.paths }
    if (step.kind === 'clean') steps.push({ sha: pick.sha, tree: step.tree })
  }
  return steps.length === 0 ? { kind: 'empty' } : { kind: 'clean', tree: chain.tree, steps }
}

export interface TakenInOrder {
  /** One a candidate, in the order given. */
  readonly taken: readonly TakeResult[]
  /** The tree that each was taken onto. */
  readonly onto: readonly string[]
  /** The tree after the last clean one. */
  readonly tree: string
}

/** Takes candidates one after another; one that does not apply leaves the tree as it was for the next. */
export async function takeInOrder(
  engine: PickEngine,
  tip: string,
  candidates: readonly { readonly picks: readonly CherryPick[] }[],
): Promise<TakenInOrder> {
  engine.expect(candidates.flatMap(({ picks }) => picks))
  const taken: TakeResult[] = []
  const onto: string[] = []
  let tree = tip
  for (const { picks } of candidates) {
    const next = await takePicks(engine, tree, picks)
    taken.push(next)
    onto.push(tree)
    if (next.kind === 'clean') tree = next.tree
  }
  return { taken, onto, tree }
}

/** Candidates to try alone, and who wants to hear how far it has come. */
interface AloneRequest {
  /** The tree that each is taken onto. */
  readonly tip: string
  readonly candidates: readonly { readonly picks: readonly CherryPick[] }[]
  readonly onDone?: (done: number) => void
}

/**
 * Takes each candidate alone onto the same tree, as many at a time as there are merge processes to feed.
 *
 * @throws what the first one that broke did; no further one is begun then
 */
export async function takeEachAlone(
  engine: PickEngine,
  { tip, candidates, onDone = () => undefined }: AloneRequest,
): Promise<readonly TakeResult[]> {
  const taken = new Array<TakeResult>(candidates.length)
  const waiting = candidates.entries()
  let done = 0
  let broken = false
  const work = async () => {
    for (const [i, { picks }] of waiting) {
      const one = await takePicks(engine, tip, picks).catch((error: unknown) => {
        broken = true
        throw error
      })
      if (broken) return
      taken[i] = one
      done += 1
      onDone(done)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  return taken
}

/** Enough questions on the way that no merge process waits for us, few enough that memory stays flat. */
const IN_FLIGHT = 8

/** The pick of one commit: a merge against its first parent. */
export function toCherryPick({ sha, parents }: Pick<Commit, 'sha' | 'parents'>): CherryPick {
  return { sha, mainline: parents.length > 1 ? 1 : null }
}
