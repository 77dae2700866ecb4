import { randomBytes } from 'node:crypto'
import type { Child } from '../../processes/child.ts'
import { GitError, spawnGit } from '../run-git.ts'

const ATTRIBUTE_FILES = ':(glob)**/.gitattributes'
const ARGS = ['diff-tree', '--stdin', '-r', '--root', '--raw', '-z', '--no-renames', '--no-abbrev']
/** `GIT_LITERAL_PATHSPECS` is on for everything else; this one pathspec is ours, not from outside. */
const WITH_GLOB = { GIT_LITERAL_PATHSPECS: '0' }

/** What differs between trees and commits of a git directory: in their `.gitattributes`, or in all paths. */
export interface TreeDiffs {
  /**
   * Asks `git diff-tree --stdin` for lines of two trees, or of a commit and its parents (git-diff-tree(1)).
   *
   * @returns its raw format with NULs, every byte a character
   * @throws {GitError} when git ends over it
   */
  ask(lines: readonly string[]): Promise<string>
  close(): Promise<void>
}

/**
 * One process for all questions, because starting it costs more than most answers. It starts at the first one. A
 * question over which it ends is asked again once, for it may have been killed, or ended over another question.
 */
export function openAttributeDiffs(gitDir: string): TreeDiffs {
  return openDiffs(gitDir, ['--', ATTRIBUTE_FILES])
}

/** As `openAttributeDiffs`, for all paths. */
export function openPathDiffs(gitDir: string): TreeDiffs {
  return openDiffs(gitDir, ['--'])
}

function openDiffs(gitDir: string, paths: readonly string[]): TreeDiffs {
  let running: DiffTree | null = null
  let closed = false
  const getCurrentProcess = () => {
    if (closed) throw new Error('no differences any more: they were closed')
    if (!running || running.hasEnded)
      running = new DiffTree(spawnGit([...ARGS, ...paths], { gitDir, env: WITH_GLOB }))
    return running
  }
  return {
    ask: async (lines) => {
      try {
        return await getCurrentProcess().ask(lines)
      } catch (error) {
        if (closed || !(error instanceof GitError)) throw error
      }
      return getCurrentProcess().ask(lines)
    },
    close: async () => {
      closed = true
      await running?.close()
    },
  }
}

interface Waiting {
  readonly resolve: (said: string) => void
  readonly reject: (error: Error) => void
}

class DiffTree {
  readonly #child: Child
  readonly #closed: Promise<void>
  readonly #waiting: Waiting[] = []
  /**
   * git echoes a line that names no object, and flushes what it has said before: so the end of an answer is known.
   * No path can be made to look like it.
   */
  readonly #mark = `end ${randomBytes(12).toString('hex')}\n`
  #said = ''
  #stderr = ''
  #ended = false

  constructor(child: Child) {
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk.toString('latin1')))
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-4000)
    })
    child.stdin.on('error', () => undefined)
    this.#closed = new Promise((resolve) => {
      child.once('error', (error) => resolve(this.#end(new GitError(ARGS, null, error.message))))
      child.once('close', (code) => resolve(this.#end(new GitError(ARGS, code, this.#stderr))))
    })
  }

  get hasEnded(): boolean {
    return this.#ended
  }

  ask(lines: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#child.stdin.write(lines.map((line) => `${line}\n`).join('') + this.#mark)
    })
  }

  async close(): Promise<void> {
    this.#child.stdin.end()
    await this.#closed
  }

  #take(text: string): void {
    // The mark may come in two pieces.
    const from = Math.max(0, this.#said.length - this.#mark.length)
    this.#said += text
    for (let end = this.#said.indexOf(this.#mark, from); end >= 0; end = this.#said.indexOf(this.#mark)) {
      this.#waiting.shift()?.resolve(this.#said.slice(0, end))
      this.#said = this.#said.slice(end + this.#mark.length)
    }
  }

  #end(error: GitError): void {
    this.#ended = true
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
