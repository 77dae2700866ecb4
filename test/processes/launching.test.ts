import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Child, ProcessCall } from '../../src/processes/child.ts'
import { openProcessLauncher, type ProcessLauncher } from '../../src/processes/fork-launcher.ts'
import { spawnHere, spawnProcess } from '../../src/processes/spawn.ts'

const env = { PATH: process.env['PATH'] }
const call = (program: string, ...args: string[]): ProcessCall => ({ program, args, env })

interface Said {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function ending(child: Child): Promise<Said> {
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString('latin1')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString('latin1')
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code: number | null) => resolve({ ...said, code }))
  })
}

let spawner: ProcessLauncher
beforeAll(async () => {
  spawner = await openProcessLauncher()
})

describe.each([
  ['here', (what: ProcessCall) => spawnHere(what)],
  ['by a small process', (what: ProcessCall) => spawner.start(what)],
])('a process that is started %s', (_, start) => {
  it('tells what it says and how it ended, apart from one another', async () => {
    const child = start(call('sh', '-c', 'echo said; echo complained >&2; exit 3'))
    child.stdin.end()
    expect(await ending(child)).toEqual({ code: 3, out: 'said\n', err: 'complained\n' })
    expect(child.exitCode).toBe(3)
  })

  it('reads what it is told, megabytes of it, and to the end', async () => {
    const text = Buffer.from('0123456789abcdef'.repeat(300_000))
    const child = start(call('cat'))
    child.stdin.end(text)
    const { code, out } = await ending(child)
    expect(code).toBe(0)
    expect(out.length).toBe(text.length)
    expect(out === text.toString()).toBe(true)
  })

  it('is talked to while it runs', async () => {
    const child = start(call('cat'))
    child.stdin.write('one\n')
    expect(String((await once(child.stdout, 'data'))[0])).toBe('one\n')
    child.stdin.write('two\n')
    expect(String((await once(child.stdout, 'data'))[0])).toBe('two\n')
    child.stdin.end()
    expect((await ending(child)).code).toBe(0)
  })

  it('has the environment that it was given, and nothing besides', async () => {
    const child = start({ ...call('env'), env: { ...env, GIVEN: 'ä\nb' } })
    child.stdin.end()
    const { out } = await ending(child)
    const text = Buffer.from(out, 'latin1').toString()
    expect(text).toContain('GIVEN=ä\nb\n')
    expect(text.split('\n').filter((line) => !/^(PATH|GIVEN|_|PWD|SHLVL)=|^b$|^$/.test(line))).toEqual([])
  })

  it('does not read what it has no use for: that is no error', async () => {
    const child = start(call('true'))
    child.stdin.on('error', () => undefined)
    child.stdin.end(Buffer.alloc(1_000_000))
    expect((await ending(child)).code).toBe(0)
  })

  it('waits for nobody who does not read', async () => {
    const child = start(call('sh', '-c', 'echo unread; echo unread >&2'))
    child.stdin.end()
    expect((await once(child, 'close'))[0]).toBe(0)
  })

  it('whose words nobody wants any more ends over that, which is no error of ours', async () => {
    const child = start(call('yes'))
    child.stdin.end()
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [code] = await once(child, 'close')
    expect(code).not.toBe(0)
  })

  it('may be ended, at once or later', async () => {
    for (const after of [0, 50]) {
      const child = start(call('sleep', '60'))
      const ended = ending(child)
      if (after > 0) await new Promise((resolve) => setTimeout(resolve, after))
      expect(child.kill()).toBe(true)
      expect((await ended).code).toBeNull()
      expect(child.kill()).toBe(false)
    }
  })

  it('that does not exist is an error with its code', async () => {
    await expect(ending(start(call('no-such-program')))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is one of many, and none is taken for another', async () => {
    const numbers = Array.from({ length: 40 }, (_each, at) => String(at))
    const said = await Promise.all(
      numbers.map((number) => {
        const child = start(call('sh', '-c', `cat; echo ${number}`))
        child.stdin.end(`${number}: `)
        return ending(child)
      }),
    )
    expect(said.map(({ out }) => out)).toEqual(numbers.map((number) => `${number}: ${number}\n`))
  })
})

describe('the small process', () => {
  const others: ProcessLauncher[] = []
  afterAll(() => expect(others.map(({ lives }) => lives)).toEqual([false]))

  it('is used by who starts many; one that was given up ends', async () => {
    const codes = new Set<number | null>()
    for (let count = 0; count < 60; count += 1) {
      const child = spawnProcess(call('true'))
      child.stdin.end()
      codes.add((await ending(child)).code)
    }
    expect([...codes]).toEqual([0])
    const giving = new AbortController()
    const child = spawnProcess(call('sleep', '60'), giving.signal)
    const ended = ending(child)
    giving.abort()
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' })
    await expect(ending(spawnProcess(call('sleep', '60'), giving.signal))).rejects.toThrow()
  })

  it('that ends fails what it had started, and is not asked again', async () => {
    const other = await openProcessLauncher()
    others.push(other)
    const parent = other.start(call('sh', '-c', 'kill -9 $PPID; sleep 60'))
    await expect(ending(parent)).rejects.toThrow('The process that started it has ended.')
  })

  it('ends with who it works for, however that ends, and so does what it started', async () => {
    const child: ChildProcess = fork(new URL('works-through-another.ts', import.meta.url), { execArgv: [] })
    const [pids] = await once(child, 'message')
    child.kill('SIGKILL')
    await expect.poll(() => alive(pids), { timeout: 20_000 }).toEqual([])
  })

  it('keeps nobody from ending who has nothing left to do', async () => {
    const child = fork(new URL('works-through-another.ts', import.meta.url), ['briefly'], { execArgv: [] })
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})

/** Those of processes that are still there. */
function alive(pids: unknown): number[] {
  if (!Array.isArray(pids) || pids.length !== 2) throw new Error(`no two processes: ${pids}`)
  return pids.filter((pid: unknown) => {
    try {
      return typeof pid === 'number' && process.kill(pid, 0)
    } catch {
      return false
    }
  })
}
