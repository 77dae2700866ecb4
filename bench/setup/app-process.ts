import { fork } from 'node:child_process'
import { once } from 'node:events'
import { enableCompileCache } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { AppOptions } from '../../src/app/open-app.ts'

/** What a process of its own starts the App with: all that can be sent to it. */
export type Sendable = Omit<AppOptions, 'now' | 'logs' | 'pace'>

/** How a start went, and how the program is when nothing happens. */
export interface Started {
  /** From the start of the process until /readyz says yes, in seconds. */
  readonly ready: number
  /** Resident, ten seconds after the first round of the reconciler began, in MB. */
  readonly idle: number
}

/** Long enough for the first round to end, and for garbage to go. */
const IDLE_MS = 10_000

/** Starts the App as a process of its own, as `npm start` does, leaves it alone for a while, and ends it. */
export async function startAndIdle(options: Sendable): Promise<Started> {
  const begun = performance.now()
  const child = fork(import.meta.filename, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  try {
    child.send(options)
    const [url] = await once(child, 'message')
    while (!(await fetch(`${url}/readyz`)).ok) await pause(5)
    const ready = (performance.now() - begun) / 1000
    await pause(IDLE_MS)
    child.send('memory')
    const [rss] = await once(child, 'message')
    return { ready, idle: Number(rss) / 1e6 }
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

async function serve(options: Sendable): Promise<void> {
  // As the program's own start has them (bin/release-captain.js, src/main.ts).
  enableCompileCache()
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--liftoff-only')
  const { startApp } = await import('../../src/app/open-app.ts')
  const app = await startApp({
    ...options,
    now: () => Math.floor(Date.now() / 1000),
    logs: process.stdout,
  })
  process.on('message', () => process.send?.(process.memoryUsage().rss))
  process.send?.(app.url)
}

if (process.send && process.argv[1] === import.meta.filename) {
  process.on('disconnect', () => process.exit())
  process.once('message', (options: Sendable) => void serve(options))
}
