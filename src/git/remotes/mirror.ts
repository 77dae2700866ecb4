import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refused } from '../../release/refusal.ts'
import { withLock } from '../file-lock.ts'
import { GitError, runGit, runGitText } from '../run-git.ts'
import { cleanMirror, isSound, listHalfPacks, retryWithoutLocks, tidyPacks } from './mirror-health.ts'
import { callRemote, type RemoteCall } from './remote-call.ts'
import { classifyRemoteFailure, RemoteFault, toRemoteRefusal } from './remote-failure.ts'
import { type GitRemote, parseRemote } from './remote-url.ts'

/** How far a fetch has come, in git's own words for the step. */
interface FetchProgress {
  readonly step: string
  readonly done: number | null
  readonly total: number | null
}

interface MirrorRequest {
  /** A URL or a path. */
  readonly url: string
  /** Where mirrors are kept. All of it is a cache: deleting it loses nothing. */
  readonly cacheDir: string
  /** Whether a mirror that is there is taken as it is. */
  readonly isFetched?: boolean
  readonly onProgress?: (progress: FetchProgress) => void
  readonly signal?: AbortSignal
}

/** A bare copy of a remote's branches and tags, as they were when it was opened. */
interface Mirror {
  /** Its HEAD names the remote's own main branch, where the remote says which that is. */
  readonly gitDir: string
  /** Without credentials. */
  readonly url: string
}

/**
 * Brings the mirror of a remote up to date, or makes it. Several processes may open the same one: they wait for each
 * other, and a reader is not disturbed by a later fetch, because nothing is ever thrown away from a mirror. Damage
 * that keeps git from fetching is cured by fetching everything anew.
 *
 * @throws {Refused} when the remote is not there, does not let us in, or the disk is full; a mirror that was there
 *   before is then as it was
 */
export async function openMirror(request: MirrorRequest): Promise<Mirror> {
  const { gitDir, remote } = getMirrorPlace(request)
  if (request.isFetched && existsSync(gitDir)) return { gitDir, url: remote.shown }
  return withLockedMirror(request, async (place) => {
    if (existsSync(place.gitDir)) await update(place)
    else await make(place)
  })
}

/**
 * Opens a mirror and works on it. When the work breaks and the mirror turns out to be damaged (a disk that forgets,
 * a file that somebody cut), the mirror is fetched anew and the work done once more.
 */
export async function withMirror<T>(
  request: MirrorRequest,
  work: (mirror: Mirror) => Promise<T>,
): Promise<T> {
  const mirror = await openMirror(request)
  try {
    return await work(mirror)
  } catch (error) {
    // A refusal without a cause is about what is in the mirror, one by the remote about that: no sign of damage.
    const { cause } = error instanceof Refused ? error : { cause: error }
    const isRule = cause === undefined || cause instanceof RemoteFault
    if (isRule || (await isSound(mirror.gitDir))) throw error
  }
  return work(await withLockedMirror(request, replace))
}

interface MirrorPlace {
  readonly gitDir: string
  readonly remote: GitRemote
  readonly request: MirrorRequest
}

function getMirrorPlace(request: MirrorRequest): MirrorPlace {
  const remote = parseRemote(request.url)
  return { gitDir: join(request.cacheDir, 'mirrors', getMirrorName(remote.url)), remote, request }
}

async function withLockedMirror(
  request: MirrorRequest,
  work: (place: MirrorPlace) => Promise<void>,
): Promise<Mirror> {
  const place = getMirrorPlace(request)
  const { gitDir, remote } = place
  const folder = dirname(gitDir)
  const options = {
    what: `the mirror of ${remote.shown}`,
    onWait: (holder: string) =>
      request.onProgress?.({ step: `waiting for ${holder}, who fetches it`, done: null, total: null }),
    ...(request.signal ? { signal: request.signal } : {}),
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await withLock(`${gitDir}.lock`, options, () => work(place))
  } catch (error) {
    throw isDiskFull(error) ? new Refused(refuseDiskFull(folder)) : error
  }
  return { gitDir, url: remote.shown }
}

/** Readable in a listing, and different for every remote. */
function getMirrorName(url: string): string {
  const name = basename(url.replace(/[/\\]+$/, ''), '.git').replace(/[^\w.-]/g, '_')
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 16)
  return `${name.slice(-60)}-${digest}.git`
}

async function update(place: MirrorPlace): Promise<void> {
  const { gitDir, remote } = place
  await cleanMirror(gitDir)
  const before = new Set(await listHalfPacks(gitDir))
  // Side by side: each is a round trip or two, and a mirror is brought up to date before everything that is done on it.
  const fetching = retryWithoutLocks(gitDir, () => fetchInto(gitDir, place))
  const [said, fetched] = await Promise.allSettled([readRemote(place), fetching])
  if (fetched.status === 'rejected') {
    for (const file of await listHalfPacks(gitDir)) if (!before.has(file)) await rm(file, { force: true })
  }
  if (said.status === 'rejected') throw said.reason
  if (fetched.status === 'rejected') {
    const error: unknown = fetched.reason
    if (
      !(error instanceof GitError) ||
      classifyRemoteFailure(error.stderr) !== null ||
      (await isSound(gitDir))
    ) {
      throw toRemoteRefusal(remote, 'fetched from', error)
    }
    await replace(place)
    return
  }
  const { head } = said.value
  await retryWithoutLocks(gitDir, () => setHead(gitDir, head))
  await tidyPacks(gitDir)
}

