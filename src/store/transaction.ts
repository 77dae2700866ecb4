import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely, Transaction } from 'kysely'
import type { Topic } from './jobs/topic.ts'
import type { Tables } from './tables.ts'

/** Somebody has to look at a lane, now or at a time: the job that goes to the queue. */
export interface Wake {
  readonly topic: Topic
  readonly lane: string
  /** In seconds since 1970; null means at once. */
  readonly at: number | null
}

/**
 * An open transaction, the one way to the tables and to the queue. There is no other on purpose: a statement beside
 * an open transaction waits for ever on PGlite, which has one connection, and a job beside it may start before its
 * work is there.
 */
export interface Unit {
  readonly sql: Transaction<Tables>
  /** Puts jobs into the queue; they are seen when the transaction commits. */
  wake(wakes: readonly Wake[]): Promise<void>
}

/** Runs some work in a transaction of its own: committed when it returns, undone when it throws. */
export type Transact = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>

/** Transactions, and a guard for what waits for one of others. */
export interface Transactions {
  readonly transact: Transact
  /** @throws {Error} inside a transaction, where waiting for another would be for ever on PGlite */
  refuseInside(): void
}

/** @param wakeIn puts jobs into the queue, as a part of the given transaction */
export function createTransactions(
  db: Kysely<Tables>,
  wakeIn: (trx: Transaction<Tables>, wakes: readonly Wake[]) => Promise<void>,
): Transactions {
  const inside = new AsyncLocalStorage<true>()
  const refuseInside = () => {
    if (!inside.getStore()) return
    throw new Error('A transaction was asked for inside of another: hand the open one on instead.')
  }
  const transact: Transact = async (work) => {
    refuseInside()
    return db
      .transaction()
      .execute((trx) => inside.run(true, () => work({ sql: trx, wake: (wakes) => wakeIn(trx, wakes) })))
  }
  return { transact, refuseInside }
}
