import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Kysely, sql } from 'kysely'
import { DatabaseError, Pool } from 'pg'
import { Refused } from '../../release/refusal.ts'
import { type Health, type OpenDatabase, TYPES } from '../database.ts'
import type { OnFailure } from '../jobs/queue.ts'
import { createDialect, UNWAITING } from '../pool-driver.ts'
import type { Tables } from '../tables.ts'
import { createBallast, isShortOfRoom, releaseBallast } from './ballast-file.ts'
import { lockFolder } from './folder-lock.ts'
import { createQueueConnection } from './queue-connection.ts'
import { type DatabaseThread, startThread } from './wire.ts'

/**
 * Opens the database in a data folder, and makes it where it is missing. The folder is locked before anything in it
 * is touched. On a full disk the ballast goes first, as PGlite may not open otherwise.
 *
 * @throws {Refused} when another process has the folder, or it cannot be opened
 */
export async function openFolder(path: string, onFailure: OnFailure): Promise<OpenDatabase> {
  const folder = resolve(path)
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new Refused(cannotOpen(folder, error))
  })
  const lock = lockFolder(join(folder, 'lock'), folder)
  const thread = await openThread(folder).catch((error: unknown) => {
    lock.close()
    throw new Refused(cannotOpen(folder, error))
  })
  const life = watchLife(thread)
  const pool = createPool(thread)
  const reportBroken = (error: unknown) => onFailure('The database in the data folder failed.', error)
  // Both places: a connection in use tells nobody but itself, and without a listener that would end the process.
  pool.on('error', reportBroken)
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      reportBroken(error)
      if (isPanic(error)) life.dies(error)
    }),
  )
  const db = new Kysely<Tables>({ dialect: createDialect(pool) })
  return {
    db,
    queue: { db: createQueueConnection(pool), backend: 'pglite' },
    // Nobody else can be at work on this folder: whoever is on the list died.
    afterMigration: async () => void (await db.deleteFrom('workers').execute()),
    // PGlite is one process, and autovacuum would be another.
    reclaim: async () => void (await sql`vacuum (analyze)`.execute(db)),
    health: () => checkHealth(folder, life),
    lost: life.lost,
    async close() {
      life.closing = true
      await db.destroy()
      await thread.close()
      lock.close()
    },
  }
}

/** Whether the thread is there, as long as nobody closes it. */
interface ThreadLife {
  closing: boolean
  death: Error | null
  readonly dies: (of: Error) => void
  readonly lost: Promise<Error>
}

function watchLife({ died }: DatabaseThread): ThreadLife {
  const { promise: lost, resolve } = Promise.withResolvers<Error>()
  const handleDeath = (of: Error) => {
    if (life.closing) return
    life.death ??= of
    resolve(life.death)
  }
  const life: ThreadLife = { closing: false, death: null, dies: handleDeath, lost }
  void died.then(handleDeath)
  return life
}

/** PostgreSQL would start anew after it; PGlite goes on, and answers nothing right any more. */
function isPanic(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'PANIC'
}

async function openThread(folder: string): Promise<DatabaseThread> {
  const ballast = join(folder, 'ballast')
  await releaseBallast(ballast)
  const thread = await startThread(join(folder, 'database'))
  await createBallast(ballast)
  return thread
}

/** PGlite has one connection: who comes waits for those before, and it stays open. */
function createPool(thread: DatabaseThread): Pool {
  return new Pool({
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    stream: thread.connect,
    ssl: false,
    ...UNWAITING,
    types: TYPES,
  })
}

async function checkHealth(folder: string, { death }: ThreadLife): Promise<Health> {
  if (death) return { kind: 'ill', refusal: refuseDead(folder, death) }
  if (!(await isShortOfRoom(folder))) return { kind: 'well' }
  return {
    kind: 'ill',
    refusal: {
      kind: 'usage',
      what: `The disk of the data folder ${folder} is almost full: soon nothing can be recorded.`,
      next: 'Free some space on it. The record is safe.',
    },
  }
}

function refuseDead(folder: string, { message }: Error) {
  return {
    kind: 'repository',
    what: `The database in the data folder ${folder} has crashed (${message}).`,
    next: 'Start the program again. The record is kept.',
  } as const
}

function cannotOpen(folder: string, error: unknown) {
  return {
    kind: 'usage',
    what: `The database in the data folder ${folder} cannot be opened (${error instanceof Error ? error.message : String(error)}).`,
    next: 'Check that the folder is writable for this user and that its disk has room, then start again. The record is kept.',
  } as const
}
