import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { GitError, spawnGit } from '../git/run-git.ts'
import type { Child } from '../processes/child.ts'
import type { CommitPerson } from '../release/changes/candidate.ts'
import type { Files } from './edits.ts'

interface StoryCommit {
  readonly ref: string
  readonly parents: readonly string[]
  readonly author: CommitPerson
  readonly committer: CommitPerson
  /** Seconds since 1970. */
  readonly authoredAt: number
  readonly committedAt: number
  readonly message: string
  /** The files of its first parent, and its own. */
  readonly before: Files
  readonly after: Files
}

interface NewTag {
  readonly name: string
  readonly commit: string
  readonly tagger: CommitPerson
  readonly at: number
  readonly message: string
}

/** Writes commits one by one; each tells its id. */
export interface HistoryWriter {
  commit(commit: StoryCommit): Promise<string>
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
  const ended = waitForEnd(child)
  // Looked at below, and earlier where an answer is missing.
  ended.catch(() => undefined)
  try {
    await tell(createWriter(child, ended))
    child.stdin.end('done\n')
    await ended
  } finally {
    child.kill()
  }
}

function createWriter(child: Child, ended: Promise<void>): HistoryWriter {
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Until it ends, git finds what it has written by its marks alone.
  const marks = new Map<string, string>()
  const getMark = (sha: string) => marks.get(sha) ?? sha

  return {
    async commit(commit) {
      const mark = `:${marks.size + 1}`
      const parents = commit.parents.map(getMark)
      child.stdin.write(`${formatCommit({ ...commit, parents }, mark)}get-mark ${mark}\n`)
      const answer = await answers.next()
      if (answer.done) {
        await ended
        throw new Error('git fast-import ended without an answer')
      }
      marks.set(answer.value, mark)
      return answer.value
    },
    tag(tag) {
      child.stdin.write(formatTag({ ...tag, commit: getMark(tag.commit) }))
    },
  }
}

async function waitForEnd(child: Child): Promise<void> {
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  // What git did not read is judged by its exit code.
  child.stdin.on('error', () => undefined)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new GitError(IMPORT, Number(code), Buffer.concat(said).toString())
}

function formatCommit(commit: StoryCommit, mark: string): string {
  const { ref, parents, message, before, after } = commit
  const [first, ...others] = parents
  return [
    `commit ${ref}`,
    `mark ${mark}`,
    `author ${formatSignature(commit.author, commit.authoredAt)}`,
    `committer ${formatSignature(commit.committer, commit.committedAt)}`,
    formatData(message),
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map((parent) => `merge ${parent}`),
    ...listChangedFiles(before, after),
    '\n',
  ].join('\n')
}

function listChangedFiles(before: Files, after: Files): string[] {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text)
  const gone = [...before.keys()].filter((path) => !after.has(path))
  return [
    ...changed.map(([path, text]) => `M 100644 inline ${path}\n${formatData(text)}`),
    ...gone.map((path) => `D ${path}`),
  ]
}

function formatTag({ name, commit, tagger, at, message }: NewTag): string {
  return [
    `tag ${name}`,
    `from ${commit}`,
    `tagger ${formatSignature(tagger, at)}`,
    formatData(message),
    '',
  ].join('\n')
}

function formatSignature({ name, email }: CommitPerson, at: number): string {
  return `${name} <${email}> ${at} +0000`
}

function formatData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}
