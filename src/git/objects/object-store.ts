import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Child } from '../../processes/child.ts'
import { GitError, spawnGit } from '../run-git.ts'

const ARGS = ['cat-file', '--batch-command']

type ObjectType = 'blob' | 'tree' | 'commit' | 'tag'
export type ObjectFormat = 'sha1' | 'sha256'

interface GitObject {
  readonly type: ObjectType
  readonly data: Buffer
}

/** Reads what a repository has; writes new objects into the git directory that it was opened on. */
export interface ObjectStore {
  readonly format: ObjectFormat
  /** @throws {MissingObject} when neither the git directory nor what it borrows from has it */
  read(sha: string): Promise<GitObject>
  /**
   * How many bytes an object has, without reading it: a small pack may hold a file of gigabytes.
   *
   * @throws {MissingObject} as `read`
   */
  measure(sha: string): Promise<number>
  /** The new object's id. Writing what is there already changes nothing. */
  write(type: ObjectType, data: Uint8Array): string
  close(): Promise<void>
}

/** Why an object cannot be read that nobody has ever fetched, or that is gone. */
export const NOT_THERE = 'not in the repository'

/** An object that the repository's history names and its object store lacks or cannot read. */
export class MissingObject extends Error {
  readonly sha: string
  /** `NOT_THERE`, or what git said of it. */
  readonly why: string

  constructor(sha: string, why: string) {
    super(`object ${sha}: ${why}`)
    this.name = 'MissingObject'
    this.sha = sha
    this.why = why
  }
}

/** The id that git gives to an object. */
function computeObjectId(format: ObjectFormat, type: ObjectType, data: Uint8Array): string {
  return createHash(format).update(`${type} ${data.length}\0`).update(data).digest('hex')
}

/** Opens the objects of a git directory: one `git cat-file --batch` for all reads, writes in-process. */
export function openObjects(gitDir: string, format: ObjectFormat): ObjectStore {
  let reader: BatchReader | null = null
  let closed = false
  const openReader = (sha: string) => {
    if (closed) throw new Error(`object ${sha}: the object store was closed`)
    reader ??= new BatchReader(spawnGit(ARGS, { gitDir }))
    return reader
  }
  return {
    format,
    read: async (sha) => openReader(sha).read(sha),
    measure: async (sha) => openReader(sha).measure(sha),
    write: (type, data) => writeLoose({ gitDir, format }, type, data),
    close: async () => {
      closed = true
      await reader?.close()
    },
  }
}

/**
 * A loose object, as git writes it: to a temporary name first, so that a crash leaves no torn object behind.
 * In-process, because a git process per object costs more than the pick that it is for.
 */
function writeLoose(
  to: { gitDir: string; format: ObjectFormat },
  type: ObjectType,
  data: Uint8Array,
): string {
  const id = computeObjectId(to.format, type, data)
  const path = join(to.gitDir, 'objects', id.slice(0, 2), id.slice(2))
  if (existsSync(path)) return id
  const bytes = deflateSync(Buffer.concat([Buffer.from(`${type} ${data.length}\0`), data]), { level: 1 })
  const temporary = join(to.gitDir, 'objects', `tmp_obj_${randomBytes(8).toString('hex')}`)
  writeFileSync(temporary, bytes, { mode: 0o444 })
  try {
    renameSync(temporary, path)
  } catch (error) {
    if (!isMissingFolder(error)) throw error
    mkdirSync(dirname(path), { recursive: true })
    renameSync(temporary, path)
  }
  return id
}

function isMissingFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

interface Answered extends GitObject {
  readonly size: number
}

interface Waiting {
  readonly sha: string
  readonly command: 'contents' | 'info'
  readonly resolve: (object: Answered) => void
  readonly reject: (error: Error) => void
}

/** Asks one `git cat-file --batch-command`; answers come in the order of the questions. */
class BatchReader {
  readonly #child: Child
  readonly #waiting: Waiting[] = []
  #chunks: Buffer[] = []
  #buffered = 0
  /** How many bytes the next answer needs before it is worth looking at. */
  #needed = 1
  #ended = false
  #stderr = ''

  constructor(child: Child) {
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-2000)
    })
    child.stdin.on('error', () => undefined)
    child.once('error', (error) => this.#fail(() => new GitError(ARGS, null, error.message)))
    child.once('close', (code) => this.#fail((sha) => this.#whyEnded(sha, code)))
  }

  async read(sha: string): Promise<GitObject> {
    const { type, data } = await this.#ask('contents', sha)
    return { type, data }
  }

  async measure(sha: string): Promise<number> {
    return (await this.#ask('info', sha)).size
  }

  #ask(command: Waiting['command'], sha: string): Promise<Answered> {
    if (!/^[0-9a-f]{40,64}$/.test(sha)) throw new MissingObject(sha, 'not an object id')
    if (this.#ended) throw this.#whyEnded(sha, this.#child.exitCode)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sha, command, resolve, reject })
      this.#child.stdin.write(`${command} ${sha}\n`)
    })
  }

  async close(): Promise<void> {
    if (this.#ended) return
    const closed = new Promise((resolve) => this.#child.once('close', resolve))
    this.#child.stdin.end()
    await closed
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    let answered = true
    while (answered && this.#buffered >= this.#needed) answered = this.#answerNext()
  }

  /** Takes one whole answer off the buffer: `<id> <type> <size>\n`, with contents `<bytes>\n`; or `<id> missing\n`. */
  #answerNext(): boolean {
    const buffer =
      this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks)
    this.#chunks = [buffer]
    const lineEnd = buffer.indexOf(10)
    if (lineEnd < 0) {
      this.#needed = buffer.length + 1
      return false
    }
    const [, type, size] = buffer.toString('latin1', 0, lineEnd).split(' ')
    const hasContents = size !== undefined && this.#waiting[0]?.command !== 'info'
    const end = hasContents ? lineEnd + 1 + Number(size) + 1 : lineEnd + 1
    if (buffer.length < end) {
      this.#needed = end
      return false
    }
    this.#chunks = [buffer.subarray(end)]
    this.#buffered -= end
    this.#needed = 1
    const waiting = this.#waiting.shift()
    if (!isObjectType(type)) waiting?.reject(new MissingObject(waiting.sha, NOT_THERE))
    else
      waiting?.resolve({ type, size: Number(size), data: Buffer.from(buffer.subarray(lineEnd + 1, end - 1)) })
    return true
  }

  /** git ends at an object that it cannot read; where it was ended by a signal, no object is to blame. */
  #whyEnded(sha: string, code: number | null): Error {
    if (code === null) return new GitError(ARGS, null, this.#stderr)
    return new MissingObject(sha, this.#stderr.trim() || 'git cat-file ended')
  }

  #fail(why: (sha: string) => Error): void {
    this.#ended = true
    for (const { sha, reject } of this.#waiting.splice(0)) reject(why(sha))
  }
}

function isObjectType(type: string | undefined): type is ObjectType {
  return type === 'blob' || type === 'tree' || type === 'commit' || type === 'tag'
}
