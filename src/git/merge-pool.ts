import { join } from 'node:path'
import { attributesFile, attributesOf } from './attributes.ts'
import { writeCommit } from './commits.ts'
import type { MergeAnswer } from './merge-answer.ts'
import { MergeTree } from './merge-tree.ts'
import type { ObjectStore } from './objects.ts'
import { GitError } from './run.ts'

/**
 * For how many sets of attributes processes are kept: enough for chains side by side, few enough that a history
 * that often changes its attributes costs no more memory than one that never does.
 */
const SETS_KEPT = 4

/** The merge processes of one git directory, by the attributes that hold in them. */
export class MergePool {
  readonly #store: ObjectStore
  readonly #gitDir: string
  readonly #jobs: number
  /** What was used longest ago stands first. */
  readonly #processes = new Map<string, readonly MergeTree[]>()
  readonly #retiring = new Set<Promise<void>>()
  readonly #files = new Map<string, Promise<string>>()
  #closed = false

  /** @param place.jobs how many processes may work side by side for one set of attributes */
  constructor(place: { readonly store: ObjectStore; readonly gitDir: string; readonly jobs: number }) {
    this.#store = place.store
    this.#gitDir = place.gitDir
    this.#jobs = place.jobs
  }

  /** The attributes file that holds when something is merged into a tree. */
  attributesOf(tree: string): Promise<string> {
    const known = this.#files.get(tree)
    if (known) return known
    const file = attributesOf(this.#store, this.#gitDir, tree).then((text) =>
      attributesFile(join(this.#gitDir, 'kept'), text),
    )
    this.#files.set(tree, file)
    return file
  }

  /** The attributes of one tree hold for another as well. */
  carry(from: string, to: string): void {
    const file = this.#files.get(from)
    if (file) this.#files.set(to, file)
  }

  /**
   * Merges two commits under an attributes file, in the process with the least to do.
   *
   * @throws {GitError} when git ends over these two, and not only over another question or for want of memory
   * @throws when the pool was closed: a process started after that would outlive us
   */
  async merge(attributes: string, ours: string, theirs: string): Promise<MergeAnswer> {
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
    const isEnough = idlest && (idlest.pending <= 1 || running.length >= this.#jobs)
    const chosen = isEnough ? idlest : this.#start(attributes)
    this.#processes.delete(attributes)
    this.#processes.set(attributes, isEnough ? running : [...running, chosen])
    this.#retireUnused()
    return chosen
  }

  #start(attributes: string): MergeTree {
    if (this.#closed) throw new Error('no merges any more: the pool was closed')
    return new MergeTree({ gitDir: this.#gitDir, attributesFile: attributes, nudge: this.#nudge() })
  }

  #retireUnused(): void {
    for (const [attributes, processes] of this.#processes) {
      if (this.#processes.size <= SETS_KEPT) return
      if (processes.some((process) => process.pending > 1)) continue
      this.#processes.delete(attributes)
      for (const process of processes) void this.#retire(process)
    }
  }

  #retire(process: MergeTree): Promise<void> {
    const ended = process.close().finally(() => this.#retiring.delete(ended))
    this.#retiring.add(ended)
    return ended
  }

  /** A commit of nothing at all: the cheapest there is to merge. */
  #nudge(): string {
    const tree = this.#store.write('tree', Buffer.alloc(0))
    const nobody = 'release-captain <release-captain@localhost> 0 +0000'
    return writeCommit(this.#store, { tree, parents: [], author: nobody, committer: nobody, message: '' })
  }

  async close(): Promise<void> {
    this.#closed = true
    const all = [...this.#processes.values()].flat()
    this.#processes.clear()
    await Promise.all([...all.map((process) => process.close()), ...this.#retiring])
  }
}
