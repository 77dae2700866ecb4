import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { expect, it } from 'vitest'
import { MIGRATIONS, migrateSchema } from '../../../src/store/migrations/migrate.ts'
import type { Migration } from '../../../src/store/migrations/migration.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { refusal } from '../../git/repositories.ts'
import { onBoth, openIn } from '../places.ts'

function step(version: number, given: Partial<Migration> = {}): Migration {
  return {
    version,
    oldestProgram: 1,
    statements: [sql.raw(`create table step_${version} (id int)`)],
    ...given,
  }
}

async function database() {
  const pglite = await PGlite.create()
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return { db, [Symbol.asyncDispose]: () => db.destroy() }
}

function tables(db: Kysely<Tables>) {
  return sql<{
    name: string
  }>`select tablename as name from pg_tables where tablename like 'step%' order by 1`
    .execute(db)
    .then(({ rows }) => rows.map(({ name }) => name))
}

it('takes each step once, and all that are due in one transaction', async () => {
  await using made = await database()
  const { db } = made
  expect(await migrateSchema(db, [step(1)])).toBe(1)
  const broken = step(3, { statements: [sql`create tabel`] })
  await expect(migrateSchema(db, [step(1), step(2), broken])).rejects.toThrow('syntax error')
  expect(await tables(db)).toEqual(['step_1'])
  expect(await migrateSchema(db, [step(1), step(2), step(3)])).toBe(3)
  expect(await tables(db)).toEqual(['step_1', 'step_2', 'step_3'])
})

it('lets an older program work on a newer schema that still has all it uses, and refuses it otherwise', async () => {
  await using made = await database()
  const { db } = made
  const expanded = [step(1), step(2, { oldestProgram: 1 })]
  await migrateSchema(db, expanded)
  expect(await migrateSchema(db, [step(1)])).toBe(2)
  await migrateSchema(db, [...expanded, step(3, { oldestProgram: 2 }), step(4)])
  expect(await migrateSchema(db, expanded)).toBe(4)
  expect(await refusal(migrateSchema(db, [step(1)]))).toMatchInlineSnapshot(`
    "[usage] The database has schema 4 of a newer release-captain, but this one supports schemas up to 1.
    Next: Start the newer release-captain again. To go back permanently, restore a backup from before its first start."
  `)
})

it('the steps are numbered without a gap, and none asks for a program newer than itself', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  for (const { version, oldestProgram } of MIGRATIONS) expect(oldestProgram).toBeLessThanOrEqual(version)
})

onBoth((open) => {
  it('is opened again with what was recorded', async () => {
    await using first = await open()
    const { place, store } = first
    const body = '{"action":"labeled"}'
    const delivery = { source: 'github', id: '1', lane: 'a', type: 'issues', body, at: 1_700_000_000 }
    await store.storeDelivery(delivery)
    await store.close()
    const second = await openIn(place)
    expect(second.store.schemaVersion).toBe(MIGRATIONS.length)
    expect(await second.store.storeDelivery(delivery)).toBe('duplicate')
    await second.store.close()
  })

  it('gives times and counts as numbers', async () => {
    await using opened = await open()
    const asked = await opened.store.transact(({ sql: trx }) =>
      sql`select 9007199254740991::int8 as most, count(*) as none from events`.execute(trx),
    )
    expect(asked.rows).toEqual([{ most: 9_007_199_254_740_991, none: 0 }])
    const tooLarge = opened.store.transact(({ sql: trx }) => sql`select 9007199254740992::int8`.execute(trx))
    await expect(tooLarge).rejects.toThrow('too large')
  })

  it('is well', async () => {
    await using opened = await open()
    expect(await opened.store.health()).toEqual({ kind: 'well' })
    expect(opened.store.promise).toMatch(/nothing acknowledged is lost/i)
  })
})
