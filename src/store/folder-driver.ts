import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { ConstructorOptions } from 'pg-boss'

/** How Kysely reaches the one connection that there is. */
export function dialectOf(pool: Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOf(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** How the queue reaches it: between the transactions of others, in which it would see what may be undone. */
export function queueOf(pool: Pool): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text, values) {
      const client = await pool.connect()
      try {
        // A text of several statements has a result for each.
        const result = await client.query(text, values)
        const all = Array.isArray(result) ? result : [result]
        return { rows: all.flatMap(({ rows }) => rows) }
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    async listen(channel, onNotification, onReconnect) {
      const client = await pool.connect()
      const hear = (heard: { readonly channel: string; readonly payload?: string | undefined }) => {
        if (heard.channel === channel) onNotification(heard.payload ?? '')
      }
      client.on('notification', hear)
      await client.query(`listen ${client.escapeIdentifier(channel)}`).finally(() => client.release())
      onReconnect()
      return { close: async () => void client.off('notification', hear) }
    },
  }
}

class Connection implements DatabaseConnection {
  readonly client: PoolClient
  readonly #names: Map<string, string>

  constructor(client: PoolClient, names: Map<string, string>) {
    this.client = client
    this.#names = names
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery) {
    const name = nameFor(sql, this.#names)
    const { rows, rowCount } = await this.client.query<R & object>({
      text: sql,
      values: [...parameters],
      ...(name === null ? {} : { name }),
    })
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  streamQuery(): never {
    throw new Error('Nothing is read row by row here.')
  }
}

function driverOf(pool: Pool): Driver {
  const names = new Map<string, string>()
  const say = (connection: DatabaseConnection, sql: string) =>
    connection.executeQuery(CompiledQuery.raw(sql)).then(() => undefined)
  return {
    init: async () => {},
    acquireConnection: async () => new Connection(await pool.connect(), names),
    beginTransaction: (connection) => say(connection, 'begin'),
    commitTransaction: (connection) => say(connection, 'commit'),
    rollbackTransaction: (connection) => say(connection, 'rollback'),
    releaseConnection: async (connection) => {
      if (connection instanceof Connection) connection.client.release()
    },
    destroy: () => pool.end(),
  }
}

/** How many statements PGlite keeps ready. */
const MOST_READY = 50

/**
 * Rows are inserted in one way, whatever they are: such a statement is read and planned once, which is most of what
 * it takes. What searches is planned each time, as the best way changes with what there is.
 *
 * @returns what it is called; null for one that is not kept
 */
function nameFor(sql: string, names: Map<string, string>): string | null {
  if (!/^\s*(?:insert into work|with ins as)\s/i.test(sql)) return null
  if (!names.has(sql) && names.size < MOST_READY) names.set(sql, `ready_${names.size + 1}`)
  return names.get(sql) ?? null
}
