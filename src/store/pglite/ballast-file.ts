import { rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const MB = 1024 * 1024
/** How much is set aside. */
const BALLAST = 32 * MB
/** How much must be free beside it for all to be well. */
const ENOUGH = 64 * MB
/** How much opening may take: a segment of the write-ahead log. */
const OPENING = 16 * MB

/**
 * Sets disk space aside: PGlite may fail to open its folder on a full disk. A file that is full of bytes, as one with
 * holes takes no room. Where there is no room for it now, a later start finds some.
 */
export async function createBallast(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found?.size === BALLAST || (await readFreeSpace(dirname(file))) < BALLAST + ENOUGH) return
  await writeFile(file, Buffer.alloc(BALLAST, 'ballast '))
}

/** Gives the space back where the disk is too full to open the database: that may write what was left undone. */
export async function releaseBallast(file: string): Promise<void> {
  if ((await readFreeSpace(dirname(file))) < OPENING) await rm(file, { force: true })
}

/** Whether the disk of a folder has so little room that the record will soon not be written. */
export async function isShortOfRoom(folder: string): Promise<boolean> {
  return (await readFreeSpace(folder)) < ENOUGH
}

async function readFreeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
