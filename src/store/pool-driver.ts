import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'

/** What a pool's clients are made with, so that `begin` need not be answered before what follows is sent. */
export const UNWAITING = { pipeline: true } as const

/**
 * How Kysely reaches the database, with a way to the database and back less for each transaction than by its own
 * driver: `begin` goes along with the first statement. Clients have to be `UNWAITING`.
 *
 * @param keepsReady whether rows are inserted by statements that the connection keeps ready
 */
export function dialectOf(pool: Pool, { keepsReady }: { readonly keepsReady: boolean }): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOf(pool, keepsReady ? new Map() : null),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class Connection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #names: Map<string, string> | null
  /** `begin`, sent and not answered. */
  #begun: Promise<unknown> | null = null
  #isOfNoUse = false

  constructor(client: PoolClient, names: Map<string, string> | null) {
    this.#client = client
    this.#names = names
  }

  begin(): void {
    this.#begun = this.#client.query('begin')
    // Where it fails, what follows it fails too: that is told then.
    this.#begun.catch(() => {})
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery) {
    const name = this.#names && nameFor(sql, this.#names)
    const answered = this.#client.query<R & object>({
      text: sql,
      values: [...parameters],
      ...(name === null ? {} : { name }),
    })
    const [{ rows, rowCount }] = await Promise.all([answered, this.#begun])
    this.#begun = null
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  /** @throws {Error} when a statement had failed: PostgreSQL answers with another word then, and no error */
  async commit(): Promise<void> {
    const [{ command }] = await Promise.all([this.#client.query('commit'), this.#begun])
    if (command !== 'COMMIT') throw new Error('The transaction was undone, as a statement of it had failed.')
  }

  async rollback(): Promise<void> {
    try {
      await this.#client.query('rollback')
    } catch (error) {
      this.#isOfNoUse = true
      throw error
    }
  }

  release(): void {
    this.#client.release(this.#isOfNoUse)
  }

  streamQuery(): never {
    throw new Error('Nothing is read row by row here.')
  }
}

function driverOf(pool: Pool, names: Map<string, string> | null): Driver {
  return {
    init: async () => {},
    acquireConnection: async () => new Connection(await pool.connect(), names),
    beginTransaction: async (connection) => ours(connection).begin(),
    commitTransaction: (connection) => ours(connection).commit(),
    rollbackTransaction: (connection) => ours(connection).rollback(),
    releaseConnection: async (connection) => ours(connection).release(),
    destroy: () => pool.end(),
  }
}

function ours(connection: DatabaseConnection): Connection {
  if (connection instanceof Connection) return connection
  throw new Error('A connection of another driver came back.')
}

/** How many statements a connection keeps ready. */
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
