import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GitRunOptions, runGit, runGitText } from '../../src/git/run-git.ts'
import { Refused } from '../../src/release/refusal.ts'

/** A temporary folder that goes when the test ends. */
export async function folder(prefix = 'rc-'): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), prefix))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
}

/** A bare repository made by git itself, and a way to make commits in it without a work tree. */
export interface Bare {
  readonly gitDir: string
  readonly text: (args: readonly string[], options?: GitRunOptions) => Promise<string>
  /** Puts a commit with one file on a ref and answers its id. */
  readonly commit: (ref: string, change: { file?: string; content: string; at?: number }) => Promise<string>
}

/** Makes an empty bare repository. */
export async function bare(gitDir: string): Promise<Bare> {
  await runGit(['init', '-q', '--bare', '--initial-branch=main', gitDir])
  return bareAt(gitDir)
}

/** An existing repository as a `Bare`. */
export function bareAt(gitDir: string): Bare {
  const text = (args: readonly string[], options: GitRunOptions = {}) =>
    runGitText(args, { gitDir, ...options, env: { ...IDENTITY, GIT_ALLOW_PROTOCOL: 'file', ...options.env } })
  return {
    gitDir,
    text,
    commit: async (ref, { file = 'a.txt', content, at = 1_700_000_000 }) => {
      const blob = await text(['hash-object', '-w', '--stdin'], { input: content })
      const tree = await text(['mktree'], { input: `100644 blob ${blob}\t${file}\n` })
      const parent = await text(['rev-parse', '-q', '--verify', ref]).catch(() => null)
      const dates = { GIT_AUTHOR_DATE: `@${at} +0000`, GIT_COMMITTER_DATE: `@${at} +0000` }
      const parents = parent === null ? [] : ['-p', parent]
      const commit = await text(['commit-tree', tree, '-m', content.slice(0, 72), ...parents], { env: dates })
      await text(['update-ref', ref, commit])
      return commit
    },
  }
}

/** The refusal of an attempt as a person reads it; any other end fails the test. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refused)) throw new Error('expected a refusal', { cause: error })
  return `[${error.refusal.kind}] ${error.refusal.what}\nNext: ${error.refusal.next}`
}
