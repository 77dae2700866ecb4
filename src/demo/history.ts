import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { GitError, spawnGit } from '../git/run.ts'
import type { Person } from '../release/candidate.ts'
import type { Child } from '../spawning/child.ts'
import type { Files } from './edits.ts'

export interface NewCommit {
  readonly ref: string
  readonly parents: readonly string[]
  readonly author: Person
  readonly committer: Person
  /** Seconds since 1970. */
  readonly authoredAt: number
  readonly committedAt: number
  readonly message: string
  /** The files of its first parent, and its own. */
  readonly before: Files
  readonly after: Files
}

export interface NewTag {
  readonly name: string
  readonly commit: string
  readonly tagger: Person
  readonly at: number
  readonly message: string
}

/** Writes commits one by one; each tells its id. */
export interface HistoryWriter {
  commit(commit: NewCommit): Promise<string>
  tag(tag: NewTag): void
}

const IMPORT = ['fast-import', '--quiet', '--done', '--date-format=raw']

/**
 * Runs `tell` on one `git fast-import` that is talked to. Refs are put in place at the end; when `tell` fails there are
 * none.
 *
 * @throws {GitError} when git ends before its time
 */
export async function writeHistory(
  gitDir: string,
  tell: (writer: HistoryWriter) => Promise<void>,
): Promise<void> {
  const child = spawnGit(IMPORT, { gitDir })
  const ended = endOf(child)
  // Looked at below, and earlier where an answer is missing.
  ended.catch(() => undefined)
  try {
    await tell(writerTo(child, ended))
    child.stdin.end('done\n')
    await ended
  } finally {
    child.kill()
  }
}

function writerTo(child: Child, ended: Promise<void>): HistoryWriter {
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Until it ends, git finds what it has written by its marks alone.
  const marks = new Map<string, string>()
  const markOf = (sha: string) => marks.get(sha) ?? sha

  return {
    async commit(commit) {
      const mark = `:${marks.size + 1}`
      const parents = commit.parents.map(markOf)
      child.stdin.write(`${commitText({ ...commit, parents }, mark)}get-mark ${mark}\n`)
      const answer = await answers.next()
      if (answer.done) {
        await ended
        throw new Error('git fast-import ended without an answer')
      }
      marks.set(answer.value, mark)
      return answer.value
    },
    tag(tag) {
      child.stdin.write(tagText({ ...tag, commit: markOf(tag.commit) }))
    },
  }
}

async function endOf(child: Child): Promise<void> {
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  // What git did not read is judged by its exit code.
  child.stdin.on('error', () => undefined)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new GitError(IMPORT, Number(code), Buffer.concat(said).toString())
}

function commitText(commit: NewCommit, mark: string): string {
  const { ref, parents, message, before, after } = commit
  const [first, ...others] = parents
  return [
    `commit ${ref}`,
    `mark ${mark}`,
    `author ${signature(commit.author, commit.authoredAt)}`,
    `committer ${signature(commit.committer, commit.committedAt)}`,
    data(message),
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map((parent) => `merge ${parent}`),
    ...changedFiles(before, after),
    '\n',
  ].join('\n')
}

function changedFiles(before: Files, after: Files): string[] {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text)
  const gone = [...before.keys()].filter((path) => !after.has(path))
  return [
    ...changed.map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
    ...gone.map((path) => `D ${path}`),
  ]
}

function tagText({ name, commit, tagger, at, message }: NewTag): string {
  return [`tag ${name}`, `from ${commit}`, `tagger ${signature(tagger, at)}`, data(message), ''].join('\n')
}

function signature({ name, email }: Person, at: number): string {
  return `${name} <${email}> ${at} +0000`
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}
