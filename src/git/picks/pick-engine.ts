import { join } from 'node:path'
import type { CherryPick } from '../../release/changes/candidate.ts'
import { readCommit } from '../objects/commit-objects.ts'
import { EMPTY_TREE } from '../objects/empty-tree.ts'
import { type CachedValues, openCachedValues } from '../objects/kept-values.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { normalizeTree } from '../objects/trees/canonical-trees.ts'
import { findEntryAt } from '../objects/trees.ts'
import { GitError, runGitText } from '../run-git.ts'
import type { MergeAnswer } from './merge-answer.ts'
import { MergePool } from './merge-pool.ts'
import { createPickLabel, isMovedAside, type MergeSides, renameAsPick } from './moved-aside-paths.ts'
import { createPickKey, type PickBase, readPickBase } from './pick-base.ts'
import {
  hasFailed,
  parseKept,
  type RefusedStep,
  refuseInvalidPath,
  refuseTooLarge,
  type StepOutcome,
} from './step-outcome.ts'

export interface Chain {
  /** One outcome a pick; shorter than the picks where a conflict ended it. */
  readonly steps: readonly StepOutcome[]
  /** The tree after the last clean pick. */
  readonly tree: string
}

interface ChainRequest {
  /** The tree to begin with. */
  readonly tip: string
  readonly picks: readonly CherryPick[]
  /** Whether a pick that does not apply ends the chain or is passed over. */
  readonly onConflict: 'stop' | 'skip'
}

interface PickEngineOptions {
  readonly store: ObjectStore
  readonly gitDir: string
  /** Where outcomes are kept by content; null keeps them in memory only. */
  readonly keptDir: string | null
  /** Merge processes that work side by side. */
  readonly jobs: number
  /** What `git version` says: another git may answer otherwise. */
  readonly gitVersion: string
  /** MiB that a merge process may take for data; 1,024 where it isn't said. */
  readonly memory?: number
}

/** MiB. A conflict in a text file takes git some seven times its size: this is enough for 140 MB. */
const MERGE_MEMORY = 1024

/** Changes when our way of picking does, so that nothing kept by another way is believed. */
const METHOD = '6'

type Conflict = Extract<MergeAnswer, { kind: 'conflict' }>

/** A pick that was merged, with the two sides and the tree it was merged into. */
interface MergedPick {
  readonly picked: string
  readonly sides: MergeSides
  readonly onto: string
  readonly found: PickBase
}

/** What is done with a commit on a tree. */
type How = 'pick' | 'revert'

/**
 * Picks without a work tree. `git cherry-pick C` onto a tip T is a three-way merge of T and C with C's parent as the
 * base. git 2.39 lets nobody name that base, so the tip is given as a synthetic commit of T's tree whose only parent
 * is C's parent: then that parent *is* the merge base, and `merge-tree` gives git's own answer.
 */
export class PickEngine {
  readonly #store: ObjectStore
  readonly #gitDir: string
  readonly #method: string
  readonly #kept: CachedValues
  readonly #pool: MergePool
  /** Trees as git's index has them, by what they are made of. */
  readonly #canonical = new Map<string, string>()
  readonly #bases = new Map<string, Promise<PickBase | RefusedStep>>()

  constructor(options: PickEngineOptions) {
    this.#store = options.store
    this.#gitDir = options.gitDir
    this.#method = `${METHOD}:${options.gitVersion.replaceAll(' ', '-')}`
    this.#kept = openCachedValues(options.keptDir === null ? null : join(options.keptDir, 'picks'))
    this.#pool = new MergePool({ ...options, memory: options.memory ?? MERGE_MEMORY })
  }

