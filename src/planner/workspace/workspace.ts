import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type ObjectStore, openObjects } from '../../git/objects/object-store.ts'
import { openQuarantine, type Quarantine } from '../../git/objects/quarantine.ts'
import { PickEngine } from '../../git/picks/pick-engine.ts'
import { withMirror } from '../../git/remotes/mirror.ts'
import { type LocalRepository, openRepository } from '../../git/repository.ts'
import type { FactsLookup } from '../facts/look-up.ts'
import { openCacheFolder } from './cache-folder.ts'
import { readGitVersion } from './git-version.ts'

/** What the process is told from outside, once, at its start. */
export interface PlannerEnvironment {
  /** Where mirrors and computed things are kept; deleting it loses nothing. */
  readonly cacheDir: string
  /** Looks up what GitHub knows of pull requests; without it, commits and files tell. */
  readonly lookUp?: FactsLookup | null
}

export interface WorkspaceRequest {
  /** A folder of a clone, or a remote URL. */
  readonly repository: string
  /** Whether the mirror of a remote was brought up to date for this very piece of work before. */
  readonly isFetched?: boolean
  readonly jobs: number | null
  readonly onProgress: (progress: { step: string; done: number | null; total: number | null }) => void
}

/** A clone (or the mirror of a remote) with everything that reads it. Close it when done. */
export interface Workspace {
  readonly repository: LocalRepository
  readonly quarantine: Quarantine
  readonly store: ObjectStore
  readonly engine: PickEngine
  /** The remote that a mirror was made of; null for a clone of the person's own. */
  readonly mirrorOf: string | null
  readonly lookUp: FactsLookup | null
  close(): Promise<void>
}

/** Where a workspace is opened, by whom it was asked for. */
interface WorkspacePlace {
  readonly path: string
  readonly mirrorOf: string | null
  readonly jobs: number | null
  readonly cacheDir: string
  readonly gitVersion: string
  readonly lookUp: FactsLookup | null
}

async function openWorkspace({
  path,
  mirrorOf,
  jobs,
  cacheDir,
  gitVersion,
  lookUp,
}: WorkspacePlace): Promise<Workspace> {
  const repository = await openRepository(path)
  const quarantine = await openQuarantine(repository, cacheDir)
  const store = openObjects(quarantine.gitDir, repository.format)
  const engine = new PickEngine({
    store,
    gitDir: quarantine.gitDir,
    keptDir: quarantine.keptDir,
    jobs: jobs ?? Math.min(2, availableParallelism()),
    gitVersion,
  })
  return {
    repository,
    quarantine,
    store,
    engine,
    mirrorOf,
    lookUp,
    close: async () => {
      await engine.close()
      await store.close()
    },
  }
}

/**
 * Opens a repository by path or URL for one piece of work, and closes it however that ends. A path wins where both
 * could be meant. Where a mirror proves damaged, it is fetched anew and the work done once more.
 *
 * @throws {Refused} when there is no repository, the remote does not answer, or git is too old
 */
export async function withWorkspace<T>(
  { repository, isFetched = false, jobs, onProgress }: WorkspaceRequest,
  { cacheDir, lookUp = null }: PlannerEnvironment,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const place = { jobs, cacheDir, lookUp, gitVersion: await readGitVersion() }
  await openCacheFolder(cacheDir)
  if (!isUrl(repository) || existsSync(repository)) {
    return workInside({ ...place, path: resolve(repository), mirrorOf: null }, work)
  }
  onProgress({ step: 'fetching the mirror', done: null, total: null })
  return withMirror({ url: repository, cacheDir, isFetched, onProgress }, ({ gitDir }) =>
    workInside({ ...place, path: gitDir, mirrorOf: repository }, work),
  )
}

async function workInside<T>(place: WorkspacePlace, work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = await openWorkspace(place)
  try {
    return await work(workspace)
  } finally {
    await workspace.close()
  }
}

/** `https://…`, `ssh://…`, `file://…`, `user@host:path`; and `ext::…`, so that it is refused for what it is. */
function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/|:)/i.test(text) || /^[^\s/:]+@[^\s/:]+:[^\s]/.test(text)
}
