import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { resolveRef } from '../../git/refs/install.ts'
import { type LocalRepository, resolveCommit } from '../../git/repository.ts'
import { runGit } from '../../git/run-git.ts'
import type { Range } from '../../release/changes/candidate.ts'
import { Refused } from '../../release/refusal.ts'

/** The main branch as it stands: how it is called, and its commit. */
export type Main = Range['main']

/** Where the repository's own default branch may be found, the surest place first. */
const USUAL = ['main', 'master', 'trunk', 'devel', 'develop']

/**
 * The repository's default branch. What the remote has counts before a local branch, which may be old or hold what
 * nobody has reviewed.
 *
 * @throws {Refused} when nothing looks like a main branch
 */
export async function defaultBranch(repository: LocalRepository): Promise<Main> {
  const [remotes, own, bare] = await Promise.all([
    readSymbolicRef(repository, 'refs/remotes/origin/HEAD'),
    readSymbolicRef(repository, 'HEAD'),
    isBare(repository),
  ])
  const usual = ['refs/remotes/origin/', 'refs/heads/'].flatMap((place) => USUAL.map((name) => place + name))
  for (const ref of [remotes, bare ? own : null, ...usual, own]) {
    if (ref === null) continue
    const commit = await findCommitAt(repository, ref)
    if (commit !== null) return { ref: shortenRefName(ref), commit }
  }
  throw new Refused((await hasRefs(repository)) ? refuseNoMain() : refuseNoCommit())
}

/**
 * The commit of a ref; null when there is no such ref.
 *
 * @throws {Refused} when there is one and it leads to no commit: another branch must not be taken for main then
 */
async function findCommitAt(repository: LocalRepository, ref: string): Promise<string | null> {
  const commit = await resolveCommit(repository, ref)
  if (commit !== null) return commit
  const isThere = /^refs\//.test(ref) && existsSync(join(repository.gitDir, ref))
  const points = await resolveRef(repository, ref)
  if (points === null && !isThere) return null
  throw new Refused({
    kind: 'repository',
    what: `${ref} exists, but its commit can't be read${points === null ? '' : ` (${points.slice(0, 10)})`}.`,
    next: 'Run `git fsck --full` to see what is damaged, then fetch again (`git fetch --refetch`) or clone again.',
  })
}

async function hasRefs({ gitDir }: LocalRepository): Promise<boolean> {
  const { stdout } = await runGit(['for-each-ref', '--count=1'], { gitDir })
  return stdout.length > 0
}

/** The config stands on main, so that it cannot say which branch that is. */
function refuseNoMain() {
  return {
    kind: 'repository',
    what: "Can't tell which branch is main: there is no origin/HEAD, and no branch called main or master.",
    next: 'Name it with `--main BRANCH`, or let git ask the remote: `git remote set-head origin --auto`.',
  } as const
}

function refuseNoCommit() {
  return {
    kind: 'repository',
    what: 'This repository has no branch and no tag, so there is nothing to release.',
    next: 'Fetch first (`git fetch origin`), or name another clone with `--repo PATH`.',
  } as const
}

/**
 * The main branch that somebody named: a branch of the remote, a local one, a whole ref name or a commit.
 *
 * @throws {Refused} when there is nothing by that name
 */
export async function resolveNamedBranch(repository: LocalRepository, name: string): Promise<Main> {
  const places = [`refs/remotes/origin/${name}`, `refs/heads/${name}`, `refs/remotes/${name}`]
  const asked = /^refs\//.test(name) || /^[0-9a-f]{7,64}$/.test(name) ? [...places, name] : places
  for (const ref of asked) {
    const commit = await findCommitAt(repository, ref)
    if (commit !== null) return { ref: shortenRefName(ref), commit }
  }
  throw new Refused({
    kind: 'repository',
    what: `There is no branch ${JSON.stringify(name)} here, neither of the remote nor local.`,
    next: '`git branch --all` lists the branches; `git fetch` gets missing ones.',
  })
}

/** `origin/main` for `refs/remotes/origin/main`, `main` for `refs/heads/main`. */
export function shortenRefName(ref: string): string {
  return ref.replace(/^refs\/(heads|remotes)\//, '')
}

async function isBare({ gitDir }: LocalRepository): Promise<boolean> {
  const { stdout } = await runGit(['rev-parse', '--is-bare-repository'], { gitDir })
  return stdout.toString().trim() === 'true'
}

async function readSymbolicRef(repository: LocalRepository, name: string): Promise<string | null> {
  const { code, stdout } = await runGit(['symbolic-ref', '--quiet', name], {
    gitDir: repository.gitDir,
    answers: [1, 128],
  })
  return code === 0 ? stdout.toString().trim() : null
}
