import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { openMirror } from '../git/mirror.ts'
import { type ObjectStore, openObjects } from '../git/objects.ts'
import { PickEngine } from '../git/picks.ts'
import { openQuarantine, type Quarantine } from '../git/quarantine.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { openCacheFolder } from './cache-folder.ts'
import { gitVersion } from './git-version.ts'

/** What the process is told from outside, once, at its start. */
export interface Surroundings {
  /** Where mirrors and computed things are kept; deleting it loses nothing. */
  readonly cacheDir: string
}

export interface Opening {
  /** A folder of a clone, or a remote URL. */
  readonly repository: string
  readonly jobs: number | null
  readonly onProgress: (progress: { step: string; done: number | null; total: number | null }) => void
}

/** A clone (or the mirror of a remote) with everything that reads it. Close it when done. */
export interface Workspace {
  readonly repository: Repository
  readonly quarantine: Quarantine
  readonly store: ObjectStore
  readonly engine: PickEngine
  /** The remote that a mirror was made of; null for a clone of the person's own. */
  readonly mirrorOf: string | null
  close(): Promise<void>
}

/**
 * Opens a repository by path or URL. A path wins where both could be meant.
 *
 * @throws {Refused} when there is no repository, the remote does not answer, or git is too old
 */
export async function openWorkspace(opening: Opening, { cacheDir }: Surroundings): Promise<Workspace> {
  const version = await gitVersion()
  await openCacheFolder(cacheDir)
  const isRemote = isUrl(opening.repository) && !existsSync(opening.repository)
  const path = isRemote ? await mirror(opening, cacheDir) : resolve(opening.repository)
  const repository = await openRepository(path)
  const quarantine = await openQuarantine(repository, cacheDir)
  const store = openObjects(quarantine.gitDir, repository.format)
  const engine = new PickEngine({
    store,
    gitDir: quarantine.gitDir,
    keptDir: quarantine.keptDir,
    jobs: opening.jobs ?? Math.min(2, availableParallelism()),
    gitVersion: version,
  })
  return {
    repository,
    quarantine,
    store,
    engine,
    mirrorOf: isRemote ? opening.repository : null,
    close: async () => {
      await engine.close()
      await store.close()
    },
  }
}

/** Opens a workspace for one piece of work and closes it however that ends. */
export async function inWorkspace<T>(
  opening: Opening,
  surroundings: Surroundings,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(opening, surroundings)
  try {
    return await work(workspace)
  } finally {
    await workspace.close()
  }
}

async function mirror({ repository, onProgress }: Opening, cacheDir: string): Promise<string> {
  onProgress({ step: 'fetching the mirror', done: null, total: null })
  const { gitDir } = await openMirror({
    url: repository,
    cacheDir,
    onProgress: ({ step, done, total }) => onProgress({ step, done, total }),
  })
  return gitDir
}

/** `https://…`, `ssh://…`, `file://…`, `user@host:path`; and `ext::…`, so that it is refused for what it is. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/|:)/i.test(text) || /^[^\s/:]+@[^\s/:]+:[^\s]/.test(text)
}
