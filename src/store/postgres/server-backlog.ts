import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { type Backlog, readMessageBacklog } from '../jobs/backlog.ts'
import type { Tables } from '../tables.ts'

export type ServerBacklog = readonly Backlog[]

/** What waits for chats in the record on a PostgreSQL server, beside an App that may be at work on it. Nothing is made there. */
export async function readServerBacklog(url: string): Promise<ServerBacklog> {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 10_000,
    application_name: 'release-captain doctor',
  })
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`set transaction read only`.execute(trx)
      return readMessageBacklog({ sql: trx, wake: async () => undefined })
    })
  } finally {
    await db.destroy()
  }
}
