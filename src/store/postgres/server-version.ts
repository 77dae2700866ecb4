import { Client } from 'pg'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import { refuseUnreachable } from './server.ts'

const ROWS = z.tuple([z.object({ server_version: z.string() })])

/**
 * What a PostgreSQL server says that it is: `17.2`. Nothing is made on it.
 *
 * @throws {Refused} when it does not answer, or does not let us in
 */
export async function readServerVersion(url: string): Promise<string> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'release-captain doctor',
  })
  // A connection that breaks says so twice; the call that waits for it says it to us.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query('show server_version')
    const [{ server_version }] = ROWS.parse(rows)
    return server_version
  } catch (error) {
    throw new Refused(refuseUnreachable(error))
  } finally {
    await client.end().catch(() => undefined)
  }
}
