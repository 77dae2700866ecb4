import {
  type GitCommit,
  listChangedFiles,
  log,
  measureDistance,
  readGitCommit,
} from '../../../github/git/commits.ts'
import { mergeTrees } from '../../../github/git/merging.ts'
import { readPatches } from '../../../github/git/patches.ts'
import type { AccountState, Repository } from '../../../github/state.ts'
import { formatFullName, type World } from '../../../github/world.ts'
import type { LinkPlace } from '../../markdown/links.ts'
import type { PersonView } from '../../wire/wire.ts'

/** What is looked at: one repository of one GitHub. */
export interface PageQueries {
  readonly world: World
  readonly repository: Repository
  readonly place: LinkPlace
  /** git's answers about commits, which never change. */
  readonly git: {
    readonly commit: (sha: string) => Promise<GitCommit>
    readonly commitsBetween: (base: string, head: string) => Promise<GitCommit[]>
    readonly files: (from: string, to: string) => ReturnType<typeof listChangedFiles>
    /** From a commit's parent, or from nothing. */
    readonly patches: (from: string, to: string) => ReturnType<typeof readPatches>
    readonly mergeBase: (base: string, head: string) => Promise<string | null>
    readonly merges: (ours: string, theirs: string) => Promise<boolean>
  }
}

/** Stands for the parent of a commit without one. */
export const NO_VIEW = ''
const MOST_COMMITS = 100
const REMEMBERED = 300

export function createQuery(world: World, repository: Repository): PageQueries {
  const { gitDir } = repository
  const from = (sha: string) => (sha === NO_VIEW ? null : sha)
  return {
    world,
    repository,
    place: { origin: world.origin.url, repository: formatFullName(repository) },
    git: {
      commit: memoize((sha) => readGitCommit(gitDir, sha)),
      commitsBetween: memoize((base, head) => log(gitDir, [`-${MOST_COMMITS}`, `${base}..${head}`])),
      files: memoize((parent, to) => listChangedFiles(gitDir, from(parent), to)),
      patches: memoize((parent, to) => readPatches(gitDir, from(parent), to)),
      mergeBase: memoize(
        async (base, head) => (await measureDistance(gitDir, base, head))?.mergeBase ?? null,
      ),
      merges: memoize(async (ours, theirs) => (await mergeTrees(gitDir, ours, theirs)) !== undefined),
    },
  }
}

/** Asks once for the same. What failed is asked again. */
function memoize<A extends readonly string[], T>(ask: (...of: A) => Promise<T>): (...of: A) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (...of) => {
    const key = of.join(' ')
    const known = answers.get(key)
    if (known) return known
    const answer = ask(...of)
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    for (const [oldest] of answers) if (answers.size > REMEMBERED) answers.delete(oldest)
    return answer
  }
}

export function viewPerson({ login, type }: AccountState): PersonView {
  return { login, isBot: type === 'Bot' }
}
