import type { Health, OpenDatabase } from './database.ts'
import { openIntake, type StoreDelivery } from './inbox/intake.ts'
import { forgetDeliveries, type RetentionStep } from './inbox/retention.ts'
import { type Jobs, type OnFailure, openJobs } from './jobs/queue.ts'
import { migrateSchema } from './migrations/migrate.ts'
import { openFolder } from './pglite/data-folder.ts'
import { openServer } from './postgres/server.ts'
import { describePromise, type StoreLocation } from './store-location.ts'
import { createTransactions, type Transact } from './transaction.ts'

/** The record, open: events, releases, and the work that follows from them. */
export interface Store {
  /** What it promises where it is kept, to be shown at the start. */
  readonly promise: string
  readonly schemaVersion: number
  readonly transact: Transact
  /** The inbox's door; never to be called inside a transaction. */
  readonly storeDelivery: StoreDelivery
  /** For workers: calls for each lane that has to be looked at. */
  readonly listen: Jobs['listen']
  /** Forgets deliveries of long ago and makes their room free again. @returns how many rows were touched */
  prune(until: RetentionStep): Promise<number>
  health(): Promise<Health>
  /** Resolves when nothing can be recorded any more before this program starts again; what is recorded is safe. */
  readonly lost: Promise<Error>
  close(): Promise<void>
}

/**
 * Opens the record, and brings its tables up to this program. Close it after everything that uses it has stopped.
 *
 * @throws {Refused} when another process has the folder, the server does not answer, the disk is full, or a newer
 * program has left tables that this one cannot read
 */
export async function openStore(place: StoreLocation, onFailure: OnFailure): Promise<Store> {
  const database = await openDatabase(place, onFailure)
  try {
    const schemaVersion = await migrateSchema(database.db)
    await database.afterMigration()
    const jobs = await openJobs(database.queue, onFailure)
    const open = createTransactions(database.db, jobs.enqueueWakes)
    const closeBoth = async () => {
      await jobs.close()
      await database.close()
    }
    let closing: Promise<void> | null = null
    return {
      promise: describePromise(place),
      schemaVersion,
      transact: open.transact,
      storeDelivery: openIntake(open),
      listen: jobs.listen,
      async prune(until) {
        const forgotten = await forgetDeliveries(open.transact, until)
        await database.reclaim()
        return forgotten
      },
      health: database.health,
      lost: database.lost,
      close() {
        closing ??= closeBoth()
        return closing
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function openDatabase(place: StoreLocation, onFailure: OnFailure): Promise<OpenDatabase> {
  switch (place.kind) {
    case 'folder':
      return openFolder(place.path, onFailure)
    case 'server':
      return openServer(place.url, onFailure)
  }
}
