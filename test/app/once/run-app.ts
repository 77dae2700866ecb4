import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../../src/app/app.ts'
import { appOptions, type Start } from './app-settings.ts'
import { timeIn } from './clock.ts'

/** The App at work. */
export interface AppAtWork {
  readonly url: string
  /** Ends it: of itself, or by `kill -9`, git and all. */
  readonly ends: () => Promise<void>
}

/** Starts the App. `onLine` gets what it writes to its log. */
export type RunApp = (start: Start, onLine: (line: string) => void) => Promise<AppAtWork>

/** In this process. */
export const runInside: RunApp = async (start, onLine) => {
  const now = () => Math.floor(timeIn(start.course) / 1000)
  const app = await startApp(appOptions(start, { now, logs: { write: onLine } }))
  return { url: app.url, ends: () => app.stop(5_000) }
}

/** Processes that are about to be the App: one is always getting ready. */
export interface Stable extends AsyncDisposable {
  readonly run: RunApp
}

export function openStable(): Stable {
  const compiled = mkdtempSync(join(tmpdir(), 'once-compiled-'))
  let next = freshProcess(compiled)
  const all = new Set([next])
  return {
    run: async (start, onLine) => {
      const child = next
      next = freshProcess(compiled)
      all.add(next)
      const url = await urlOf(child, start, onLine)
      return { url, ends: () => kill(child) }
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of all) await kill(child)
      rmSync(compiled, { recursive: true, force: true })
    },
  }
}

/** A leader of a group, so that the git processes that it starts die with it. */
function freshProcess(compiled: string): ChildProcess {
  const program = new URL('app-process.ts', import.meta.url)
  return fork(program, {
    detached: true,
    execArgv: ['--liftoff-only'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
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

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await gone
}
