import type { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

/** What to run. Arguments are an array, never a shell's text. */
export interface ProcessCall {
  readonly program: string
  readonly args: readonly string[]
  /** All of it: nothing of ours is passed on besides. */
  readonly env: Readonly<NodeJS.ProcessEnv>
}

/**
 * A process that is talked to, as Node has it (`ChildProcess`), wherever it was started: `error` when it could not be,
 * `close` with its exit code (null after a signal) when it is over and all that it said was read.
 */
export interface Child extends EventEmitter {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Null as long as it runs, and where a signal ended it. */
  readonly exitCode: number | null
  kill(): boolean
}
