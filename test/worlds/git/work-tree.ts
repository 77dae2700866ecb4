import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createGitEnv } from '../../../src/git/run-git.ts'

/** What git itself says of one pick. */
export type GitsOutcome =
  | { readonly kind: 'clean'; readonly tree: string; readonly commit: string }
  | { readonly kind: 'empty' }
  /** Paths are bytes, one character each. */
  | { readonly kind: 'conflict'; readonly paths: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string }

export interface GitsPick {
  readonly sha: string
  readonly mainline: number | null
}

/** A clone with a work tree, in which git's own `cherry-pick` is asked. */
export interface WorkTree {
  readonly folder: string
  readonly gitDir: string
  /** Runs git in the work tree. @throws when it fails */
  readonly git: (args: readonly string[], input?: string | Buffer) => string
  /** As `git`, for an answer that is no text. */
  readonly bytes: (args: readonly string[]) => Buffer
  /** Goes to a commit and picks others one after another, each by a process of its own, passing over conflicts. */
  readonly pick: (tip: string, picks: readonly GitsPick[], options?: readonly string[]) => GitsOutcome[]
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_EDITOR: ':',
}
const SETTINGS = ['gc.auto=0', 'maintenance.auto=false', 'core.fsync=none', 'advice.detachedHead=false']

/** Makes an empty repository with a work tree. */
export function workTree(folder: string, options: readonly string[] = []): WorkTree {
  const env = {
    ...createGitEnv(),
    GIT_ALLOW_PROTOCOL: 'file',
    GIT_OPTIONAL_LOCKS: '1',
    GIT_LITERAL_PATHSPECS: '0',
    ...IDENTITY,
  }
  const run = (args: readonly string[], input: string | Buffer = '') => {
    const settings = SETTINGS.flatMap((setting) => ['-c', setting])
    return spawnSync('git', ['-C', folder, ...settings, ...args], { env, input, maxBuffer: 1 << 26 })
  }
  const bytes = (args: readonly string[], input?: string | Buffer) => {
    const done = run(args, input)
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr.toString()}`)
    return done.stdout
  }
  const git = (args: readonly string[], input?: string | Buffer) =>
    bytes(args, input).toString().replace(/\n$/, '')
  spawnSync('git', ['init', '-q', '--initial-branch=main', ...options, folder], { env })
  const one = ({ sha, mainline }: GitsPick, flags: readonly string[]): GitsOutcome => {
    const done = run(['cherry-pick', ...flags, ...(mainline === null ? [] : ['-m', String(mainline)]), sha])
    const outcome = read(done, { git, bytes })
    // A git that died leaves its lock; the next pick must not suffer from it.
    if (outcome.kind === 'refused') rmSync(`${folder}/.git/index.lock`, { force: true })
    if (outcome.kind !== 'clean') git(['reset', '-q', '--hard'])
    return outcome
  }
  return {
    folder,
    gitDir: `${folder}/.git`,
    git,
    bytes,
    pick: (tip, picks, flags = []) => {
      git(['checkout', '-q', '--force', '--detach', tip])
      // What is left of a git that died could be attributes.
      git(['clean', '-q', '-ffdx'])
      return picks.map((pick) => one(pick, flags))
    },
  }
}

function read(done: SpawnSyncReturns<Buffer>, { git, bytes }: Pick<WorkTree, 'git' | 'bytes'>): GitsOutcome {
  if (done.status === 0) {
    const [tree = '', commit = ''] = git(['log', '-1', '--format=%T %H']).split(' ')
    return { kind: 'clean', tree, commit }
  }
  // merge-ort has bugs of its own: `BUG: merge-ort.c:4464: Conflicted b.md/in but nothing in basic working tree or index`.
  if (done.signal !== null) return { kind: 'refused', why: `git died: ${done.stderr}` }
  const unmerged = bytes(['ls-files', '--unmerged', '-z']).toString('latin1').split('\0').filter(Boolean)
  const paths = [...new Set(unmerged.map((entry) => entry.slice(entry.indexOf('\t') + 1)))].sort()
  if (paths.length > 0) return { kind: 'conflict', paths }
  const said = done.stdout.toString() + done.stderr.toString()
  return /cherry-pick is now empty/.test(said) ? { kind: 'empty' } : { kind: 'refused', why: said }
}
