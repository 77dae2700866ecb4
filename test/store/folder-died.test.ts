import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { freshFolder, type Opened, openIn } from './places.ts'

/** A record in a folder, and the thread of its database. */
async function openWithThread(): Promise<Opened & { readonly thread: Worker }> {
  const threads: Worker[] = []
  const made = (thread: Worker) => threads.push(thread)
  process.on('worker', made)
  const opened = await openIn(await freshFolder())
  process.off('worker', made)
  const [thread] = threads
  if (!thread) throw new Error('No thread was started.')
  return { ...opened, thread }
}

function asks(store: Store, statement: string): Promise<unknown> {
  return store.transact(({ sql: trx }) => sql.raw(statement).execute(trx))
}

it('a database whose thread ends is lost at once, and nobody waits for it', async () => {
  await using opened = await openWithThread()
  const { store, thread } = opened
  const asked = expect(asks(store, 'select pg_sleep(10)')).rejects.toThrow()
  await thread.terminate()
  expect((await store.lost).message).toContain('has stopped')
  await asked
  await expect(asks(store, 'select 1')).rejects.toThrow()
  expect(await store.health()).toMatchObject({
    kind: 'ill',
    refusal: { next: 'Start the program again. The record is kept.' },
  })
})

it('one that panics is lost too', async () => {
  await using opened = await openWithThread()
  const { store, place } = opened
  await asks(store, 'create table big (a text)')
  if (place.kind === 'folder') await rm(join(place.path, 'database/pg_wal'), { recursive: true })
  await asks(store, `insert into big select repeat(md5(n::text), 50) from generate_series(1, 20000) n`).catch(
    () => undefined,
  )
  expect(await store.lost).toMatchObject({ severity: 'PANIC' })
  expect(await store.health()).toMatchObject({ kind: 'ill' })
})

it('one that is closed is not', async () => {
  const opened = await openWithThread()
  const ends: string[] = []
  void opened.store.lost.then(() => ends.push('lost'))
  await opened[Symbol.asyncDispose]()
  await new Promise(setImmediate)
  expect(ends).toEqual([])
})

it('one whose thread ends before it is open is not waited for', async () => {
  const ends = (thread: Worker) => void thread.terminate()
  process.once('worker', ends)
  await expect(openIn(await freshFolder())).rejects.toThrow('cannot be opened')
})
