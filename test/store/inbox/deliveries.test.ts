import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { findKnownDeliveries, findTwin, type InboxDelivery } from '../../../src/store/inbox/deliveries.ts'
import type { Store } from '../../../src/store/store.ts'
import { onBoth } from '../places.ts'

/** A delivery as GitHub makes them; what the test is about is given. */
function delivery(given: Partial<InboxDelivery> = {}): InboxDelivery {
  return {
    source: 'github',
    id: '7d2f',
    lane: 'godel/api',
    type: 'issues.labeled',
    body: '{"action":"labeled"}',
    at: 1_700_000_000,
    ...given,
  }
}

function inbox(store: Store) {
  return store.transact(({ sql: trx }) =>
    trx
      .selectFrom('work')
      .select(['source', 'key', 'payload'])
      .where('topic', '=', 'inbox')
      .orderBy('id')
      .execute(),
  )
}

onBoth((open) => {
  it('stores a delivery once, however often it comes', async () => {
    await using opened = await open()
    const { store } = opened
    expect(await store.storeDelivery(delivery())).toBe('stored')
    expect(await store.storeDelivery(delivery({ at: 1_700_000_500 }))).toBe('duplicate')
    expect(await inbox(store)).toHaveLength(1)
  })

  it('knows which deliveries are on record, however many are asked about', async () => {
    await using opened = await open()
    const { store } = opened
    await store.storeDelivery(delivery({ id: 'a' }))
    await store.storeDelivery(delivery({ id: 'b', source: 'slack' }))
    const ids = ['a', 'b', ...Array.from({ length: 1_200 }, (_, i) => `none ${i}`)]
    const known = await store.transact((unit) => findKnownDeliveries(unit, { source: 'github', ids }))
    expect([...known]).toEqual(['a'])
  })

  it('raises an alarm when a known id says something else, and keeps what it said first', async () => {
    await using opened = await open()
    const { store } = opened
    await store.storeDelivery(delivery())
    expect(await store.storeDelivery(delivery({ body: '{"action":"deleted"}' }))).toBe('altered')
    expect(await store.storeDelivery(delivery({ type: 'issues.closed' }))).toBe('altered')
    expect((await inbox(store)).map(({ payload }) => payload)).toEqual(['{"action":"labeled"}'])
  })

  it('knows a body again that comes under another id', async () => {
    await using opened = await open()
    const { store } = opened
    await store.storeDelivery(delivery({ id: 'first' }))
    await store.storeDelivery(delivery({ id: 'again' }))
    await store.storeDelivery(delivery({ id: 'other', body: '{"action":"unlabeled"}' }))
    const twins = await store.transact(async (unit) => {
      const rows = await unit.sql.selectFrom('work').select(['id', 'key', 'type']).orderBy('id').execute()
      const payload = '{"action":"labeled"}'
      return Promise.all(rows.slice(0, 2).map((row) => findTwin(unit, { ...row, payload })))
    })
    expect(twins).toEqual([null, 'first'])
  })

  it('takes the same id of two deliverers for two', async () => {
    await using opened = await open()
    const { store } = opened
    await store.storeDelivery(delivery())
    expect(await store.storeDelivery(delivery({ source: 'slack' }))).toBe('stored')
  })

  it('stores one of a hundred that come at the same time', async () => {
    await using opened = await open()
    const { store } = opened
    const all = await Promise.all(Array.from({ length: 100 }, () => store.storeDelivery(delivery())))
    expect(all.filter((stored) => stored === 'stored')).toHaveLength(1)
    expect(all.filter((stored) => stored === 'duplicate')).toHaveLength(99)
  })

  it('keeps those that share a transaction when one of them cannot be stored', async () => {
    await using opened = await open()
    const { store } = opened
    const impossible = store.storeDelivery(delivery({ id: 'zero', body: 'a \u0000 byte' }))
    const others = ['a', 'b', 'c'].map((id) => store.storeDelivery(delivery({ id })))
    await expect(impossible).rejects.toThrow('0x00')
    expect(await Promise.all(others)).toEqual(['stored', 'stored', 'stored'])
    expect((await inbox(store)).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  })

  it('shares a transaction between those that wait, and keeps their order', async () => {
    await using opened = await open()
    const { store } = opened
    const ids = Array.from({ length: 40 }, (_, i) => `delivery ${i}`)
    await Promise.all(ids.map((id) => store.storeDelivery(delivery({ id }))))
    expect((await inbox(store)).map(({ key }) => key)).toEqual(ids)
    const transactions = await store.transact(({ sql: trx }) =>
      sql<{ count: number }>`select count(distinct xmin::text) as count from work`.execute(trx),
    )
    expect(transactions.rows[0]?.count).toBeLessThan(5)
  })

  it('any deliveries in any order: each id is stored once, with what it said first', async () => {
    await using opened = await open()
    const { store } = opened
    const said = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), body: fc.constantFrom('1', '2') }),
      {
        maxLength: 12,
      },
    )
    let run = 0
    await fc.assert(
      fc.asyncProperty(said, fc.boolean(), async (deliveries, together) => {
        run += 1
        const source = `run ${run}`
        const answers: string[] = []
        const calls = deliveries.map((one) => () => store.storeDelivery(delivery({ ...one, source })))
        if (together) answers.push(...(await Promise.all(calls.map((call) => call()))))
        else for (const call of calls) answers.push(await call())

        const first = new Map<string, string>()
        const expected = deliveries.map(({ id, body }) => {
          const before = first.get(id)
          if (before === undefined) first.set(id, body)
          if (before === undefined) return 'stored'
          return before === body ? 'duplicate' : 'altered'
        })
        expect(answers).toEqual(expected)
        const stored = (await inbox(store)).filter((row) => row.source === source)
        expect(new Map(stored.map(({ key, payload }) => [key, payload]))).toEqual(first)
      }),
      { numRuns: 40 },
    )
  })
})
