import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type Transaction,
} from 'kysely'
import type { Pool, PoolClient, QueryConfig } from 'pg'
import type { Tables } from './tables.ts'

/** What a pool's clients are made with, so that a statement need not be answered before the next is sent. */
export const UNWAITING = { pipeline: true } as const

const unwaited = new WeakSet<object>()

/**
 * Has a statement sent along with the next, or with the commit, which fail when it does. Its rows come into the array
 * of its result, which is empty at first: they are there when something later was waited for, the commit at the latest.
 */
export function sendWithoutWaiting<R>(query: CompiledQuery<R>): CompiledQuery<R> {
  unwaited.add(query)
  return query
}

/** Sends a statement without waiting for it (`sendWithoutWaiting`). @returns its rows, as they come */
export async function sendQuery<R>(
  trx: Transaction<Tables>,
  statement: Compilable<R>,
): Promise<readonly R[]> {
  const { rows } = await trx.executeQuery(sendWithoutWaiting(statement.compile()))
  return rows
}

/** How long an answer may take before its connection is given up; null: as long as it likes. */
export interface Patience {
  milliseconds: number | null
}

/**
 * How Kysely reaches the database, with fewer ways to it and back for each transaction than by its own driver:
 * `begin` goes along with the first statement, and rows are inserted by statements that the connection keeps ready.
 * Clients have to be `UNWAITING`.
 */
export function createDialect(pool: Pool, patience: Patience = { milliseconds: null }): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(pool, patience),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class Connection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #names: Map<string, string>
  /** What was sent and not waited for. */
  #unanswered: Promise<unknown>[] = []
  /** Names of statements among them: sent once more, one would be made ready twice. */
  readonly #underWay = new Set<string>()
  #isOfNoUse = false
  readonly #patience: Patience

  constructor(client: PoolClient, { names, patience }: DriverState) {
    this.#client = client
    this.#names = names
    this.#patience = patience
  }

  begin(): void {
    this.#leave(this.#client.query(this.#limit({ text: 'begin' })))
  }

  /** A connection whose other end is gone without a word would be waited for a quarter of an hour. */
  #limit<T extends QueryConfig>(query: T): T {
    const { milliseconds } = this.#patience
    return milliseconds === null ? query : { ...query, query_timeout: milliseconds }
  }

  /** What follows it fails with it. */
  #leave(answer: Promise<unknown>): void {
    answer.catch(() => {})
    this.#unanswered.push(answer)
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query
    const name = nameStatement(sql, this.#names)
    const answered = this.#client.query<R & object>(
      this.#limit({
        text: sql,
        values: [...parameters],
        ...(name === null || this.#underWay.has(name) ? {} : { name }),
      }),
    )
    if (unwaited.has(query)) {
      const rows: R[] = []
      this.#leave(answered.then((told) => rows.push(...told.rows)))
      if (name !== null) this.#underWay.add(name)
      return { rows }
    }
    const { rows, rowCount } = await this.#with(answered)
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  /** Waits for an answer, and for all that came before it: what failed first says why the others did. */
  async #with<T>(answer: Promise<T>): Promise<T> {
    this.#leave(answer)
    const all = this.#unanswered
    this.#unanswered = []
    for (const one of all) await one
    this.#underWay.clear()
    return answer
  }

  /** @throws {Error} when a statement had failed: PostgreSQL answers with another word then, and no error */
  async commit(): Promise<void> {
    const { command } = await this.#with(this.#client.query(this.#limit({ text: 'commit' })))
    if (command !== 'COMMIT') throw new Error('The transaction was undone, as a statement of it had failed.')
  }

  async rollback(): Promise<void> {
    try {
      await this.#client.query(this.#limit({ text: 'rollback' }))
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

/** What all connections of a driver share. */
interface DriverState {
  readonly names: Map<string, string>
  readonly patience: Patience
}

function createDriver(pool: Pool, patience: Patience): Driver {
  const state: DriverState = { names: new Map(), patience }
  return {
    init: async () => {},
    acquireConnection: async () => new Connection(await pool.connect(), state),
    beginTransaction: async (connection) => toOwnConnection(connection).begin(),
    commitTransaction: (connection) => toOwnConnection(connection).commit(),
    rollbackTransaction: (connection) => toOwnConnection(connection).rollback(),
    releaseConnection: async (connection) => toOwnConnection(connection).release(),
    destroy: () => pool.end(),
  }
}

function toOwnConnection(connection: DatabaseConnection): Connection {
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
function nameStatement(sql: string, names: Map<string, string>): string | null {
  if (!/^\s*(?:insert into work|with ins as)\s/i.test(sql)) return null
  if (!names.has(sql) && names.size < MOST_READY) names.set(sql, `ready_${names.size + 1}`)
  return names.get(sql) ?? null
}
