import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../bin/release-captain.js', import.meta.url))

const FOUND = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }

/** Starts the program as `npm start` does, and waits for the line that says where to look. */
async function start(env: Readonly<Record<string, string>> = {}, port = 0) {
  const child = spawn(process.execPath, [program, 'start', '--port', String(port)], {
    env: { ...FOUND, HOME: '/nonexistent', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  const ended = once(child, 'exit')
  const url = await new Promise<string | null>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said.out)
      if (found) resolve(found[0])
    })
    child.once('exit', () => resolve(null))
  })
  return { child, ended, said, url }
}

describe('npm start, where nobody has credentials', () => {
  it('opens the page of the sandbox, and puts all away when it is told to end', async () => {
    const { child, ended, said, url } = await start()
    expect(url, said.err).not.toBeNull()
    const page = await fetch(url ?? '')
    expect(await page.text()).toContain('Release Captain')
    expect(said.out).toContain('in a sandbox')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(said.err).toBe('')
  })

  it('says that its port is taken, and ends', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { ended, said, url } = await start({}, port)
    expect([url, (await ended)[1]]).toEqual([null, null])
    expect(said.err).toContain(`Can't open the page at port ${port} (EADDRINUSE).`)
    server.close()
  })

  it('ends as one that failed, and says why, when the database of its record dies', async () => {
    const killsIt = "process.on('worker',(thread)=>process.on('SIGUSR2',()=>thread.terminate()))"
    const { child, ended, said, url } = await start({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(killsIt)}`,
    })
    expect(url, said.err).not.toBeNull()
    child.kill('SIGUSR2')
    expect(await ended).toEqual([1, null])
    expect(said.err).toContain('Start it again: the record is kept')
  })

  it('tells every mistake of half-made settings at once, and starts nothing', async () => {
    const { ended, said, url } = await start({ APP_ID: 'seventeen', WEBHOOK_SECRET: 'development' })
    expect(url).toBeNull()
    expect(await ended).not.toEqual([0, null])
    for (const name of ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']) expect(said.err).toContain(name)
  })
})
