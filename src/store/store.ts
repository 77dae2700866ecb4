import type { Health, OpenDatabase } from './database.ts'
import { openFolder } from './folder.ts'
import { type Forgetting, forgetDeliveries } from './forgetting.ts'
import { openIntake, type StoreDelivery } from './intake.ts'
import { type Jobs, type OnTrouble, openJobs } from './jobs.ts'
import { migrate } from './migrate.ts'
import { type Place, promiseOf } from './place.ts'
import { openServer } from './server.ts'
import { type Transact, transactions } from './transaction.ts'

/** The record, open: events, releases, and the work that follows from them. */
export interface Store {
  /** What it promises where it is kept, to be shown at the start. */
  readonly promise: string
  readonly schemaVersion: number
  readonly transact: Transact
  /** The inbox's door; never to be called inside a transaction. */
  readonly storeDelivery: StoreDelivery
  /** For workers: calls for each lane that has to be looked at. */
  readonly hear: Jobs['hear']
  /** Forgets deliveries of long ago and makes their room free again. @returns how many rows were touched */
  forget(until: Forgetting): Promise<number>
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
export async function openStore(place: Place, onTrouble: OnTrouble): Promise<Store> {
  const database = await openDatabase(place, onTrouble)
  try {
    const schemaVersion = await migrate(database.db)
    await database.afterMigration()
    const jobs = await openJobs(database.queue, onTrouble)
    const open = transactions(database.db, jobs.wakeIn)
    const closeBoth = async () => {
      await jobs.close()
      await database.close()
    }
    let closing: Promise<void> | null = null
    return {
      promise: promiseOf(place),
      schemaVersion,
      transact: open.transact,
      storeDelivery: openIntake(open),
      hear: jobs.hear,
      async forget(until) {
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

function openDatabase(place: Place, onTrouble: OnTrouble): Promise<OpenDatabase> {
  switch (place.kind) {
    case 'folder':
      return openFolder(place.path, onTrouble)
    case 'server':
      return openServer(place.url, onTrouble)
  }
}
