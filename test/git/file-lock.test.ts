import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withLock } from '../../src/git/file-lock.ts'
import { folder, refusal } from './repositories.ts'

const SCRIPT = join(import.meta.dirname, 'lock-process.ts')

function holder(path: string, milliseconds: number) {
  const args = [SCRIPT, join(path, 'lock'), join(path, 'log'), String(milliseconds)]
  return spawn(process.execPath, args, { stdio: 'inherit' })
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10)
}

it('lets one work at a time, in one process and in several', async () => {
  await using place = await folder()
  const file = join(place.path, 'lock')
  let inside = 0
  const work = async () => {
    inside += 1
    expect(inside).toBe(1)
    await sleep(20)
    inside -= 1
  }
  const children = [holder(place.path, 50), holder(place.path, 50), holder(place.path, 50)]
  await Promise.all([
    ...Array.from({ length: 4 }, () => withLock(file, { what: 'the test' }, work)),
    ...children.map((child) => once(child, 'exit')),
  ])
  expect(await readFile(join(place.path, 'log'), 'utf8')).toBe('in\nout\n'.repeat(3))
})

it('is free as soon as a process that had it is killed, and says who had it', async () => {
  await using place = await folder()
  const child = holder(place.path, 60_000)
  await until(() => existsSync(join(place.path, 'log')))
  const heard: string[] = []
  const waiting = withLock(
    join(place.path, 'lock'),
    { what: 'the test', onWait: (who) => heard.push(who) },
    async () => 'mine',
  )
  await sleep(200)
  child.kill('SIGKILL')
  expect(await waiting).toBe('mine')
  expect(heard).toEqual([expect.stringMatching(new RegExp(`^process ${child.pid} on `))])
})

it('waits only so long, and no longer than anybody wants it', async () => {
  await using place = await folder()
  const file = join(place.path, 'lock')
  await withLock(file, { what: 'the test' }, async () => {
    const said = await refusal(withLock(file, { what: 'the test', patience: 100 }, async () => 'never'))
    expect(said.replace(/process \d+ on [^)]+/, 'process 1 on host')).toMatchInlineSnapshot(`
      "[repository] Another process (process 1 on host) has been working on the test for too long.
      Next: Check whether that process still runs, end it if it hangs, and run the same command again."
    `)
    const signal = AbortSignal.timeout(100)
    await expect(withLock(file, { what: 'the test', signal }, async () => 'never')).rejects.toThrow(
      /abort|timeout/i,
    )
  })
  expect(await withLock(file, { what: 'the test' }, async () => 'free again')).toBe('free again')
})

it('is given back when the work fails', async () => {
  await using place = await folder()
  const file = join(place.path, 'lock')
  await expect(withLock(file, { what: 'x' }, () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  )
  expect(await withLock(file, { what: 'x', patience: 0 }, async () => 'free')).toBe('free')
})

it('refuses a folder that is not there', async () => {
  await using place = await folder()
  const file = join(place.path, 'no', 'lock')
  expect(await refusal(withLock(file, { what: 'x' }, async () => 1))).toContain('cannot be opened')
})
