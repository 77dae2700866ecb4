import { DatabaseSync } from 'node:sqlite'
import { Refused } from '../../release/refusal.ts'

const BUSY = 5

/**
 * Takes a lock of the operating system's on a file until it is closed or its process ends, however that ends. PGlite
 * has none of its own: two processes on one folder lose rows in silence. SQLite, which is part of Node, knows how to
 * take one on every system. A network file system is only as safe as its locks are.
 *
 * @throws {Refused} when another process has it, or the file cannot be made
 */
export function lockFolder(file: string, folder: string): { close(): void } {
  try {
    const lock = new DatabaseSync(file, { timeout: 0 })
    try {
      lock.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      lock.close()
      throw error
    }
    return lock
  } catch (error) {
    throw new Refused(isBusy(error) ? refuseTakenFolder(folder) : refuseUnwritable(folder, error))
  }
}

/** SQLite keeps the kind of busy in the higher bits. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === BUSY
  )
}

function refuseTakenFolder(folder: string) {
  return {
    kind: 'usage',
    what: `Another release-captain is using the data folder ${folder}, and two on one folder would lose data.`,
    next: 'Stop the other one, or give this one its own data folder. To run several, set DATABASE_URL to a PostgreSQL server.',
  } as const
}

function refuseUnwritable(folder: string, error: unknown) {
  return {
    kind: 'usage',
    what: `The data folder ${folder} cannot be locked (${error instanceof Error ? error.message : String(error)}).`,
    next: 'Make it writable for this user, and check that its disk has room.',
  } as const
}
