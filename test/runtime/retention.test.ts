import { describe, expect, it } from 'vitest'
import { createRetention } from '../../src/runtime/retention.ts'
import type { Store } from '../../src/store/store.ts'
import { freshPlace, openIn } from '../store/places.ts'

const DAY = 86_400
const START = 1_700_000_000

async function bodies(store: Store): Promise<string[]> {
  return store.transact(async ({ sql }) => {
    const rows = await sql.selectFrom('work').select('payload').execute()
    return rows.map(({ payload }) => payload)
  })
}

describe('a delivery that was taken in', () => {
  it('is kept whole for a week, by its name for a month, and then not at all', async () => {
    await using opened = await openIn(await freshPlace())
    const { store } = opened
    await store.storeDelivery({ source: 'github', id: 'a', lane: 'l', type: 'push', body: '{}', at: START })
    await store.transact(({ sql }) =>
      sql.updateTable('work').set({ state: 'done', settled_at: START }).execute(),
    )
    const time = { now: START }
    const forget = createRetention({ store, log: { info: () => undefined }, now: () => time.now })
    const leftAfter = async (days: number) => {
      time.now = START + days * DAY
      await forget()
      return bodies(store)
    }
    expect(await leftAfter(6)).toEqual(['{}'])
    expect(await leftAfter(8)).toEqual([''])
    expect(await leftAfter(29)).toEqual([''])
    expect(await leftAfter(31)).toEqual([])
  })

  it('is not looked for at the start, and every six hours after that', async () => {
    const time = { now: START }
    const asked: number[] = []
    await using opened = await openIn(await freshPlace())
    const forget = createRetention({
      store: { ...opened.store, prune: async () => asked.push(time.now - START) },
      log: { info: () => undefined },
      now: () => time.now,
    })
    for (; time.now < START + DAY / 2; time.now += 180) await forget()
    expect(asked).toEqual([720, 22_320])
  })
})
