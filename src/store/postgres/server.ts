import { Kysely, sql } from 'kysely'
import { Pool } from 'pg'
import { Refused } from '../../release/refusal.ts'
import { type OpenDatabase, TYPES } from '../database.ts'
import type { OnFailure } from '../jobs/queue.ts'
import { createDialect, type Patience, UNWAITING } from '../pool-driver.ts'
import type { Tables } from '../tables.ts'

/** Connections for our own statements and for the queue's; a replica takes both, and one more to listen. */
const OURS = 6
const QUEUES = 3

/**
 * A server that was cut off doesn't say so, and TCP sends again for a quarter of an hour: an answer that takes longer than
 * this, in milliseconds, is none. `?query_timeout=…` in the URL says otherwise.
 */
const PATIENCE_MS = 60_000
/** Milliseconds until an idle connection is asked whether it is still there. */
const KEEP_ALIVE_MS = 10_000
const STAYS_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS } as const

/**
 * Connects to a PostgreSQL server.
 *
 * @throws {Refused} when it does not answer, or does not let us in
 */
export async function openServer(url: string, onFailure: OnFailure): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: OURS,
    connectionTimeoutMillis: 10_000,
    ...STAYS_ALIVE,
    application_name: 'release-captain',
    ...UNWAITING,
    types: TYPES,
  })
  // The pool makes a new one. Both places: a connection in use tells nobody but itself, and without a listener that
  // would end the process.
  const reportBroken = (error: unknown) => onFailure('A connection to the database broke.', error)
  pool.on('error', reportBroken)
  pool.on('connect', (client) => client.on('error', reportBroken))
  const patience: Patience = { milliseconds: null }
  const isPatienceGiven = new URL(url).searchParams.has('query_timeout')
  const db = new Kysely<Tables>({ dialect: createDialect(pool, patience) })
  const ask = () => sql`select 1`.execute(db)
  await ask().catch(async (error: unknown) => {
    await db.destroy()
    throw new Refused(refuseUnreachable(error))
  })
  return {
    db,
    queue: {
      connectionString: url,
      max: QUEUES,
      application_name: 'release-captain jobs',
      ...STAYS_ALIVE,
      ...(isPatienceGiven ? {} : { query_timeout: PATIENCE_MS }),
    },
    // A migration takes as long as the record is large.
    afterMigration: async () => {
      if (!isPatienceGiven) patience.milliseconds = PATIENCE_MS
    },
    // Autovacuum does.
    reclaim: async () => {},
    health: () =>
      ask().then(
        () => ({ kind: 'well' }),
        (error: unknown) => ({ kind: 'ill', refusal: refuseUnreachable(error) }),
      ),
    // A server may come back, and its health says whether it is there.
    lost: new Promise(() => {}),
    close: () => db.destroy(),
  }
}

/** The URL is not shown: it has the password in it. */
export function refuseUnreachable(error: unknown) {
  const said = error instanceof Error ? error.message || error.name : String(error)
  return {
    kind: 'usage',
    what: `Can't use the PostgreSQL server of DATABASE_URL (${said}).`,
    next: 'Check that the server runs, and that host, port, database, user and password in DATABASE_URL are right. `psql "$DATABASE_URL" -c "select 1"` tests the same.',
  } as const
}
