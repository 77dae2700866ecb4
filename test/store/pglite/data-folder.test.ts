import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { appendEvents } from '../../../src/store/events/events.ts'
import { openStore } from '../../../src/store/store.ts'
import type { Unit } from '../../../src/store/transaction.ts'
import { folder, refusal } from '../../git/repositories.ts'
import { append } from '../appends.ts'
import { freshFolder, openIn } from '../places.ts'
import { atWork, until } from '../workers.ts'

const KILLS = 20
const run = promisify(execFile)

/** Runs a process on a folder, kills it a while after it began or after it first stored something. */
async function killed(path: string, name: string, after: { start: number } | { first: number }) {
  const args = ['--liftoff-only', join(import.meta.dirname, '../store-process.ts'), path, name]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const ended = once(child, 'close')
  if ('first' in after) await until(() => said.includes('\n') || child.exitCode !== null)
  await sleep('first' in after ? after.first : after.start)
  expect(child.exitCode).toBe(null)
  child.kill('SIGKILL')
  await ended
  // The last line may be torn.
  return said.split('\n').slice(0, -1)
}

it('is for one process at a time, and says what to do', async () => {
  await using opened = await openIn(await freshFolder())
  const path = opened.place.kind === 'folder' ? opened.place.path : ''
  const said = await refusal(openStore({ kind: 'folder', path }, () => {}))
  expect(said.replaceAll(path, '/data')).toMatchInlineSnapshot(`
    "[usage] Another release-captain is using the data folder /data, and two on one folder would lose data.
    Next: Stop the other one, or give this one its own data folder. To run several, set DATABASE_URL to a PostgreSQL server."
  `)
  const args = [join(import.meta.dirname, '../store-process.ts'), path, 'second']
  await expect(run(process.execPath, args)).rejects.toThrow(
    'Another release-captain is using the data folder',
  )
})

it('says what it promises', async () => {
  await using opened = await openIn(await freshFolder())
  const path = opened.place.kind === 'folder' ? opened.place.path : ''
  expect(opened.store.promise.replaceAll(path, '/data')).toMatchInlineSnapshot(
    `"The record is kept in /data. If this process crashes, nothing acknowledged is lost. If the machine loses power, the last entries may be lost: set DATABASE_URL to a PostgreSQL server to avoid that."`,
  )
})

it('refuses a folder that cannot be written, and a database that is none', async () => {
  await using place = await folder()
  const file = join(import.meta.dirname, 'data-folder.test.ts')
  expect(await refusal(openStore({ kind: 'folder', path: join(file, 'data') }, () => {}))).toContain(
    'cannot be opened',
  )
  await mkdir(join(place.path, 'lock'))
  expect(await refusal(openStore({ kind: 'folder', path: place.path }, () => {}))).toContain(
    'cannot be locked',
  )
})

it(`loses nothing acknowledged and does nothing twice, killed ${KILLS} times`, {
  timeout: 300_000,
}, async () => {
  const place = await freshFolder()
  const path = place.kind === 'folder' ? place.path : ''
  const said: string[] = []
  for (let i = 0; i < KILLS; i += 1) {
    const after = i % 4 === 3 ? { start: i * 60 } : { first: (i * 37) % 200 }
    said.push(...(await killed(path, `run${i}`, after)))
  }
  const stored = said.filter((line) => line.startsWith('stored ')).map((line) => line.slice('stored '.length))
  expect(said.filter((line) => !line.startsWith('stored '))).toEqual([])
  expect(stored.length).toBeGreaterThan(KILLS)

  await using opened = await openIn(place)
  const { store } = opened
  const inbox = () => store.transact(({ sql }) => sql.selectFrom('work').select(['key', 'state']).execute())
  const write = (key: string) => async (unit: Unit) =>
    expect(await appendEvents(unit, append({ release: key }))).toMatchObject({ kind: 'appended' })
  const perform = async ({ key }: { key: string }) => ({ kind: 'done', write: write(key) }) as const
  await using work = await atWork(opened, perform, { topic: 'inbox' })
  work.clock.now = Number.MAX_SAFE_INTEGER
  await until(async () => {
    await work.worker.tick()
    return (await inbox()).every(({ state }) => state === 'done')
  })
  const keys = new Set((await inbox()).map(({ key }) => key))
  expect(stored.filter((id) => !keys.has(id))).toEqual([])
  const events = await store.transact(({ sql }) => sql.selectFrom('events').select('release').execute())
  expect(events.map(({ release }) => release).sort()).toEqual([...keys].sort())
})

// A small disk of its own needs Linux namespaces; in CI they must be there.
const canMount =
  process.env['CI'] === 'true' ||
  spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0

it.skipIf(!canMount)(
  'R27: a full disk loses nothing acknowledged, and opens again by its ballast',
  async () => {
    await using place = await folder()
    const script = [
      'mount -t tmpfs -o size=200m x "$DATA"',
      '"$NODE" "$SCRIPT" "$DATA" 1000',
      'cat /dev/zero > "$DATA"/rest 2>/dev/null || true',
      '"$NODE" "$SCRIPT" "$DATA" 0',
      'rm "$DATA"/rest',
      '"$NODE" "$SCRIPT" "$DATA" 1',
    ].join('\n')
    const env = {
      ...process.env,
      NODE: process.execPath,
      SCRIPT: join(import.meta.dirname, '../disk-process.ts'),
      DATA: place.path,
    }
    const { stdout } = await run('unshare', ['--map-root-user', '--mount', 'sh', '-ec', script], { env })
    const [filling, full, freed] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(filling).toMatchObject({
      problem: expect.stringMatching(/No space left/),
      kind: 'ill',
      ballast: true,
    })
    expect(filling.stored).toBeGreaterThan(20)
    expect(full).toMatchObject({ there: filling.stored, kind: 'ill', ballast: false })
    expect(freed).toMatchObject({ stored: 1, there: filling.stored + 1, problem: '' })
  },
)
