import { openCacheFolder } from '../planner/workspace/cache-folder.ts'
import { Refused } from '../release/refusal.ts'
import type { Health } from '../store/database.ts'
import { isShortOfRoom } from '../store/pglite/ballast-file.ts'

/**
 * Whether mirrors can be brought up to date and worked on: their folder is there, or can be made, may be written to,
 * and has room. Without it every look at a repository and every release fails, however well the record is.
 */
export async function checkMirrorsHealth(folder: string): Promise<Health> {
  try {
    await openCacheFolder(folder)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { kind: 'ill', refusal: error.refusal }
  }
  return (await isShortOfRoom(folder)) ? { kind: 'ill', refusal: refuseFullDisk(folder) } : { kind: 'well' }
}

function refuseFullDisk(folder: string) {
  return {
    kind: 'usage',
    what: `The disk of the cache folder ${folder} is almost full: soon no repository can be read.`,
    next: 'Free some space on it. You can delete everything below `mirrors`; it is fetched again.',
  } as const
}
