import { type Commit, changedFiles, distance, log, readCommit } from '../../github/git/commits.ts'
import { mergedTree } from '../../github/git/merging.ts'
import { patchesBetween } from '../../github/git/patches.ts'
import type { Account, Repository } from '../../github/state.ts'
import { fullName, type World } from '../../github/world.ts'
import type { Place } from '../markdown/links.ts'
import type { Who } from '../wire.ts'

/** What is looked at: one repository of one GitHub. */
export interface Looking {
  readonly world: World
  readonly repository: Repository
  readonly place: Place
  /** git's answers about commits, which never change. */
  readonly git: {
    readonly commit: (sha: string) => Promise<Commit>
    readonly commitsBetween: (base: string, head: string) => Promise<Commit[]>
    readonly files: (from: string, to: string) => ReturnType<typeof changedFiles>
    /** From a commit's parent, or from nothing. */
    readonly patches: (from: string, to: string) => ReturnType<typeof patchesBetween>
    readonly mergeBase: (base: string, head: string) => Promise<string | null>
    readonly merges: (ours: string, theirs: string) => Promise<boolean>
  }
}

/** Stands for the parent of a commit without one. */
export const NOTHING = ''
const MOST_COMMITS = 100
const REMEMBERED = 300

export function lookingAt(world: World, repository: Repository): Looking {
  const { gitDir } = repository
  const from = (sha: string) => (sha === NOTHING ? null : sha)
  return {
    world,
    repository,
    place: { origin: world.origin.url, repository: fullName(repository) },
    git: {
      commit: remembering((sha) => readCommit(gitDir, sha)),
      commitsBetween: remembering((base, head) => log(gitDir, [`-${MOST_COMMITS}`, `${base}..${head}`])),
      files: remembering((parent, to) => changedFiles(gitDir, from(parent), to)),
      patches: remembering((parent, to) => patchesBetween(gitDir, from(parent), to)),
      mergeBase: remembering(async (base, head) => (await distance(gitDir, base, head))?.mergeBase ?? null),
      merges: remembering(async (ours, theirs) => (await mergedTree(gitDir, ours, theirs)) !== undefined),
    },
  }
}

/** Asks once for the same. What failed is asked again. */
function remembering<A extends readonly string[], T>(
  ask: (...of: A) => Promise<T>,
): (...of: A) => Promise<T> {
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

export function whoIs({ login, type }: Account): Who {
  return { login, isBot: type === 'Bot' }
}
