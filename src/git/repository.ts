import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../release/refusal.ts'
import type { ObjectFormat } from './objects/object-store.ts'
import { GitError, runGit, runGitText } from './run-git.ts'

/** A clone as it was found. Nothing here runs hooks, filters or programs that its configuration names. */
export interface LocalRepository {
  /** The git directory that holds objects and refs, also for a linked work tree. */
  readonly gitDir: string
  readonly format: ObjectFormat
  /** The commits at which a shallow clone ends; empty for a whole one. */
  readonly shallow: readonly string[]
  /** Whether objects may be missing because a filter kept them out (`--filter=blob:none`). */
  readonly partial: boolean
}

/**
 * Finds the repository at a path.
 *
 * @throws {Refused} when there is none, or it belongs to somebody else (git's safe.directory)
 */
export async function openRepository(path: string): Promise<LocalRepository> {
  if (!existsSync(path)) throw new Refused(refuseMissing(path))
  const asked = [
    '--path-format=absolute',
    '--git-common-dir',
    '--show-object-format',
    '--is-shallow-repository',
  ]
  // Whom a person trusts (safe.directory) stands in their own configuration, and git asks nowhere else.
  const found = await runGitText(['-C', path, 'rev-parse', ...asked], { network: true }).catch(
    (error: unknown) => {
      throw error instanceof GitError ? new Refused(refuseUnusable(path, error)) : error
    },
  )
  const lines = found.split('\n')
  const [format, shallow] = lines.slice(-2)
  // A path may have line breaks in it.
  const gitDir = lines.slice(0, -2).join('\n')
  return {
    gitDir,
    format: format === 'sha256' ? 'sha256' : 'sha1',
    shallow: shallow === 'true' ? await readShallow(gitDir) : [],
    partial: await isPartial(gitDir),
  }
}

async function readShallow(gitDir: string): Promise<string[]> {
  const text = await readFile(join(gitDir, 'shallow'), 'utf8')
  return text.split('\n').filter(Boolean)
}

/** git is asked only where its answer could be yes: most clones do without a process. */
async function isPartial(gitDir: string): Promise<boolean> {
  const config = await readFile(join(gitDir, 'config'), 'utf8').catch(() => null)
  if (config !== null && !/promisor|partialclone/i.test(config)) return false
  const { stdout } = await runGit(
    ['config', '--local', '--get-regexp', '^(remote\\..*\\.promisor|extensions\\.partialclone)$'],
    {
      gitDir,
      answers: [1],
    },
  )
  return stdout.length > 0
}

/** The commit that a whole ref name or an id leads to; null when there is none. */
export async function resolveCommit(repository: LocalRepository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  const { code, stdout } = await runGit(args, { gitDir: repository.gitDir, answers: [1, 128] })
  return code === 0 ? stdout.toString().trim() : null
}

/** A value of the clone's own configuration, as data; null when it is not set. */
export async function readLocalConfig(repository: LocalRepository, key: string): Promise<string | null> {
  return (await listLocalConfig(repository, key)).at(-1) ?? null
}

/** Returns every value that a key has in the configuration of the repository, in git's order. */
export async function listLocalConfig(repository: LocalRepository, key: string): Promise<readonly string[]> {
  const { code, stdout } = await runGit(['config', '--local', '-z', '--get-all', key], {
    gitDir: repository.gitDir,
    answers: [1],
  })
  return code === 0 ? stdout.toString().split('\0').slice(0, -1) : []
}

function refuseMissing(path: string) {
  return {
    kind: 'repository',
    what: `There is nothing at ${path}.`,
    next: 'Name a git clone: `--repo PATH`, or a URL to work on a mirror of it.',
  } as const
}

function refuseUnusable(path: string, error: GitError) {
  if (error.stderr.includes('dubious ownership')) {
    return {
      kind: 'repository',
      what: `${path} belongs to another user, so git refuses to use it.`,
      next: `If you trust it: \`git config --global --add safe.directory ${path}\`.`,
    } as const
  }
  const why = explainReason(path, error.stderr)
  return {
    kind: 'repository',
    what: `${path} is not a git repository${why}.`,
    next: 'Run this in a clone, or name one with `--repo PATH`.',
  } as const
}

function explainReason(path: string, stderr: string): string {
  if (existsSync(join(path, '.git')) && /not a git repository/.test(stderr)) {
    return ': its .git exists, but its HEAD, refs or objects are damaged or missing'
  }
  if (/not a git repository/.test(stderr)) return ', and neither is a folder above it'
  if (/Not a directory/.test(stderr)) return ', but a file'
  const [line = 'git said nothing'] = stderr.trim().split('\n')
  return ` that git can open (${line.replace(/^fatal: /, '')})`
}
