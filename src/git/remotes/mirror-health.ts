import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GitError, runGit } from '../run-git.ts'

/** In milliseconds. A git process may outlive the one that started it; a half pack older than this is nobody's. */
const PACK_ABANDONED_AFTER = 60 * 60 * 1000
/** In milliseconds. git holds a ref's lock while it writes one small file. */
const LOCK_ABANDONED_AFTER = 3 * 1000
const MANY_PACKS = 50

/** The bits of `git fsck`'s exit code that mean damage: unreachable objects, packs, refs. */
const DAMAGE = 2 | 4 | 8

/**
 * Whether all that a mirror's refs lead to is there and is what its ids say. Slow on a large repository: for when
 * something went wrong. What objects say is the project's own affair, so fsck's complaints about old tags and odd
 * trees do not count.
 */
export async function isSound(gitDir: string): Promise<boolean> {
  try {
    const args = ['fsck', '--full', '--no-dangling', '--no-progress']
    const { code } = await runGit(args, {
      gitDir,
      answers: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    })
    return (code & DAMAGE) === 0
  } catch (error) {
    // git that cannot even begin, or is ended by what it reads.
    if (error instanceof GitError) return false
    throw error
  }
}

/**
 * Takes away what killed processes left: half packs, which cost room, and lock files, which keep everybody out. For who
 * has the mirror to itself, so that a lock in there is a dead process's, or soon will be.
 */
export async function cleanMirror(gitDir: string): Promise<void> {
  await removeAbandoned(await listHalfPacks(gitDir), PACK_ABANDONED_AFTER)
  await removeAbandoned(await lockFiles(gitDir), LOCK_ABANDONED_AFTER)
}

/** Does some work in a mirror, once more where a lock is in the way, which is nobody's if it stays. */
export async function retryWithoutLocks<T>(gitDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof GitError && /\.lock': File exists/.test(error.stderr))) throw error
  }
  await sleep(LOCK_ABANDONED_AFTER)
  await cleanMirror(gitDir)
  return work()
}

async function removeAbandoned(files: readonly string[], after: number): Promise<void> {
  const now = Date.now()
  for (const file of files) {
    const found = await stat(file).catch(() => null)
    if (found && now - found.mtimeMs >= after) await rm(file, { force: true })
  }
}

/** The half packs that are there now. git leaves its own where it fails, and on a full disk they are what fills it. */
export async function listHalfPacks(gitDir: string): Promise<string[]> {
  const files = await listFolder(join(gitDir, 'objects', 'pack'))
  return files.filter((file) => /\/tmp_[^/]+$/.test(file))
}

async function lockFiles(gitDir: string): Promise<string[]> {
  const [top, refs] = await Promise.all([listFolder(gitDir), listFolder(join(gitDir, 'refs'), true)])
  return [...top, ...refs].filter((file) => file.endsWith('.lock'))
}

async function listFolder(folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(folder, { recursive }).catch(() => [])
  return names.map((name) => join(folder, name))
}

/**
 * Every fetch adds a pack, and git looks into all of them for every object. Rolls small packs into larger ones now and
 * then; no object is dropped, so that a reader finds what it found before. That it fails harms nobody.
 */
export async function tidyPacks(gitDir: string): Promise<void> {
  const packs = (await listFolder(join(gitDir, 'objects', 'pack'))).filter((file) => file.endsWith('.pack'))
  if (packs.length < MANY_PACKS) return
  const settings = ['pack.threads=1', 'pack.windowMemory=32m', 'repack.writeBitmaps=false']
  await runGit(['repack', '-q', '-d', '--geometric=2'], { gitDir, settings }).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error
  })
}
