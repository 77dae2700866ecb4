import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measureFolder, type Quarantine } from './quarantine.ts'

/** A git directory for what is being fetched, until it is known how much that is. */
export interface IncomingObjects {
  readonly gitDir: string
  /** The bytes that came so far. */
  measure(): Promise<number>
  /** Moves what came into the quarantine. */
  keep(): Promise<void>
  /** Deletes it. Safe to call after `keep`. */
  drop(): Promise<void>
}

/**
 * Opens a git directory inside a quarantine that borrows its objects. Whatever comes arrives in packs of its own, so that
 * it can be measured while it comes, and nothing of what is too much is left behind.
 */
export async function openIncoming(
  { gitDir: quarantine }: Quarantine,
  config: string,
): Promise<IncomingObjects> {
  const gitDir = join(quarantine, `incoming-${randomBytes(6).toString('hex')}`)
  const packs = join(gitDir, 'objects', 'pack')
  for (const folder of ['objects/info', 'objects/pack', 'refs'])
    await mkdir(join(gitDir, folder), { recursive: true })
  const borrowed = join(quarantine, 'objects')
  const alternate = borrowed.startsWith('"') ? JSON.stringify(borrowed) : borrowed
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${alternate}\n`)
  await writeFile(join(gitDir, 'config'), config)
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n')
  return {
    gitDir,
    measure: async () => (await measureFolder(packs)).bytes,
    keep: () => movePacks(packs, join(quarantine, 'objects', 'pack')),
    drop: () => rm(gitDir, { recursive: true, force: true }),
  }
}

/** The index comes last: by it git sees that there is a pack. */
async function movePacks(from: string, to: string): Promise<void> {
  const names = (await readdir(from)).filter((name) => /^pack-[0-9a-f]+\.[a-z]+$/.test(name))
  const isIndex = (name: string) => name.endsWith('.idx')
  for (const name of [...names.filter((one) => !isIndex(one)), ...names.filter(isIndex)])
    await rename(join(from, name), join(to, name))
}
