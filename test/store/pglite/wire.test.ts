import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DatabaseThread, startThread } from '../../../src/store/pglite/wire.ts'

let folder: string
let thread: DatabaseThread

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-captain-wire-'))
  thread = await startThread(join(folder, 'database'))
})

afterAll(async () => {
  await thread.close()
  await rm(folder, { recursive: true })
})

it('goes on after statements that fail, with and without values', async () => {
  const client = await connected()
  await expect(client.query('selec')).rejects.toThrow('syntax error')
  await expect(client.query('select $1::int / 0', [1])).rejects.toThrow('division by zero')
  expect((await client.query('select $1::int as one', [1])).rows).toEqual([{ one: 1 }])
  await client.end()
})

it('shows who connects anew nothing of who was there before', async () => {
  const before = await connected()
  await before.query('create table kept (a int)')
  await before.query('begin')
  await before.query('insert into kept values (1)')
  await before.query({ name: 'ready', text: 'select 1', values: [] })
  await before.end()

  const client = await connected()
  expect((await client.query('select * from kept')).rows).toEqual([])
  expect((await client.query('select name from pg_prepared_statements')).rows).toEqual([])
  await client.end()
})

async function connected(): Promise<Client> {
  const client = new Client({
    user: 'postgres',
    database: 'postgres',
    stream: () => thread.connect(),
    ssl: false,
  })
  await client.connect()
  return client
}
