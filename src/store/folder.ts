import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { fromPglite } from 'pg-boss'
import { Refused } from '../release/refusal.ts'
import { dropBallast, isShortOfRoom, layBallast } from './ballast.ts'
import { type Health, type OpenDatabase, PARSERS } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import type { Tables } from './tables.ts'

/**
 * Opens the database in a data folder, and makes it where it is missing. The folder is locked before anything in it
 * is touched. On a full disk the ballast goes first, as PGlite may not open otherwise.
 *
 * @throws {Refused} when another process has the folder, or it cannot be opened
 */
export async function openFolder(path: string): Promise<OpenDatabase> {
  const folder = resolve(path)
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new Refused(cannotOpen(folder, error))
  })
  const lock = lockFolder(join(folder, 'lock'), folder)
  const pglite = await openPglite(folder).catch((error: unknown) => {
    lock.close()
    throw new Refused(cannotOpen(folder, error))
  })
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return {
    db,
    queue: { db: fromPglite(pglite), backend: 'pglite' },
    // Nobody else can be at work on this folder: whoever is on the list died.
    afterMigration: async () => void (await db.deleteFrom('workers').execute()),
    health: () => healthOf(folder),
    async close() {
      await db.destroy()
      lock.close()
    },
  }
}

async function openPglite(folder: string): Promise<PGlite> {
  const ballast = join(folder, 'ballast')
  await dropBallast(ballast)
  const pglite = await PGlite.create({
    dataDir: join(folder, 'database'),
    parsers: PARSERS,
    // Less memory than by default, and no slower for tables of this size.
    postgresqlconf: ['shared_buffers=8MB'],
  })
  await layBallast(ballast)
  return pglite
}

async function healthOf(folder: string): Promise<Health> {
  if (!(await isShortOfRoom(folder))) return { kind: 'well' }
  return {
    kind: 'ill',
    refusal: {
      kind: 'usage',
      what: `The disk of the data folder ${folder} is all but full: soon nothing more can be recorded.`,
      next: 'Free some space on it. What is recorded already is safe.',
    },
  }
}

function cannotOpen(folder: string, error: unknown) {
  return {
    kind: 'usage',
    what: `The database in the data folder ${folder} cannot be opened (${error instanceof Error ? error.message : String(error)}).`,
    next: 'See that the folder is writable for this user and that its disk has room, then start again: what was recorded is kept.',
  } as const
}
