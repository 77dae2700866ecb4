import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { type LauncherMessage, type LauncherRequest, LINES } from './launcher-messages.ts'

/**
 * A small process that starts others for a large one (`elsewhere.ts`) and connects them to it; what they say does not
 * pass through here. It ends with the large one, however that ends, and ends what it started.
 */
const running = new Map<number, ChildProcess | 'begins' | 'is not wanted'>()
/** Where we are to connect them. */
const [, , path = ''] = process.argv

// In a terminal Ctrl-C reaches everybody. Whoever we work for may want to end in order, and needs us for that.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

process.on('disconnect', () => {
  for (const child of running.values()) if (typeof child === 'object') child.kill()
  rmSync(dirname(path), { recursive: true, force: true })
  process.exit(0)
})

process.on('message', (asked: LauncherRequest) => {
  if (asked.kind === 'kill') kill(asked.id)
  else void start(asked)
})

handleMessage({ kind: 'ready' })

async function start({ id, call }: Extract<LauncherRequest, { kind: 'start' }>): Promise<void> {
  const lines: Socket[] = []
  running.set(id, 'begins')
  try {
    for (const line of LINES) lines.push(await connectTo(`${id} ${line}\n`))
    begin(id, spawn(call.program, [...call.args], { env: { ...call.env }, stdio: lines }))
  } catch (error) {
    reportFailure(id, error)
  } finally {
    // The other process has them now.
    for (const line of lines) line.destroy()
  }
}

/** Never read from here: what comes is for the process that gets the line. */
async function connectTo(name: string): Promise<Socket> {
  const socket = connect(path)
  socket.pause()
  await once(socket, 'connect')
  await new Promise<void>((resolve, reject) => {
    socket.write(name, (error) => (error ? reject(error) : resolve()))
  })
  return socket
}

function begin(id: number, child: ChildProcess): void {
  if (running.get(id) === 'is not wanted') child.kill()
  running.set(id, child)
  child.once('error', (error) => reportFailure(id, error))
  child.once('exit', (code) => {
    running.delete(id)
    handleMessage({ kind: 'ended', id, code })
  })
}

function kill(id: number): void {
  const child = running.get(id)
  if (child === 'begins') running.set(id, 'is not wanted')
  else if (typeof child === 'object') child.kill()
}

function reportFailure(id: number, error: unknown): void {
  const { message } = error instanceof Error ? error : new Error(String(error))
  const code = error instanceof Error && 'code' in error ? error.code : null
  running.delete(id)
  handleMessage({ kind: 'failed', id, message, code: typeof code === 'string' ? code : null })
}

function handleMessage(told: LauncherMessage): void {
  process.send?.(told)
}
