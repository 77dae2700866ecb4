import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { APP } from '../settings/environments.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const instructions = instructionsOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
const words = z.array(z.string())
const canMount =
  process.env['CI'] === 'true' ||
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0

interface Instruction {
  readonly name: string
  readonly text: string
}

function instructionsOf(dockerfile: string): Instruction[] {
  return dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = ''] = line.split(' ', 1)
      return { name, text: line.slice(name.length + 1).trim() }
    })
}

/** The instructions of one kind, of the image itself: what comes after its last FROM. */
function said(name: string): string[] {
  const image = instructions.slice(instructions.findLastIndex((one) => one.name === 'FROM'))
  return image.filter((one) => one.name === name).map(({ text }) => text)
}

/** The words of an instruction that is written as a list. */
function wordsOf(name: string): string[] {
  const [text = '[]'] = said(name)
  return words.parse(JSON.parse(text.slice(text.indexOf('['))))
}

const environment = Object.fromEntries(
  said('ENV').flatMap((text) => text.split(/\s+/).map((pair) => pair.split('=', 2))),
)

describe('the image', () => {
  it('is of the Node that the program needs, and runs it as somebody who is not root', () => {
    const from = instructions.filter(({ name }) => name === 'FROM').map(({ text }) => text)
    expect(from).toEqual(['node:24-slim AS packages', 'node:24-slim'])
    expect(said('USER')).toEqual(['node'])
    expect(said('STOPSIGNAL')).toEqual(['SIGTERM'])
  })

  it('has the programs that releases are made with, and packages without scripts of theirs', () => {
    for (const name of ['git', 'gnupg', 'openssh-client', 'ca-certificates'])
      expect(said('RUN').join(' ')).toContain(` ${name} `)
    const install = instructions.find(({ text }) => text.startsWith('npm '))?.text
    expect(install).toMatch(/^npm ci --omit=dev --omit=optional --ignore-scripts/)
  })

  it('is made of what .dockerignore lets in, and nothing else', () => {
    const copied = said('COPY')
      .filter((text) => !text.startsWith('--from='))
      .flatMap((text) => text.split(' ').slice(0, -1))
    const let_in = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
    expect(let_in.toSorted()).toEqual([...copied, 'package-lock.json'].toSorted())
  })

  it('has no secret in it, and none of the App’s settings', () => {
    expect(Object.keys(environment).filter((name) => /SECRET|KEY|TOKEN|APP_ID|DATABASE/.test(name))).toEqual(
      [],
    )
  })
})

describe.skipIf(!canMount)('the container', () => {
  it('starts with a root that is read-only, is healthy, and ends when it is told to', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'release-captain-image-'))
    await image(join(folder.path, 'app'))
    const port = await freePort()
    const env = { ...environment, PORT: String(port), ...APP, GITHUB_URL: 'http://127.0.0.1:9', HOME: '/tmp' }

    const container = inContainer(folder.path, wordsOf('CMD'), env)

    await expect.poll(() => healthcheck(port), { timeout: 50_000, interval: 500 }).toBe(0)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    container.process.kill(wordOfSignal())
    await once(container.process, 'exit')
    expect({ code: container.process.exitCode, errors: container.stderr() }).toEqual({ code: 0, errors: '' })
    expect(await healthcheck(port)).toBe(1)
  })

  it('ends at once, with a list of all that is missing, when it has half of its settings', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'release-captain-image-'))
    await image(join(folder.path, 'app'))
    const container = inContainer(folder.path, wordsOf('CMD'), { ...environment, APP_ID: '1' })
    await once(container.process, 'exit')
    expect(container.stderr()).toMatch(/PRIVATE_KEY_PATH is not set.*WEBHOOK_SECRET is not set/s)
    expect(container.process.exitCode).toBe(2)
  })
})

/** The files of the image, as its COPY instructions have them, with the packages that are no development's. */
async function image(app: string): Promise<void> {
  for (const text of said('COPY').filter((one) => !one.startsWith('--from='))) {
    for (const name of text.split(' ').slice(0, -1)) {
      cpSync(join(ROOT, name), join(app, name), { recursive: true })
    }
  }
  const lock = z
    .object({
      packages: z.record(
        z.string(),
        z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() }),
      ),
    })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
  for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
    // Those within another package come with it.
    if (dev || optional || path.lastIndexOf('node_modules/') !== 0) continue
    mkdirSync(dirname(join(app, path)), { recursive: true })
    symlinkSync(join(ROOT, path), join(app, path))
  }
}

/**
 * Runs a command as the image would: its files at /app, its volumes writable, all else read-only. The programs are this
 * machine's, and so are the packages that the links lead to.
 */
function inContainer(folder: string, command: readonly string[], env: Record<string, string>) {
  const root = join(folder, 'root')
  mkdirSync(root)
  const volumes = wordsOf('VOLUME')
  const script = `
    mount -t tmpfs root ${root}
    mkdir -p ${root}/app ${root}/dev ${root}/proc ${volumes.map((path) => root + path).join(' ')}
    for each in /usr /bin /sbin /lib /lib64 /etc; do
      [ -e $each ] || continue
      mkdir -p ${root}$each
      mount --bind -o ro $each ${root}$each
    done
    mount --rbind /dev ${root}/dev
    mount --rbind /proc ${root}/proc
    mount --bind -o ro ${folder}/app ${root}/app
    for each in ${volumes.join(' ')}; do mount -t tmpfs volume ${root}$each; done
    # After the volumes: this checkout may lie below one of them.
    mkdir -p ${root}${ROOT}
    mount --bind -o ro ${ROOT} ${root}${ROOT}
    mount -o remount,ro ${root}
    exec chroot ${root} sh -c 'cd /app && exec "$0" "$@"' "$@"`
  const [program = '', ...args] = command
  const node = program === 'node' ? process.execPath : program
  const child = spawn('unshare', ['-rm', 'sh', '-ec', script, 'sh', node, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  return { process: child, stderr: () => stderr }
}

/** Runs what HEALTHCHECK says. */
async function healthcheck(port: number): Promise<number | null> {
  const [, ...args] = wordsOf('HEALTHCHECK')
  const child = spawn(process.execPath, args, { env: { PORT: String(port) } })
  await once(child, 'exit')
  return child.exitCode
}

function wordOfSignal(): NodeJS.Signals {
  return said('STOPSIGNAL')[0] === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL'
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
