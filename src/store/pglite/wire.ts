import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'

/** PGlite's thread, as a server that one may connect to. */
export interface DatabaseThread {
  /** A connection to it; the session behind it is the same for all. */
  connect(): Duplex
  /** Resolves when it ended without being asked to: nobody has an answer from then on. */
  readonly died: Promise<Error>
  /** Closes the database, and waits until the thread has ended. */
  close(): Promise<void>
}

/** Hands bytes over to the thread; what comes back is its answer, all of it. `null` ends it, and has none. */
type Ask = (bytes: Uint8Array<ArrayBuffer> | null) => Promise<Uint8Array>

/** How long the database may take to close, in milliseconds. What it has answered for is on the disk before that. */
const CLOSING = 10_000

/**
 * Starts the thread, and waits until its database is open.
 *
 * @throws {Error} when it cannot be opened
 */
export async function startThread(folder: string): Promise<DatabaseThread> {
  const worker = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData: { folder } })
  const ended = once(worker, 'exit')
  // Who only waits for the end hears of no fault: it is told to those who asked for something.
  ended.catch(() => {})
  const died = new Promise<Error>((resolve) => {
    worker
      .once('error', (reason) => resolve(createStoppedError(reason)))
      .once('exit', () => resolve(createStoppedError(null)))
  })
  await Promise.race([once(worker, 'message'), died.then((reason) => Promise.reject(reason))])
  // A thread that nobody waits for does not keep the process.
  worker.unref()
  const ask = createAsk(worker)
  return {
    connect: () => new Wire(ask),
    died,
    async close() {
      ask(null).catch(() => {})
      const late = setTimeout(() => void worker.terminate(), CLOSING)
      await ended.finally(() => clearTimeout(late))
    },
  }
}

function createStoppedError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The database in the data folder has stopped.')
}

/** The thread answers in order. */
function createAsk(worker: Worker): Ask {
  const asked: PromiseWithResolvers<Uint8Array>[] = []
  let broken: Error | null = null
  const fail = (reason: unknown) => {
    broken ??= createStoppedError(reason)
    for (const one of asked.splice(0)) one.reject(broken)
  }
  worker.on('error', fail).on('exit', fail)
  worker.on('message', (answer: Uint8Array) => {
    if (asked.length === 1) worker.unref()
    asked.shift()?.resolve(answer)
  })
  return (bytes) => {
    if (broken) return Promise.reject(broken)
    const one = Promise.withResolvers<Uint8Array>()
    asked.push(one)
    worker.ref()
    worker.postMessage(bytes, bytes === null ? [] : [bytes.buffer])
    return one.promise
  }
}

/** As much of a socket as the driver uses. What is written does not wait for the answer to what was written before. */
class Wire extends Duplex {
  readonly #ask: Ask
  /** What is said in one go crosses over as one piece: that costs as much as a statement. */
  #unsent: Buffer[] = []

  constructor(ask: Ask) {
    super()
    this.#ask = ask
  }

  connect(): void {
    process.nextTick(() => this.emit('connect'))
  }

  setNoDelay(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {
    // What there is was pushed when it came.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#say([bytes])
    done()
  }

  override _writev(all: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.#say(all.map(({ chunk }) => chunk))
    done()
  }

  #say(chunks: readonly Buffer[]): void {
    if (this.#unsent.length === 0) process.nextTick(() => this.#send())
    this.#unsent.push(...chunks)
  }

  /** In memory of its own, which is handed over; a part of a larger piece would be copied with all of that. */
  #send(): void {
    const chunks = this.#unsent
    this.#unsent = []
    const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0))
    let at = 0
    for (const chunk of chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    this.#ask(bytes).then(
      (answer) => this.push(answer),
      (error) => this.destroy(error),
    )
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }
}
