import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Start } from './app-settings.ts'

/** The App at work. */
export interface AppAtWork {
  readonly url: string
  /** Ends it by `kill -9`. */
  readonly ends: () => Promise<void>
}

/** Starts the App, in a process of its own. `onLine` gets what it writes to its log. */
export type RunApp = (start: Start, onLine: (line: string) => void) => Promise<AppAtWork>

/** Processes that are about to be the App: one is always getting ready. */
export interface Stable extends AsyncDisposable {
  readonly run: RunApp
}

/** @param kill `git and all` as a container ends, or the `process alone`, so that what it started lives on for a while */
export function openStable(how: 'git and all' | 'process alone' = 'git and all'): Stable {
  let next = freshProcess()
  const all = new Set([next])
  return {
    run: async (start, onLine) => {
      const child = next
      next = freshProcess()
      all.add(next)
      const url = await urlOf(child, start, onLine)
      return { url, ends: () => kill(child, how) }
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of all) await kill(child, 'git and all')
    },
  }
}

/** What Node made of the program is good for every process to come. */
const COMPILED = join(tmpdir(), `release-captain-compiled-${process.getuid?.() ?? 0}`)

/** A leader of a group, so that the git processes that it starts die with it. */
function freshProcess(): ChildProcess {
  const program = new URL('app-process.ts', import.meta.url)
  return fork(program, {
    detached: true,
    execArgv: ['--liftoff-only'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

async function urlOf(child: ChildProcess, start: Start, onLine: (line: string) => void): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.on('message', (message: { readonly url?: string; readonly line?: string }) => {
    if (message.line !== undefined) onLine(message.line)
    if (message.url !== undefined) resolve(message.url)
  })
  child.once('exit', () => reject(new Error('The App ended before it listened.')))
  child.send(start)
  return promise
}

async function kill(child: ChildProcess, how: 'git and all' | 'process alone'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  process.kill(how === 'git and all' ? -child.pid : child.pid, 'SIGKILL')
  await gone
}
