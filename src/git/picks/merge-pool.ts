import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runAtExit } from '../../processes/end-with-us.ts'
import { openAttributeDiffs, openPathDiffs, type TreeDiffs } from '../objects/attribute-diffs.ts'
import { readAttributes, writeAttributesFile } from '../objects/attributes.ts'
import { EMPTY_TREE } from '../objects/empty-tree.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { type MakeCommit, SyntheticCommits } from '../objects/synthetic-commits.ts'
import { findLargestChange, type LargestChange } from '../objects/trees/largest-change.ts'
import { compareTrees, type TreeChange } from '../objects/trees/tree-changes.ts'
import { GitError } from '../run-git.ts'
import type { MergeAnswer } from './merge-answer.ts'
import { MergeTree } from './merge-tree.ts'
import type { MergeSides } from './moved-aside-paths.ts'

/**
 * For how many sets of attributes processes are kept: enough for chains side by side, few enough that a history
 * that often changes its attributes costs no more memory than one that never does.
 */
const SETS_KEPT = 4

/** A process that was started before anybody knew which attributes would hold in it. */
interface Spare {
  readonly process: MergeTree
  /** Where it will look for them. */
  readonly attributes: string
}

/** Where merges are made, and with how much. */
interface MergePlace {
  readonly store: ObjectStore
  readonly gitDir: string
  /** How many processes may work side by side for one set of attributes. */
  readonly jobs: number
  /** MiB that each of them may take for data. */
  readonly memory: number
}

/** The merge processes of one git directory, by the attributes that hold in them. */
export class MergePool {
  readonly #store: ObjectStore
  readonly #gitDir: string
  readonly #jobs: number
  readonly #memory: number
  readonly #attributeDiffs: TreeDiffs
  readonly #pathDiffs: TreeDiffs
  /** What was used longest ago stands first. */
  readonly #processes = new Map<string, readonly MergeTree[]>()
  readonly #retiring = new Set<Promise<void>>()
  readonly #files = new Map<string, Promise<string>>()
  #spare: Spare | null = null
  #ground: MergeGround | null = null
  #closed = false

  constructor(place: MergePlace) {
    this.#store = place.store
    this.#gitDir = resolve(place.gitDir)
    this.#jobs = place.jobs
    this.#memory = place.memory
    this.#attributeDiffs = openAttributeDiffs(place.gitDir)
    this.#pathDiffs = openPathDiffs(place.gitDir)
  }

  /** The attributes file that holds when something is merged into a tree. */
  attributesOf(tree: string): Promise<string> {
    const known = this.#files.get(tree)
    if (known) return known
    const file = readAttributes(this.#store, this.#attributeDiffs, tree).then((text) =>
      writeAttributesFile(join(this.#gitDir, 'kept'), text),
    )
    this.#files.set(tree, file)
    // To start a process takes as long as to find the attributes.
    if (this.#processes.size === 0 && !this.#closed) this.#spare ??= this.#startSpare()
    return file
  }

  /** The path in which two trees differ whose file is the largest; null where they are the same. */
  findLargestChange(before: string, after: string): Promise<LargestChange | null> {
    return findLargestChange(this.#store, this.#pathDiffs, [before, after])
  }

  /** What each tree has otherwise than the one before it. */
  compareTrees(pairs: Parameters<typeof compareTrees>[1]): Promise<readonly TreeChange[]> {
    return compareTrees(this.#pathDiffs, pairs)
  }

  /** The attributes of one tree hold for another as well. */
  carry(from: string, to: string): void {
    const file = this.#files.get(from)
    if (file) this.#files.set(to, file)
  }

  /** Gives a piece of work synthetic commits to merge, which are there until it is done. */
  withCommits<T>(work: (make: MakeCommit) => Promise<T>): Promise<T> {
    return this.#open().commits.during(work)
  }

  /**
   * Merges two commits under an attributes file, in the process with the least to do.
   *
   * @throws {GitError} when git ends over these two, and not only over another question or for want of memory
   * @throws when the pool was closed: a process started after that would outlive us
   */
  async merge(attributes: string, { ours, theirs }: MergeSides): Promise<MergeAnswer> {
    try {
      return await this.#idlest(attributes).merge(ours, theirs)
    } catch (error) {
      if (this.#closed || !(error instanceof GitError)) throw error
    }
    // It answers what it was asked before it ends.
    const alone = this.#start(attributes)
    const [answer] = await Promise.all([alone.merge(ours, theirs), this.#retire(alone)])
    return answer
  }

  #idlest(attributes: string): MergeTree {
    const running = (this.#processes.get(attributes) ?? []).filter((process) => !process.hasEnded)
    const idlest = running.toSorted((a, b) => a.pending - b.pending)[0]
    const isEnough = idlest && (idlest.pending === 0 || running.length >= this.#jobs)
    const chosen = isEnough ? idlest : (this.#takeSpare(attributes) ?? this.#start(attributes))
    this.#processes.delete(attributes)
    this.#processes.set(attributes, isEnough ? running : [...running, chosen])
    this.#retireUnused()
    return chosen
  }

  #start(attributesFile: string): MergeTree {
    const { folder, nudge } = this.#open()
    return new MergeTree({
      gitDir: this.#gitDir,
      memory: this.#memory,
      attributesFile,
      borrowed: folder,
      nudge,
    })
  }

  #startSpare(): Spare {
    const attributes = join(this.#open().folder, 'attributes')
    return { process: this.#start(attributes), attributes }
  }

  #takeSpare(attributes: string): MergeTree | null {
    const spare = this.#spare
    this.#spare = null
    if (!spare || spare.process.hasEnded) return null
    copyFileSync(attributes, spare.attributes)
    return spare.process
  }

  #retireUnused(): void {
    for (const [attributes, processes] of this.#processes) {
      if (this.#processes.size <= SETS_KEPT) return
      if (processes.some((process) => process.pending > 0)) continue
      this.#processes.delete(attributes)
      for (const process of processes) void this.#retire(process)
    }
  }

  #retire(process: MergeTree): Promise<void> {
    const ended = process.close().finally(() => this.#retiring.delete(ended))
    this.#retiring.add(ended)
    return ended
  }

  #open(): MergeGround {
    if (this.#closed) throw new Error('no merges any more: the pool was closed')
    this.#ground ??= prepareGround(this.#gitDir, this.#store)
    return this.#ground
  }

  async close(): Promise<void> {
    this.#closed = true
    const spare = this.#spare ? [this.#spare.process] : []
    const all = [...this.#processes.values(), spare].flat()
    this.#processes.clear()
    this.#spare = null
    await Promise.all([...all.map((process) => process.close()), ...this.#retiring, ...this.#closeDiffs()])
    this.#ground?.clear()
  }

  #closeDiffs(): Promise<void>[] {
    return [this.#attributeDiffs.close(), this.#pathDiffs.close()]
  }
}

/** What belongs to the processes of one pool alone, in a folder of their own. */
interface MergeGround {
  readonly folder: string
  readonly commits: SyntheticCommits
  /** A commit of nothing at all: the cheapest there is to merge. It stays. */
  readonly nudge: () => string
  readonly clear: () => void
}

function prepareGround(gitDir: string, { format }: ObjectStore): MergeGround {
  const folder = mkdtempSync(join(gitDir, 'merging-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const stays = runAtExit(remove)
  const commits = new SyntheticCommits(folder, format)
  const clear = () => {
    stays()
    remove()
  }
  return { folder, commits, nudge: () => commits.keep(EMPTY_TREE[format], []), clear }
}
