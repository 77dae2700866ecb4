import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findCandidates } from '../../../src/git/candidates/find-candidates.ts'
import { runGitText } from '../../../src/git/run-git.ts'
import type { Candidate, Candidates, LeftOut } from '../../../src/release/changes/candidate.ts'
import { openPicking } from './picking.ts'

type Files = Readonly<Record<string, string>>

/**
 * A product with a work tree, made by git itself: `main`, and a line that leaves it at the first commit. Whatever is
 * committed goes to the branch that is checked out.
 */
export interface Product extends AsyncDisposable {
  readonly gitDir: string
  readonly git: (...args: string[]) => Promise<string>
  readonly on: (branch: string) => Promise<void>
  /** Commits files with the given content and answers the commit. Each is written by its own author second. */
  readonly commit: (message: string, files?: Files, author?: string) => Promise<string>
  /** Picks onto the line: `git cherry-pick`, `-x` among the options where wanted. Leaves main checked out. */
  readonly pickToLine: (sha: string, ...options: string[]) => Promise<string>
  /** `git revert`, with another message where one is given. */
  readonly revert: (sha: string, message?: string, ...options: string[]) => Promise<string>
  /** Commits on a branch of its own and merges it with a merge commit. */
  readonly merge: (message: string, commits: readonly (readonly [string, Files])[]) => Promise<string>
  readonly find: (options?: FindOptions) => Promise<Candidates>
}

interface FindOptions {
  readonly base?: string
  /** Where the release starts from; the base, without it. */
  readonly start?: string
  readonly main?: string
  readonly cache?: string
  /** The page of the repository. */
  readonly webUrl?: string
  /** Which pull request brought which commit, where a forge knows it. */
  readonly origins?: Readonly<Record<string, number>>
}

/** Opens a product whose line is its own branch with one commit that main has not: the release's version bump. */
export async function openProduct(): Promise<Product> {
  const path = await mkdtemp(join(tmpdir(), 'product-'))
  let second = 1_770_000_000
  const git = (...args: string[]) => {
    second += 60
    const date = `@${second} +0000`
    return runGitText(['-C', path, ...args], {
      env: { ...IDENTITY, GIT_ALLOW_PROTOCOL: 'file', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    })
  }
  const head = () => git('rev-parse', 'HEAD')
  const on = async (branch: string) => void (await git('checkout', '-q', branch))
  const commit = async (message: string, files: Files = {}, author = 'Ada') => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(path, name)), { recursive: true })
      await writeFile(join(path, name), content)
    }
    await git('add', '-A')
    await git('commit', '-q', '--allow-empty', `--author=${author} <${author}@example.org>`, '-m', message)
    return await head()
  }
  await git('init', '-q', '--initial-branch=main')
  await commit('Begin', { 'a.txt': lines(30), 'b.txt': lines(30), 'c.txt': lines(30) })
  await git('checkout', '-q', '-b', 'line')
  await commit('chore: bump version to 2.0.0', { 'version.txt': '2.0.0\n' })
  await on('main')
  return {
    gitDir: join(path, '.git'),
    git,
    on,
    commit,
    pickToLine: async (sha, ...options) => {
      await on('line')
      await git('cherry-pick', ...options, sha)
      const picked = await head()
      await on('main')
      return picked
    },
    revert: async (sha, message, ...options) => {
      await git('revert', '--no-edit', ...options, sha)
      if (message !== undefined) await git('commit', '-q', '--amend', '-m', message)
      return await head()
    },
    merge: async (message, commits) => {
      const branch = `topic-${second}`
      await git('checkout', '-q', '-b', branch)
      for (const [text, files] of commits) await commit(text, files)
      await on('main')
      await git('merge', '-q', '--no-ff', '-m', message, branch)
      return await head()
    },
    find: async ({ base = 'line', start = base, main = 'main', cache, webUrl = null, origins } = {}) => {
      const [baseCommit, mainCommit] = [await git('rev-parse', base), await git('rev-parse', main)]
      const gitDir = join(path, '.git')
      await using picking = openPicking(gitDir)
      return await findCandidates({
        ...picking,
        gitDir,
        base: { tag: 'v2.0.0', commit: baseCommit, taggedAt: 0 },
        start: { branch: start === base ? null : start, commit: await git('rev-parse', start) },
        main: { ref: 'main', commit: mainCommit },
        cache: cache ?? null,
        webUrl,
        origins: origins ? async () => new Map(Object.entries(origins)) : null,
      })
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'Ada@example.org',
  GIT_COMMITTER_NAME: 'Bo',
  GIT_COMMITTER_EMAIL: 'bo@example.org',
  HOME: '/nonexistent',
}

/** Numbered lines, some of them replaced: `lines(3, { 2: 'two' })`. */
export function lines(count: number, replaced: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, i) => `${replaced[i + 1] ?? `line ${i + 1}`}\n`).join('')
}

/** What a person sees of the outcome: candidates and flags by number or title, what is left out with its reason. */
export function seen({ candidates, leftOut, explainProbablyOnLine, flags }: Candidates) {
  const titles = new Map(
    [...candidates, ...leftOut.map(({ candidate }) => candidate)].map((change) => [
      change.id,
      nameIn(change),
    ]),
  )
  const name = (id: string) => titles.get(id) ?? id
  return {
    candidates: candidates.map((each) => {
      const evidence = explainProbablyOnLine.find(({ candidate }) => candidate === each.id)?.evidence ?? []
      const keys = evidence.map(({ key }) => key).join(' or ')
      return keys === '' ? nameIn(each) : `${nameIn(each)}: probably on the line by ${keys}`
    }),
    leftOut: leftOut.map((left) => `${nameIn(left.candidate)}: ${reasonIn(left, name)}`),
    flags: flags.map(({ kind, candidate, by }) => `${name(candidate)} ${kind} by ${name(by)}`),
  }
}

function nameIn({ id, title }: Candidate): string {
  return id.startsWith('#') ? id : title
}

function reasonIn({ reason }: LeftOut, name: (id: string) => string): string {
  switch (reason.kind) {
    case 'already-on-line':
      return `on the line by ${reason.key}`
    case 'reverted':
      return `reverted by ${name(reason.revert)}`
    case 'reverts':
      return `reverts ${name(reason.reverted)}`
    case 'empty':
      return 'empty'
  }
}
