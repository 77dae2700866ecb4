import { writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { renderUncaughtError, runCli } from './cli/run.ts'

/** Starts the program. The only file that reads the process's arguments, environment and clock. */
export async function main(): Promise<void> {
  // Else V8 lets garbage pile up before it looks: 307 MiB for a plan of 1,793 changes, which takes as long with 180 MiB.
  setFlagsFromString('--semi-space-growth-factor=1')
  const { argv, env, stdout, stderr } = process
  // Whoever reads only the first lines (`2>&1 | head`) closes the pipe: that is no error.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  watchUncaught()
  const ending = watchEnding()
  process.exitCode = await runCli({
    argv: argv.slice(2),
    env,
    stdout,
    stderr,
    isTTY: { stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    columns: stdout.columns ?? null,
    engine: async () => {
      const { createLocalEngine: localEngine } = await import('./planner/local-engine.ts')
      const { openFactsLookup } = await import('./app/look-up-facts.ts')
      const cacheDir = getCacheDir(env)
      return localEngine({ cacheDir, lookUp: await openFactsLookup({ env, cacheDir, now: Date.now }) })
    },
    program: async () => {
      // The database is WebAssembly: it takes 100 MB less without the code that V8 makes of it for speed.
      setFlagsFromString('--liftoff-only')
      const { createProgram: programOf } = await import('./app/program.ts')
      return programOf({
        env,
        folder: process.cwd(),
        now: Date.now,
        stdout,
        stderr,
        ending: ending.asked,
        die: () => process.exit(1),
      })
    },
    now: Date.now,
  })
}

/** What nothing hears (a rejected promise too) ends the process, but not without a line that says what to do. */
function watchUncaught(): void {
  process.on('uncaughtException', (error) => {
    writeSync(process.stderr.fd, renderUncaughtError(error, process.argv))
    process.exit(1)
  })
}

/**
 * What happens when we are told to end: at once, unless a program runs that has to put its things away first. Told a
 * second time, it ends at once too.
 */
function watchEnding(): { asked(): Promise<void> } {
  let ask: (() => void) | null = null
  for (const signal of ENDING) {
    process.on(signal, () => {
      if (ask === null) return endBySignal(signal)
      ask()
      ask = null
    })
  }
  return {
    asked: () =>
      new Promise((resolve) => {
        ask = resolve
      }),
  }
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends by a signal, as whoever sent it expects, after those who listen to `exit` have tidied up: by default a signal
 * ends us at once, and what we started would go on.
 */
function endBySignal(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal)
  process.once('exit', () => process.kill(process.pid, signal))
  process.exit()
}

/** Where mirrors and computed things are kept (XDG Base Directory Specification). */
function getCacheDir(env: NodeJS.ProcessEnv): string {
  const own = env['RELEASE_CAPTAIN_CACHE']
  if (own) return own
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'release-captain')
}
