import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { PassThrough, pipeline } from 'node:stream'
import type { Child } from './child.ts'
import type { LauncherLine } from './launcher-messages.ts'

/** A process that somebody else started for us. Its lines are connected when they come. */
export class LaunchedChild extends EventEmitter implements Child {
  readonly stdin = new PassThrough()
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()
  exitCode: number | null = null
  readonly #kill: () => boolean
  #isOver = false
  /** How much of what it says has not been read to the end. */
  #unread = 2

  constructor(kill: () => boolean) {
    super()
    this.#kill = kill
    // Whoever talks to a process that is gone learns it from the exit code.
    for (const stream of [this.stdin, this.stdout, this.stderr]) stream.on('error', () => undefined)
    for (const stream of [this.stdout, this.stderr]) {
      stream.once('close', () => {
        this.#unread -= 1
        this.#closeWhenAllIsRead()
      })
    }
  }

  kill(): boolean {
    return !this.#isOver && this.#kill()
  }

  connects(line: LauncherLine, socket: Socket): void {
    if (this[line].destroyed) return void socket.destroy()
    if (line === 'stdin') return void pipeline(this.stdin, socket, () => undefined)
    // Half an answer is none. That nobody wants the rest is another thing.
    socket.once('error', (error) => this[line].destroyed || this.fails(error))
    pipeline(socket, this[line], () => undefined)
  }

  /** It ran, and is over. */
  ends(code: number | null): void {
    if (this.#isOver) return
    this.exitCode = code
    this.#isOver = true
    // As Node does it: nobody waits for what nobody reads.
    for (const stream of [this.stdout, this.stderr]) if (stream.readableFlowing === null) stream.resume()
    this.#closeWhenAllIsRead()
  }

  /** It never ran, or nobody knows what becomes of it. */
  fails(error: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.emit('error', error)
    for (const stream of [this.stdin, this.stdout, this.stderr]) stream.destroy()
  }

  #closeWhenAllIsRead(): void {
    if (!this.#isOver || this.#unread > 0) return
    this.stdin.destroy()
    this.emit('close', this.exitCode)
  }
}
