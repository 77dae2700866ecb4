import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refused } from '../release/refusal.ts'

interface LockOptions {
  /** What the lock is for, in the words of a message: `the mirror of https://…`. */
  readonly what: string
  /** Called once, when somebody else has the lock: who, as far as is known. */
  readonly onWait?: (holder: string) => void
  /** In milliseconds; half an hour where nothing is said, as a first clone may take long. */
  readonly patience?: number
  readonly signal?: AbortSignal
}

const HALF_AN_HOUR = 30 * 60 * 1000
const BUSY = 5

/**
 * Does some work while no other process that asks for the same lock does any.
 *
 * The lock is one of the operating system's on the file, taken through SQLite, which is part of Node and knows how
 * to on every system. It goes when its process does, however that ends, so there is nothing stale to judge: a file
 * made with O_EXCL would need a guess whether its process still lives, and a second lock against two guessing at a
 * time. The file stays empty. Several machines on one network file system are only as safe as its locks are.
 *
 * @throws {Refused} when it is not free in time, or the folder cannot be written
 */
export async function withLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const lock = await acquire(file, options)
  try {
    return await work()
  } finally {
    rmSync(getHolderFile(file), { force: true })
    lock.close()
  }
}

async function acquire(file: string, options: LockOptions): Promise<DatabaseSync> {
  const deadline = performance.now() + (options.patience ?? HALF_AN_HOUR)
  for (let tries = 0; ; tries += 1) {
    options.signal?.throwIfAborted()
    const lock = tryLock(file)
    if (lock) return lock
    if (performance.now() > deadline) throw new Refused(refuseNotFree(file, options.what))
    if (tries === 0) options.onWait?.(readHolder(file))
    await sleep(50 + Math.random() * 50, undefined, { signal: options.signal })
  }
}

function tryLock(file: string): DatabaseSync | null {
  const database = openDatabase(file)
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
  recordHolder(file)
  return database
}

function openDatabase(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    throw new Refused({
      kind: 'usage',
      what: `The lock file ${file} cannot be opened (${error instanceof Error ? error.message : String(error)}).`,
      next: 'Make its folder writable for you, and check that its disk has room.',
    })
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

/** For the message of those who wait, and for nothing else: that it cannot be written is no reason not to work. */
function recordHolder(file: string): void {
  try {
    writeFileSync(getHolderFile(file), `process ${process.pid} on ${hostname()}\n`)
  } catch {}
}

function readHolder(file: string): string {
  try {
    return readFileSync(getHolderFile(file), 'utf8').trim() || 'another process'
  } catch {
    return 'another process'
  }
}

function getHolderFile(file: string): string {
  return `${file}.holder`
}

function refuseNotFree(file: string, what: string) {
  return {
    kind: 'repository',
    what: `Another process (${readHolder(file)}) has been working on ${what} for too long.`,
    next: 'Check whether that process still runs, end it if it hangs, and run the same command again.',
  } as const
}
