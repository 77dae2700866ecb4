import { rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How much is set aside, and how much must be free beside it for all to be well. */
const BALLAST = 32 * 1024 * 1024
const ENOUGH = 64 * 1024 * 1024

/**
 * Sets disk space aside: PGlite cannot open its folder on a full disk. A file that is full of bytes, as one with
 * holes takes no room. Where there is no room for it now, a later start finds some.
 */
export async function layBallast(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found?.size === BALLAST || (await freeOn(dirname(file))) < BALLAST + ENOUGH) return
  await writeFile(file, Buffer.alloc(BALLAST, 'ballast '))
}

/** Gives the space back. @returns whether there was any */
export async function dropBallast(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null)
  await rm(file, { force: true })
  return found !== null
}

/** Whether the disk of a folder has so little room that the record will soon not be written. */
export async function isShortOfRoom(folder: string): Promise<boolean> {
  return (await freeOn(folder)) < ENOUGH
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
