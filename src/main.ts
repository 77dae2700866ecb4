import { homedir } from 'node:os'
import { join } from 'node:path'
import { runCli } from './cli/run.ts'

/** Starts the program. The only file that reads the process's arguments, environment and clock. */
export async function main(): Promise<void> {
  const { argv, env, stdout, stderr } = process
  // Whoever reads only the first lines (`| head`) closes the pipe: that is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.exitCode = await runCli({
    argv: argv.slice(2),
    env,
    stdout,
    stderr,
    isTTY: { stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    columns: stdout.columns ?? null,
    engine: async () => {
      const { localEngine } = await import('./local/engine.ts')
      return localEngine({ cacheDir: cacheDir(env) })
    },
    now: Date.now,
  })
}

/** Where mirrors and computed things are kept (XDG Base Directory Specification). */
function cacheDir(env: NodeJS.ProcessEnv): string {
  const own = env['RELEASE_CAPTAIN_CACHE']
  if (own) return own
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'release-captain')
}
