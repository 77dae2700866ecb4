import { openStore } from '../../../src/store/store.ts'
import type { StoreLocation } from '../../../src/store/store-location.ts'

/** What a record has of every release: what happened, in order, and how it stands. The App must not be at work on it. */
export async function recordAt(place: StoreLocation) {
  const store = await openStore(place, (_, error) => {
    throw error
  })
  try {
    return await store.transact(async ({ sql }) => ({
      events: await sql
        .selectFrom('events')
        .select(['release', 'version', 'type'])
        .orderBy('release')
        .orderBy('version')
        .execute(),
      releases: await sql
        .selectFrom('releases')
        .select(['release', 'version', 'open', 'summary'])
        .orderBy('release')
        .execute(),
    }))
  } finally {
    await store.close()
  }
}
