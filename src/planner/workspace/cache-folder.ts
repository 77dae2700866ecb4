import { existsSync, statSync } from 'node:fs'
import { access, constants, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Refused } from '../../release/refusal.ts'

/**
 * Makes the cache folder where it is not there yet.
 *
 * @throws {Refused} when it cannot be made or written to
 */
export async function openCacheFolder(folder: string): Promise<void> {
  try {
    await makeFolder(resolve(folder))
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const why = findReason(error)
    throw why === null ? error : new Refused(refuseUnusable(folder, why))
  }
}

/** Step by step: where a folder cannot be made below another that is there (/proc), Node's own way never ends. */
async function makeFolder(folder: string): Promise<void> {
  if (isFolder(folder)) return
  if (!existsSync(dirname(folder))) await makeFolder(dirname(folder))
  await mkdir(folder).catch((error: unknown) => {
    // Another process may have been quicker.
    if (!isFolder(folder)) throw error
  })
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

function findReason(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'something else is in its place'
    case 'EACCES':
    case 'EPERM':
      return "it isn't writable"
    case 'EROFS':
      return 'its disk is read-only'
    case 'ENOENT':
      return "it can't be created there"
    default:
      return null
  }
}

function refuseUnusable(folder: string, why: string) {
  return {
    kind: 'usage',
    what: `The cache folder ${folder} cannot be used: ${why}.`,
    next: 'Set another one in the environment, `RELEASE_CAPTAIN_CACHE=FOLDER`. You can delete it at any time.',
  } as const
}
