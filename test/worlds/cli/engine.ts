import { join } from 'node:path'
import { type ObjectStore, openObjects } from '../../../src/git/objects/object-store.ts'
import { openQuarantine, type Quarantine } from '../../../src/git/objects/quarantine.ts'
import { toPathBytes } from '../../../src/git/objects/trees/path-bytes.ts'
import { PickEngine } from '../../../src/git/picks/pick-engine.ts'
import type { StepOutcome } from '../../../src/git/picks/step-outcome.ts'
import { type LocalRepository, openRepository } from '../../../src/git/repository.ts'
import type { GitsOutcome } from '../git/work-tree.ts'

/** A repository opened as the command line opens it. */
export interface Opened extends AsyncDisposable {
  readonly repository: LocalRepository
  readonly quarantine: Quarantine
  readonly store: ObjectStore
  readonly engine: PickEngine
}

export interface Opening {
  readonly repository: string
  readonly cacheDir?: string
  /** Whether outcomes are kept on the disk, so that the next opening believes them. */
  readonly keep?: boolean
  readonly gitVersion?: string
  /** MiB that a merge may take. */
  readonly memory?: number
}

/** Opens a repository with a quarantine beside it. */
export async function openEngine(opening: Opening): Promise<Opened> {
  const repository = await openRepository(opening.repository)
  const quarantine = await openQuarantine(
    repository,
    opening.cacheDir ?? join(opening.repository, '..', 'cache'),
  )
  const { gitDir } = quarantine
  const store = openObjects(gitDir, repository.format)
  const engine = new PickEngine({
    store,
    gitDir,
    keptDir: opening.keep ? quarantine.keptDir : null,
    jobs: 1,
    gitVersion: opening.gitVersion ?? 'git version 2',
    ...(opening.memory === undefined ? {} : { memory: opening.memory }),
  })
  const close = async () => {
    await engine.close()
    await store.close()
  }
  return { repository, quarantine, store, engine, [Symbol.asyncDispose]: close }
}

/** What an outcome of ours and one of git's have both. */
export interface Comparable {
  readonly kind: string
  readonly tree?: string
  readonly paths?: readonly string[]
}

/** An outcome of ours in the words of the work tree's. */
export function asGitsOutcome(step: StepOutcome): Comparable {
  if (step.kind === 'clean') return { kind: 'clean', tree: step.tree }
  if (step.kind === 'conflict')
    return {
      kind: 'conflict',
      paths: step.paths.map(({ path }) => toPathBytes(path).toString('latin1')).sort(),
    }
  return { kind: step.kind }
}

/** An outcome of git's without what ours cannot have: the commit, and the wording. */
export function comparable(outcome: GitsOutcome): Comparable {
  if (outcome.kind === 'clean') return { kind: 'clean', tree: outcome.tree }
  if (outcome.kind === 'conflict') return outcome
  return { kind: outcome.kind }
}
