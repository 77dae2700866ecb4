import { hash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type NewCommit, serializeCommit } from './commit-objects.ts'
import type { ObjectFormat } from './object-store.ts'

/** Newer than any real commit, so that git's search for the merge base ends after three commits. */
const SYNTHETIC_DATE = 4_102_444_800
const SYNTHETIC = `release-captain <release-captain@localhost> ${SYNTHETIC_DATE} +0000`

/** A commit that stands only for its tree and parents: one side of a merge whose base is its parent. */
export function createSyntheticCommit(tree: string, parents: readonly string[]): NewCommit {
  return { tree, parents, author: SYNTHETIC, committer: SYNTHETIC, message: '' }
}

/** Makes a synthetic commit of a tree and parents, and answers its id. */
export type MakeCommit = (tree: string, parents: readonly string[]) => string

/** A file that holds a commit, or held one. */
interface Slot {
  readonly size: number
  readonly path: string
  readonly id: string
  /** How many questions need it now. */
  users: number
}

/**
 * Synthetic commits for the length of a question, as loose objects in a folder of their own, which whoever asks gives
 * to git as an alternate (gitrepository-layout(5)).
 *
 * The file of one that nobody needs any more becomes the next one's: a new file for each pick costs more than all else
 * that we do for it (0.4 ms against 0.1 ms on a disk where many files were just deleted), and would stay behind for ever.
 * So no two processes may share a folder. The same tree and parents give the same id always: git writes it into the markers of a conflict.
 */
export class SyntheticCommits {
  readonly #folder: string
  readonly #format: ObjectFormat
  readonly #slots = new Map<string, Slot>()
  readonly #free = new Set<Slot>()

  constructor(folder: string, format: ObjectFormat) {
    this.#folder = folder
    this.#format = format
  }

  /** Gives a piece of work commits that are there until it is done. */
  async during<T>(work: (make: MakeCommit) => Promise<T>): Promise<T> {
    const used: Slot[] = []
    const make: MakeCommit = (tree, parents) => {
      const slot = this.#lend(createSyntheticCommit(tree, parents))
      used.push(slot)
      return slot.id
    }
    try {
      return await work(make)
    } finally {
      for (const slot of used) this.#giveBack(slot)
    }
  }

  /** Makes one that stays. */
  keep(tree: string, parents: readonly string[]): string {
    return this.#lend(createSyntheticCommit(tree, parents)).id
  }

  #lend(commit: NewCommit): Slot {
    const { id, object } = identifyCommit(this.#format, commit)
    const slot = this.#slots.get(id) ?? this.#write(id, deflateStored(object))
    slot.users += 1
    this.#free.delete(slot)
    this.#slots.set(id, slot)
    return slot
  }

  #giveBack(slot: Slot): void {
    slot.users -= 1
    if (slot.users === 0) this.#free.add(slot)
  }

  #write(id: string, bytes: Buffer): Slot {
    const path = join(this.#folder, id.slice(0, 2), id.slice(2))
    const old = this.#free.values().find(({ size }) => size === bytes.length)
    const from = old?.path ?? join(this.#folder, 'new')
    if (old) {
      this.#free.delete(old)
      this.#slots.delete(old.id)
    }
    writeFileSync(from, bytes, { flag: old ? 'r+' : 'w' })
    move(from, path)
    return { size: bytes.length, path, id, users: 0 }
  }
}

/**
 * A loose object lies in a folder named by the first two digits of its id. A number at the end of the message is
 * chosen so that there are 16 such folders and not 256.
 */
function identifyCommit(format: ObjectFormat, commit: NewCommit): { id: string; object: Buffer } {
  const content = serializeCommit({ ...commit, message: '0000' })
  const object = Buffer.concat([Buffer.from(`commit ${content.length}\0`), content])
  for (let number = 0; ; number += 1) {
    object.write(number.toString(16).padStart(4, '0'), object.length - 4, 'latin1')
    const id = hash(format, object)
    if (id.startsWith('0')) return { id, object }
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    mkdirSync(dirname(to))
    renameSync(from, to)
  }
}

/** zlib's format without compression (RFC 1950, RFC 1951 §3.2.4): for 300 bytes, compressing takes longer than writing. */
function deflateStored(data: Buffer): Buffer {
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0])
  head.writeUInt16LE(data.length, 3)
  head.writeUInt16LE(0xffff ^ data.length, 5)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(computeAdler32(data))
  return Buffer.concat([head, data, sum])
}

function computeAdler32(data: Buffer): number {
  let [a, b] = [1, 0]
  for (const byte of data) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return b * 65_536 + a
}
