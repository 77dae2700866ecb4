import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { freshFolder, onBoth, openIn } from '../places.ts'

const AT = 1_700_000_000

/** Deliveries with a body of 2 KB, and all settled but those that are to wait. */
async function settled(store: Store, ids: readonly string[], waiting: readonly string[] = []): Promise<void> {
  for (const id of [...ids, ...waiting]) await store.storeDelivery(delivery(id))
  await store.transact(({ sql: trx }) =>
    trx.updateTable('work').set({ state: 'done', settled_at: AT }).where('key', 'in', ids).execute(),
  )
}

function delivery(id: string) {
  return { source: 'github', id, lane: 'lane', type: 'push', body: `${id} ${'x'.repeat(2_000)}`, at: AT }
}

function rows(store: Store): Promise<string[]> {
  return store.transact(async ({ sql: trx }) => {
    const all = await trx.selectFrom('work').select(['key', 'payload']).orderBy('id').execute()
    return all.map(({ key, payload }) => `${key}: ${payload === '' ? 'empty' : 'there'}`)
  })
}

/** Bytes of the table of work, its indexes and its long payloads. */
function size(store: Store): Promise<number> {
  return store.transact(async ({ sql: trx }) => {
    const { rows: found } = await sql<{ bytes: number }>`
      select pg_total_relation_size('work') as bytes`.execute(trx)
    return found[0]?.bytes ?? 0
  })
}

onBoth((open) => {
  it('what was said long ago is forgotten, that it was said is known, and what waits stays', async () => {
    await using opened = await open()
    const { store } = opened
    await settled(store, ['done'], ['waiting'])
    expect(await store.prune({ bodiesBefore: AT, namesBefore: AT })).toBe(0)
    expect(await store.prune({ bodiesBefore: AT + 1, namesBefore: AT })).toBe(1)
    expect(await rows(store)).toEqual(['done: empty', 'waiting: there'])
    expect(await store.storeDelivery(delivery('done'))).toBe('duplicate')
    expect(await store.prune({ bodiesBefore: AT + 1, namesBefore: AT })).toBe(0)
  })

  it('what nobody can deliver again is forgotten altogether, however much it is', async () => {
    await using opened = await open()
    const { store } = opened
    await settled(store, ['done'], ['waiting'])
    await store.transact(({ sql: trx }) =>
      sql`
        insert into work (topic, source, key, lane, type, payload, packed, digest, state, added_at, due_at, settled_at)
        select 'inbox', 'turn', n::text, 'lane', 'observe', '{}', false, '', 'done', 1, 1, 1
        from generate_series(1, 1200) n`.execute(trx),
    )
    expect(await store.prune({ bodiesBefore: AT + 1, namesBefore: AT + 1 })).toBe(1_201)
    expect(await rows(store)).toEqual(['waiting: there'])
  })

  it('what follows from releases is never forgotten', async () => {
    await using opened = await open()
    const { store } = opened
    await settled(store, ['effect'])
    await store.transact(({ sql: trx }) => trx.updateTable('work').set({ topic: 'effects' }).execute())
    expect(await store.prune({ bodiesBefore: AT + 1, namesBefore: AT + 1 })).toBe(0)
  })
})

it('PGlite uses the room of what was forgotten again, as a server does by itself', async () => {
  await using opened = await openIn(await freshFolder())
  const { store } = opened
  const fill = () =>
    store.transact(({ sql: trx }) =>
      sql`
        insert into work (topic, source, key, lane, type, payload, packed, digest, state, added_at, due_at, settled_at)
        select 'inbox', 'github', gen_random_uuid()::text, 'lane', 'push', repeat('x', 4000), true, '', 'done', 1, 1, 1
        from generate_series(1, 1000) n`.execute(trx),
    )
  await fill()
  const once = await size(store)
  for (const _ of [1, 2, 3]) {
    await store.prune({ bodiesBefore: AT, namesBefore: AT })
    await fill()
  }
  expect(await size(store)).toBeLessThan(once * 1.3)
})
