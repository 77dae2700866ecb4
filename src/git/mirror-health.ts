import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { GitError, git } from './run.ts'

/** In milliseconds. A git process may outlive the one that started it; what is older than this is nobody's. */
const ABANDONED_AFTER = 60 * 60 * 1000
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
    const { code } = await git(args, { gitDir, answers: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] })
    return (code & DAMAGE) === 0
  } catch (error) {
    // git that cannot even begin, or is ended by what it reads.
    if (error instanceof GitError) return false
    throw error
  }
}

/** Takes away what killed processes left: half packs, which cost room, and lock files, which keep everybody out. */
export async function cleanMirror(gitDir: string): Promise<void> {
  const now = Date.now()
  for (const file of await leftovers(gitDir)) {
    const found = await stat(file).catch(() => null)
    if (found && now - found.mtimeMs > ABANDONED_AFTER) await rm(file, { force: true })
  }
}

/** The half packs that are there now. git leaves its own where it fails, and on a full disk they are what fills it. */
export async function halfPacks(gitDir: string): Promise<string[]> {
  const files = await list(join(gitDir, 'objects', 'pack'))
  return files.filter((file) => /\/tmp_[^/]+$/.test(file))
}

async function leftovers(gitDir: string): Promise<string[]> {
  const [top, packs, refs] = await Promise.all([
    list(gitDir),
    halfPacks(gitDir),
    list(join(gitDir, 'refs'), true),
  ])
  return [...packs, ...[...top, ...refs].filter((file) => file.endsWith('.lock'))]
}

async function list(folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(folder, { recursive }).catch(() => [])
  return names.map((name) => join(folder, name))
}

/**
 * Every fetch adds a pack, and git looks into all of them for every object. Rolls small packs into larger ones now and
 * then; no object is dropped, so that a reader finds what it found before. That it fails harms nobody.
 */
export async function tidyPacks(gitDir: string): Promise<void> {
  const packs = (await list(join(gitDir, 'objects', 'pack'))).filter((file) => file.endsWith('.pack'))
  if (packs.length < MANY_PACKS) return
  const settings = ['pack.threads=1', 'pack.windowMemory=32m', 'repack.writeBitmaps=false']
  await git(['repack', '-q', '-d', '--geometric=2'], { gitDir, settings }).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error
  })
}
