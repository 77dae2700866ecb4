import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type AuditQuery, listAuditEntries } from '../../../src/store/events/audit-log.ts'
import { appendEvents } from '../../../src/store/events/events.ts'
import type { Store } from '../../../src/store/store.ts'
import { append } from '../appends.ts'
import { onBoth } from '../places.ts'

const ALL: AuditQuery = {
  ...{ repositories: ['1', '2'], embargoed: [], type: null, person: null, release: null, version: null },
  ...{ since: null, until: null, after: null, limit: 100 },
}

/** Three releases of two repositories, one of them under embargo. */
async function fillLog(store: Store): Promise<void> {
  const projection = { open: true, summary: {}, embargoed: false }
  const held = [{ type: 'Held' }]
  await store.transact(async (unit) => {
    for (const [release, by, events] of [
      ['1:v2.0.1', 'Ada (1)', held],
      ['2:v2.0.1', 'rule', [{ type: 'Opened' }]],
      ['1:v2.0.2', 'grace (2)', held],
    ] as const)
      await appendEvents(
        unit,
        append({
          ...{ release, by, events },
          projection: {
            ...projection,
            repository: release.slice(0, 1),
            embargoed: release === '1:v2.0.2',
          },
        }),
      )
  })
}

onBoth((open) => {
  it('finds by person, type and version what somebody may see', async () => {
    await using opened = await open()
    const { store } = opened
    await fillLog(store)
    const list = async (some: Partial<AuditQuery>) => {
      const found = await store.transact((unit) => listAuditEntries(unit, { ...ALL, ...some }))
      return found.map(({ release }) => release)
    }

    expect(await list({ person: 'ada' })).toEqual(['1:v2.0.1'])
    expect(await list({ person: 'rule' })).toEqual([])
    expect(await list({ type: 'Held' })).toEqual(['1:v2.0.1'])
    expect(await list({ version: 'v2.0.1' })).toEqual(['2:v2.0.1', '1:v2.0.1'])
    expect(await list({ embargoed: ['1:v2.0.2'], person: 'grace' })).toEqual(['1:v2.0.2'])
  })

  it('reads an index for each filter', async () => {
    await using opened = await open()
    const names = await opened.store.transact(({ sql: trx }) =>
      sql<{
        name: string
      }>`select indexname as name from pg_indexes where tablename in ('events', 'releases')`.execute(trx),
    )
    expect(names.rows.map(({ name }) => name).sort()).toEqual([
      ...['events_by_person', 'events_by_type', 'events_pkey', 'events_recent', 'releases_embargoed'],
      ...['releases_open', 'releases_open_recent', 'releases_pkey', 'releases_recent'],
    ])
  })
})