  /** Picks one commit onto a tree. */
  async pick(tip: string, pick: CherryPick): Promise<StepOutcome> {
    const kept = this.#recall(tip, pick)
    if (kept) return kept
    const merged = await this.#merge(tip, pick, await this.#pool.attributesOf(tip))
    const pairs = merged.kind === 'clean' ? [[tip, merged.tree] as const] : []
    const step = refuseInvalidPath(merged, (await this.#pool.compareTrees(pairs))[0])
    this.#keep(tip, pick, step)
    return step
  }

  /** Takes a commit back on a tree, as `git revert` does: `empty` where nothing of it is there. */
  async revert(tip: string, pick: CherryPick): Promise<StepOutcome> {
    const kept = this.#recall(tip, pick, 'revert')
    if (kept) return kept
    const found = await this.#baseOf(pick)
    if (found.kind === 'refused') return found
    const before = found.parent === null ? EMPTY_TREE[this.#store.format] : await this.#treeOf(found.parent)
    const attributes = await this.#pool.attributesOf(tip)
    const answer = await this.#pool
      .withCommits((synthetic) =>
        this.#pool.merge(attributes, {
          ours: synthetic(tip, [pick.sha]),
          theirs: synthetic(before, [pick.sha]),
        }),
      )
      .catch((error: unknown) => this.#refuseForMemory(error, found))
    if (answer.kind === 'refused') return answer
    const step: StepOutcome = answer.kind === 'clean' && answer.tree === tip ? { kind: 'empty' } : answer
    this.#keep(tip, pick, step, 'revert')
    return step
  }

  /**
   * Picks commits one after another, each onto what the ones before it left.
   *
   * Whether a pick changed the attributes for those after it is found out behind the merges, and outcomes after such
   * a pick are thrown away: it is rare, and asking after each would cost more.
   */
  async chain({ tip, picks, onConflict }: ChainRequest): Promise<Chain> {
    const steps: StepOutcome[] = []
    let tree = tip
    let isStopped = false
    while (steps.length < picks.length && !isStopped) {
      const ahead = picks.slice(steps.length)
      const sound = await this.#stretch({ tip: tree, picks: ahead, onConflict })
      steps.push(...sound.steps)
      tree = sound.tree
      isStopped = onConflict === 'stop' && hasFailed(sound.steps.at(-1))
    }
    return { steps, tree }
  }

  /** Says which picks will be asked for, so that what is read of each beforehand takes one process for all. */
  expect(picks: readonly CherryPick[]): void {
    for (const pick of picks) ignoreRejection(this.#baseOf(pick))
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  /** The first of the picks, as many as the same attributes hold for; at least one. */
  async #stretch(request: ChainRequest): Promise<Chain> {
    const recalled = this.#recalled(request)
    if (recalled.steps.length > 0) return recalled
    const attributes = this.#pool.attributesOf(request.tip)
    this.expect(request.picks)
    return this.#sound(request, await this.#run(request, await attributes))
  }

  /** The first of the picks, as far as their outcomes are kept. */
  #recalled({ tip, picks, onConflict }: ChainRequest): Chain {
    const steps: StepOutcome[] = []
    let tree = tip
    for (const pick of picks) {
      const step = this.#recall(tree, pick)
      if (!step) break
      steps.push(step)
      if (step.kind === 'clean') tree = step.tree
      if (step.kind === 'conflict' && onConflict === 'stop') break
    }
    return { steps, tree }
  }

  /** All picks under one set of attributes, whether it holds for all of them or not. */
  async #run({ tip, picks, onConflict }: ChainRequest, attributes: string): Promise<readonly StepOutcome[]> {
    const steps: StepOutcome[] = []
    let tree = tip
    for (const pick of picks) {
      const step = await this.#merge(tree, pick, attributes)
      steps.push(step)
      if (step.kind === 'clean') tree = step.tree
      if (onConflict === 'stop' && hasFailed(step)) break
    }
    return steps
  }

  /** Keeps the outcomes up to the first pick that changes the attributes for those after it, or that git refuses. */
  async #sound({ tip, picks }: ChainRequest, tried: readonly StepOutcome[]): Promise<Chain> {
    const trees = [tip, ...tried.flatMap((step) => (step.kind === 'clean' ? [step.tree] : []))]
    const pairs = trees.slice(1).map((after, i) => [trees[i] ?? tip, after] as const)
    const changes = (await this.#pool.compareTrees(pairs)).values()
    const steps: StepOutcome[] = []
    let tree = tip
    for (const [i, merged] of tried.entries()) {
      const pick = picks[i]
      if (!pick) break
      const change = merged.kind === 'clean' ? changes.next().value : undefined
      const step = refuseInvalidPath(merged, change)
      this.#keep(tree, pick, step)
      steps.push(step)
      if (step.kind === 'refused' && step.path !== null) break
      if (step.kind !== 'clean') continue
      if (!change?.attributes) this.#pool.carry(tree, step.tree)
      tree = step.tree
      if (change?.attributes) break
    }
    return { steps, tree }
  }

  async #merge(tip: string, pick: CherryPick, attributes: string): Promise<StepOutcome> {
    const found = await this.#baseOf(pick)
    if (found.kind === 'refused') return found
    const onto = await this.#canonicalOf(tip)
    const { answer, sides } = await this.#pool.withCommits(async (synthetic) => {
      // A root commit gets an empty one below both sides.
      const base = found.parent ?? synthetic(EMPTY_TREE[this.#store.format], [])
      const theirs = found.parent ? pick.sha : synthetic(found.tree, [base])
      const sides = { ours: synthetic(onto, [base]), theirs }
      const answer = await this.#pool
        .merge(attributes, sides)
        .catch((error: unknown) => this.#refuseForMemory(error, found))
      return { sides, answer }
    })
    if (answer.kind === 'refused') return answer
    if (answer.kind === 'conflict')
      return this.#inPicksWords(answer, { picked: pick.sha, sides, onto, found })
    const tree = await normalizeTree(this.#store, answer.tree, onto)
    this.#canonical.set(tree, tree)
    return tree === onto ? { kind: 'empty' } : { kind: 'clean', tree }
  }

  /** What the pick changes most is what git had no room for: git itself names no file. */
  async #refuseForMemory(error: unknown, { parent, tree }: PickBase): Promise<RefusedStep> {
    if (!(error instanceof GitError) || !error.isOutOfMemory) throw error
    const before = parent === null ? EMPTY_TREE[this.#store.format] : await this.#treeOf(parent)
    const largest = await this.#pool.findLargestChange(before, tree)
    if (largest === null) throw error
    return refuseTooLarge(largest)
  }

  /** A tree as git's index has it: that is what git picks onto. */
  async #canonicalOf(tip: string): Promise<string> {
    const key = `${this.#method}:canonical:${tip}`
    const known = this.#canonical.get(tip) ?? this.#kept.get(key)
    if (known !== undefined) return known
    const tree = await normalizeTree(this.#store, tip)
    this.#kept.set(key, tree)
    this.#canonical.set(tip, tree)
    this.#canonical.set(tree, tree)
    return tree
  }

  #keep(tip: string, pick: CherryPick, step: StepOutcome, how: How = 'pick'): void {
    if (step.kind !== 'refused') this.#kept.set(this.#keyOf(tip, pick, how), JSON.stringify(step))
  }

  async #treeOf(commit: string): Promise<string> {
    return (await readCommit(this.#store, commit)).tree
  }

  async #inPicksWords(answer: Conflict, { picked, sides, onto, found }: MergedPick): Promise<Conflict> {
    if (!answer.paths.some((path) => isMovedAside(path, sides))) return answer
    const abbreviated = await runGitText(['rev-parse', '--short', picked], { gitDir: this.#gitDir })
    const label = createPickLabel(abbreviated, await readCommit(this.#store, picked))
    const base = found.parent === null ? [] : [await this.#treeOf(found.parent)]
    const trees = [onto, found.tree, ...base, answer.tree]
    const isTaken = async (path: string) =>
      (await Promise.all(trees.map((tree) => findEntryAt(this.#store, tree, path)))).some(Boolean)
    return { ...answer, paths: await renameAsPick(answer.paths, { sides, label, isTaken }) }
  }

  #baseOf(pick: CherryPick): Promise<PickBase | RefusedStep> {
    const key = createPickKey(pick)
    const base = this.#bases.get(key) ?? readPickBase(this.#store, pick)
    this.#bases.set(key, base)
    return base
  }

  #keyOf(tip: string, pick: CherryPick, how: How): string {
    const method = how === 'pick' ? this.#method : `${this.#method}:${how}`
    return `${method}:${tip}:${createPickKey(pick)}`
  }

  #recall(tip: string, pick: CherryPick, how: How = 'pick'): StepOutcome | null {
    const text = this.#kept.get(this.#keyOf(tip, pick, how))
    return text === undefined ? null : parseKept(text)
  }
}

/** For what runs beside the merges: a failure is heard where it is awaited, and must not end the process before. */
function ignoreRejection<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
