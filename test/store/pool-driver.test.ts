import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery, Kysely } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DatabaseThread, startThread } from '../../src/store/pglite/wire.ts'
import { createDialect, sendWithoutWaiting, UNWAITING } from '../../src/store/pool-driver.ts'

describe('a statement that is not waited for', () => {
  let folder: string
  let thread: DatabaseThread
  let db: Kysely<Record<string, never>>

  const sent = (sql: string) => sendWithoutWaiting(CompiledQuery.raw(sql))
  const count = async () => (await db.executeQuery(CompiledQuery.raw('select * from work'))).rows.length

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-captain-driver-'))
    thread = await startThread(join(folder, 'database'))
    const pool = new Pool({ user: 'postgres', max: 1, stream: thread.connect, ssl: false, ...UNWAITING })
    db = new Kysely({ dialect: createDialect(pool) })
    await db.executeQuery(CompiledQuery.raw('create table work (a int primary key)'))
  })

  afterAll(async () => {
    await db.destroy()
    await thread.close()
    await rm(folder, { recursive: true })
  })

  it('is a part of its transaction, also twice with the same words', async () => {
    await db.transaction().execute(async (trx) => {
      for (const a of [1, 2])
        await trx.executeQuery(sendWithoutWaiting(CompiledQuery.raw('insert into work select $1::int', [a])))
    })
    expect(await count()).toBe(2)
  })

  it('has its rows when the transaction has ended', async () => {
    const told = await db.transaction().execute(async (trx) => {
      const { rows } = await trx.executeQuery(sent('insert into work values (3), (4) returning a'))
      await trx.executeQuery(sent('insert into work values (5) returning a'))
      return rows
    })
    expect(told).toEqual([{ a: 3 }, { a: 4 }])
  })

  it('fails its transaction when it fails, at the commit or before', async () => {
    const before = await count()
    const atCommit = db.transaction().execute(async (trx) => {
      await trx.executeQuery(CompiledQuery.raw('insert into work values (11)'))
      await trx.executeQuery(sent('insert into nowhere values (1)'))
    })
    await expect(atCommit).rejects.toThrow('nowhere')
    const earlier = db.transaction().execute(async (trx) => {
      await trx.executeQuery(sent('insert into nowhere values (1)'))
      await trx.executeQuery(CompiledQuery.raw('insert into work values (12)'))
    })
    await expect(earlier).rejects.toThrow('nowhere')
    expect(await count()).toBe(before)
  })

  it('is undone with a transaction that breaks off', async () => {
    const before = await count()
    const broken = db.transaction().execute(async (trx) => {
      await trx.executeQuery(sent('insert into work values (21)'))
      throw new Error('no more of it')
    })
    await expect(broken).rejects.toThrow('no more of it')
    expect(await count()).toBe(before)
  })
})
