import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProcessCall } from './child.ts'
import { LaunchedChild } from './launched-child.ts'
import { type LauncherMessage, type LauncherRequest, LINES } from './launcher-messages.ts'

/** Starts processes by means of a small one. It keeps ours alive only as long as one of them runs. */
export interface ProcessLauncher {
  /** Whether it can be asked. */
  readonly lives: boolean
  start(call: ProcessCall): LaunchedChild
}

const PROGRAM = new URL('launcher.ts', import.meta.url)
/** Most of what a process costs that is started is the memory of who starts it. In MiB. */
const SMALL = ['--max-semi-space-size=1', '--max-old-space-size=64']

/** @throws {Error} where no process can be started, or no socket be made in the folder for temporary files */
export async function openProcessLauncher(): Promise<ProcessLauncher> {
  const folder = await mkdtemp(join(tmpdir(), 'release-captain-lines-'))
  const path = join(folder, 'lines')
  const server = createServer()
  try {
    server.listen(path)
    await once(server, 'listening')
    return new ForkedLauncher({ process: await forkLauncher(path), server, folder })
  } catch (error) {
    server.close()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function forkLauncher(path: string): Promise<ChildProcess> {
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const
  const process = fork(PROGRAM, [path], { execArgv: SMALL, env: {}, stdio: [...stdio] })
  const isReady = await Promise.race([
    once(process, 'message').then(() => true),
    once(process, 'exit').then(() => false),
  ])
  if (!isReady) throw new Error('The process launcher has ended.')
  return process
}

interface Parts {
  readonly process: ChildProcess
  /** Where the processes are connected to us. */
  readonly server: Server
  /** Where its socket is. */
  readonly folder: string
}

class ForkedLauncher implements ProcessLauncher {
  readonly #process: ChildProcess
  readonly #server: Server
  readonly #folder: string
  readonly #children = new Map<number, LaunchedChild>()
  /** Whose lines have not come yet: how it is over may be told before they do. */
  readonly #awaited = new Map<string, LaunchedChild>()
  #count = 0

  constructor({ process, server, folder }: Parts) {
    this.#process = process
    this.#server = server
    this.#folder = folder
    server.on('connection', (socket) => this.#connects(socket))
    process.on('message', (told: LauncherMessage) => this.#hears(told))
    process.once('disconnect', () => this.#ends())
    this.#keepsUsAlive(false)
  }

  get lives(): boolean {
    return this.#process.connected
  }

  start(call: ProcessCall): LaunchedChild {
    this.#count += 1
    const id = this.#count
    const child = new LaunchedChild(() => this.#asks({ kind: 'kill', id }))
    this.#children.set(id, child)
    for (const line of LINES) this.#awaited.set(`${id} ${line}`, child)
    this.#keepsUsAlive(true)
    this.#asks({ kind: 'start', id, call })
    return child
  }

  #asks(asked: LauncherRequest): boolean {
    return this.#process.send(asked)
  }

  #hears(told: LauncherMessage): void {
    if (told.kind === 'ready') return
    const child = this.#children.get(told.id)
    this.#children.delete(told.id)
    this.#keepsUsAlive(this.#children.size > 0)
    if (told.kind === 'ended') child?.ends(told.code)
    else {
      for (const line of LINES) this.#awaited.delete(`${told.id} ${line}`)
      child?.fails(Object.assign(new Error(told.message), told.code === null ? {} : { code: told.code }))
    }
  }

  /** What comes first on a line is which one it is. */
  #connects(socket: Socket): void {
    socket.on('error', () => undefined)
    socket.once('data', (bytes) => {
      socket.pause()
      const end = bytes.indexOf('\n')
      const name = bytes.toString('latin1', 0, end)
      const line = LINES.find((one) => name.endsWith(` ${one}`))
      const child = this.#awaited.get(name)
      this.#awaited.delete(name)
      if (end + 1 < bytes.length) socket.unshift(bytes.subarray(end + 1))
      if (line && child) child.connects(line, socket)
      else socket.destroy()
    })
  }

  #keepsUsAlive(does: boolean): void {
    for (const one of [this.#process, this.#process.channel, this.#server]) does ? one?.ref() : one?.unref()
  }

  #ends(): void {
    this.#server.close()
    // Mostly gone already; not where the other was killed.
    void rm(this.#folder, { recursive: true, force: true }).catch(() => undefined)
    for (const child of this.#children.values())
      child.fails(new Error('The process that started it has ended.'))
    this.#children.clear()
    this.#awaited.clear()
  }
}
