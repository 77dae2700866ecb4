import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Commit } from '../../release/changes/candidate.ts'
import { decodePath, quotePath } from '../objects/trees/path-bytes.ts'
import { runGit } from '../run-git.ts'
import { streamGit } from '../stream-git.ts'

/** The commits that `to` has and `from` has not. Both are whole shas: the git directory needs no refs. */
export interface HistoryRange {
  readonly gitDir: string
  readonly from: string
  readonly to: string
}

/** One process for everything that is known of a commit. A NUL can stand in none of the fields, so it parts them. */
const FIELDS = ['%H', '%P', '%an', '%ae', '%at', '%ct', '%B']

/**
 * The commits of a stretch of history, parents before children, each with its whole message in UTF-8 and its paths
 * against its first parent, as people get them.
 *
 * @throws {GitError} when objects are missing or damaged
 */
export async function readHistory({ gitDir, from, to }: HistoryRange): Promise<Commit[]> {
  requireSha(from)
  requireSha(to)
  const commits: Commit[] = []
  const reader = new CommitReader((commit) => commits.push(commit))
  const format = FIELDS.map((field) => `%x00${field}`).join('')
  const args = [
    'log',
    '-z',
    '--topo-order',
    '--reverse',
    `--format=${format}`,
    ...PATHS,
    to,
    `^${from}`,
    '--',
  ]
  await streamGit({ args, gitDir, settings: ['i18n.logOutputEncoding=UTF-8'] }, (chunk) => reader.take(chunk))
  reader.end()
  return commits
}

const PATHS = [
  '--name-only',
  '--no-renames',
  '--diff-merges=first-parent',
  '--no-show-signature',
  '--no-mailmap',
]

/** The best common ancestor of two commits; null when they share none. */
export async function mergeBase(gitDir: string, pair: readonly [string, string]): Promise<string | null> {
  for (const sha of pair) requireSha(sha)
  const { code, stdout } = await runGit(['merge-base', ...pair], { gitDir, answers: [1] })
  return code === 0 ? stdout.toString().trim() : null
}

/**
 * Walks everything that two commits have behind them.
 *
 * @throws {GitError} when a commit is missing or damaged
 */
export async function assertReadable(gitDir: string, pair: readonly [string, string]): Promise<void> {
  for (const sha of pair) requireSha(sha)
  await runGit(['rev-list', '--count', ...pair], { gitDir })
}

/** The commits whose parents a shallow clone does not have. */
export async function readShallowBoundary(gitDir: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(gitDir, 'shallow'), 'utf8').catch(() => '')
  return new Set(text.split('\n').filter(Boolean))
}

/** Keeps whatever is no id from ever becoming an option or a revision expression. */
function requireSha(sha: string): void {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha))
    throw new Error(`${JSON.stringify(sha)} is not a commit id`)
}

/**
 * Takes apart what `git log -z` says: an empty piece, the fields, then the paths. A path is never empty, so the next
 * empty piece begins the next commit. git puts a line break before the first path.
 */
class CommitReader {
  readonly #onCommit: (commit: Commit) => void
  readonly #seen = new Map<string, string>()
  #rest: Buffer = Buffer.alloc(0)
  #fields: string[] = []
  #paths: string[] = []
  #inFields = false

  constructor(onCommit: (commit: Commit) => void) {
    this.#onCommit = onCommit
  }

  take(chunk: Buffer): void {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    let start = 0
    for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, start)) {
      this.#piece(data.subarray(start, end))
      start = end + 1
    }
    this.#rest = data.subarray(start)
  }

  end(): void {
    this.#finish()
  }

  #piece(piece: Buffer): void {
    if (this.#inFields) {
      this.#fields.push(piece.toString())
      this.#inFields = this.#fields.length < FIELDS.length
    } else if (piece.length === 0) {
      this.#finish()
      this.#inFields = true
    } else {
      const path = decodePath(piece)
      this.#paths.push(this.#once(quotePath(this.#paths.length === 0 ? path.replace(/^\n/, '') : path)))
    }
  }

  /** The same few thousand paths come again and again: one string each. */
  #once(path: string): string {
    const known = this.#seen.get(path)
    if (known !== undefined) return known
    this.#seen.set(path, path)
    return path
  }

  #finish(): void {
    const [sha, parents = '', name = '', email = '', authoredAt, committedAt, message = ''] = this.#fields
    if (sha !== undefined) {
      this.#onCommit({
        sha,
        parents: parents.split(' ').filter(Boolean),
        author: { name, email },
        authoredAt: Number(authoredAt),
        committedAt: Number(committedAt),
        message,
        paths: this.#paths,
      })
    }
    this.#fields = []
    this.#paths = []
  }
}