/** Puts a damaged mirror aside, where it can be looked at until the next one, and makes a new one. */
async function replace(place: MirrorPlace): Promise<void> {
  const { gitDir, request } = place
  request.onProgress?.({ step: 'the mirror is damaged; fetching it again', done: null, total: null })
  const aside = `${gitDir}.damaged`
  await rm(aside, WHOLLY)
  if (existsSync(gitDir)) await rename(gitDir, aside)
  await make(place)
}

/** Made elsewhere and then renamed, so that a mirror is there whole or not at all. */
async function make(place: MirrorPlace): Promise<void> {
  const { gitDir, remote } = place
  await removeUnfinished(gitDir)
  const { head, format } = await readRemote(place)
  const temporary = `${gitDir}.new-${randomBytes(4).toString('hex')}`
  try {
    await runGit(['init', '-q', '--bare', '--template=', `--object-format=${format}`, temporary])
    await fetchInto(temporary, place)
    await setHead(temporary, head)
    await rename(temporary, gitDir)
  } catch (error) {
    await rm(temporary, WHOLLY)
    throw toRemoteRefusal(remote, 'fetched from', error)
  }
}

const WHOLLY = { recursive: true, force: true } as const

/**
 * What a process that was killed while it made the mirror has left. We hold the lock, so nobody wants it; the git that
 * it had started may still write for a moment, hence the tries.
 */
async function removeUnfinished(gitDir: string): Promise<void> {
  const [folder, prefix] = [join(gitDir, '..'), `${basename(gitDir)}.new-`]
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { ...WHOLLY, maxRetries: 5 })
  }
}

interface RemoteFormat {
  /** The branch that the remote's HEAD names, whole: `refs/heads/main`. */
  readonly head: string | null
  readonly format: 'sha1' | 'sha256'
}

/** Asks before anything is made or touched, so that a wrong address or a missing right ends here. */
async function readRemote(place: MirrorPlace): Promise<RemoteFormat> {
  const { remote } = place
  try {
    const args = ['ls-remote', '--symref', '--end-of-options', remote.url, 'HEAD']
    const { stdout } = await callRemote(args, createRemoteCall(place))
    const head = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(stdout)?.[1] ?? null
    return { head, format: /^[0-9a-f]{64}\t/m.test(stdout) ? 'sha256' : 'sha1' }
  } catch (error) {
    throw toRemoteRefusal(remote, 'fetched from', error)
  }
}

/** git needs a git directory that is ours, or it reads the current folder's settings; one that is not there will do. */
function createRemoteCall({ gitDir, remote, request }: MirrorPlace): RemoteCall {
  const { signal } = request
  return { gitDir, remote, ...(signal ? { signal } : {}) }
}

const ALL_REFS = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']

async function fetchInto(gitDir: string, place: MirrorPlace): Promise<void> {
  const args = [
    'fetch',
    '--progress',
    '--prune',
    '--force',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
    '--no-recurse-submodules',
    '--no-show-forced-updates',
    '--end-of-options',
    place.remote.url,
    ...ALL_REFS,
  ]
  const { onProgress } = place.request
  await callRemote(args, {
    ...createRemoteCall(place),
    gitDir,
    // Whole packs alone: what `isSound` checks, and what later fetches keep few.
    settings: ['fetch.unpackLimit=1', 'fetch.writeCommitGraph=false'],
    ...(onProgress ? { onStderr: (text: string) => reportProgress(text, onProgress) } : {}),
  })
}

/** HEAD names the remote's own main branch, where the remote says which that is. */
async function setHead(gitDir: string, head: string | null): Promise<void> {
  if (head === null || head === (await runGitText(['symbolic-ref', '-q', 'HEAD'], { gitDir }))) return
  await runGit(['symbolic-ref', 'HEAD', head], { gitDir })
}

/** git writes `Receiving objects:  45% (900/2000), 1.2 MiB | 3 MiB/s` over and over in one line. */
function reportProgress(text: string, onProgress: (progress: FetchProgress) => void): void {
  const latest = [...text.matchAll(/([A-Z][a-z]+ [a-z ]+): +\d+% \((\d+)\/(\d+)\)/g)].at(-1)
  if (latest)
    onProgress({ step: latest[1]?.toLowerCase() ?? '', done: Number(latest[2]), total: Number(latest[3]) })
}

function isDiskFull(error: unknown): boolean {
  if (error instanceof GitError) return classifyRemoteFailure(error.stderr) === 'disk-full'
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

function refuseDiskFull(folder: string) {
  return {
    kind: 'repository',
    what: `There is no room left on the disk of ${folder}, which holds the mirrors.`,
    next: 'Make room (the folder is a cache that you can delete), and run the same command again.',
  } as const
}
