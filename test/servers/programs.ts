import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Whether a program is there. In CI every one has to be, so that no test skips itself (TESTING.md). */
export function hasProgram(...names: readonly string[]): boolean {
  if (process.env['CI'] === 'true') return true
  return names.every((name) => spawnSync('sh', ['-c', 'command -v "$0"', name]).status === 0)
}

export interface RunningServer {
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
}

export interface ServerProgram {
  readonly program: string
  /** The arguments, for a port of 127.0.0.1 and a folder of its own. */
  readonly args: (at: { readonly port: number; readonly folder: string }) => Promise<readonly string[]>
  /** Answers with 2xx once it is ready. */
  readonly ready: string
}

/** Starts a real server in a folder of its own, and answers once it is ready. */
export async function startServer({ program, args, ready }: ServerProgram): Promise<RunningServer> {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), `captain-${program}-`))]
  const child = spawn(program, await args({ port, folder }), {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)))
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) break
    const answer = await fetch(`${url}${ready}`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return { url, folder, stop }
    await pause(50)
  }
  await stop()
  throw new Error(`${program} did not start:\n${said.join('')}`)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exit
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
