import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Quarantine } from './quarantine.ts'

/**
 * Whether a power failure took the content of objects in a quarantine: their files are there, and empty. Looks at
 * every file, so it is for when something went wrong.
 */
export async function isTorn({ gitDir }: Quarantine): Promise<boolean> {
  const objects = join(gitDir, 'objects')
  const folders = (await readdir(objects)).filter((name) => /^[0-9a-f]{2}$/.test(name))
  for (const folder of folders) {
    const names = await readdir(join(objects, folder))
    const sizes = await Promise.all(names.map((name) => readSize(join(objects, folder, name))))
    if (sizes.includes(0)) return true
  }
  return false
}

/** A file that has just gone is none that anybody will miss. */
async function readSize(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}

/** Lets whoever opens the quarantine next begin with an empty one. Who still works in this one is not disturbed. */
export async function abandon({ gitDir }: Quarantine): Promise<void> {
  await rm(join(dirname(gitDir), 'current'), { force: true })
}
