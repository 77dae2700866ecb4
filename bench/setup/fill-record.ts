import { type RawBuilder, sql } from 'kysely'
import { createTerms } from '../../src/release/lifecycle/terms.ts'
import { defaultPolicy } from '../../src/release/policy.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { StoreLocation } from '../../src/store/store-location.ts'

/** What to fill a record with. */
export interface FillWish {
  /** Ids; releases are dealt to them in turn. */
  readonly repositories: readonly number[]
  readonly releases: number
  readonly events: number
  /** Seconds since 1970. */
  readonly now: number
}

/** The releases are spread over so many seconds before now. */
const SPAN = 90_000_000
/** Rows of one statement. */
const AT_ONCE = 100_000
const INDEX = /^create (?:unique )?index/i

/**
 * Fills an empty record with rows as the App writes them, one release in ten open and one in five hundred under embargo. The
 * database makes the rows itself, and the indexes after them.
 */
export async function fillRecord(place: StoreLocation, wish: FillWish): Promise<void> {
  const store = await openStore(place, (what, error) => console.error(what, error))
  const indexes = await dropIndexes(store)
  await addReleases(store, wish)
  await addEvents(store, wish)
  for (const index of indexes) await run(store, sql.raw(index))
  await run(store, sql`analyze events`)
  await run(store, sql`analyze releases`)
  await store.close()
}

async function run(store: Store, statement: RawBuilder<unknown>): Promise<void> {
  await store.transact(({ sql: trx }) => statement.execute(trx))
}

/** @returns the statements that make them again */
async function dropIndexes(store: Store): Promise<string[]> {
  return store.transact(async ({ sql: trx }) => {
    const found = await sql<{ name: string; table: string; definition: string; primary: boolean }>`
      select i.relname as name, t.relname as "table", pg_get_indexdef(x.indexrelid) as definition, x.indisprimary as "primary"
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      where t.relname = 'events' order by x.indisprimary desc`.execute(trx)
    for (const { name, table, primary } of found.rows)
      await sql
        .raw(primary ? `alter table ${table} drop constraint ${name}` : `drop index ${name}`)
        .execute(trx)
    return found.rows.map(({ name, table, definition, primary }) => {
      if (!INDEX.test(definition)) throw new Error(`${name} is no index: ${definition}`)
      return primary ? `alter table ${table} add primary key (release, version)` : definition
    })
  })
}

async function addReleases(store: Store, { repositories, releases, events, now }: FillWish): Promise<void> {
  const ids = sql.raw(`(array[${repositories.join(',')}]::bigint[])[1 + n % ${repositories.length}]`)
  const each = Math.floor(events / releases)
  const step = Math.floor(SPAN / releases)
  await run(
    store,
    sql`
      insert into releases (release, repository, version, open, embargoed, summary, changed_at)
      select ${ids} || ':v2.' || n || '.1', ${ids}::text,
        ${each}, n % 10 = 0, n % 500 = 0, json_build_object('version', 'v2.' || n || '.1', 'tag', 'v2.' || n || '.1', 'line', '2.' || n,
        'status', case when n % 10 = 0 then 'open' else 'published' end, 'step', case when n % 10 = 0 then 'testing' end,
        'issue', n, 'pullRequest', null, 'branch', 'release/2.' || n || '.1', 'head', null, 'probe', null, 'conflicts', json_build_array()),
        ${now - SPAN}::bigint + n * ${step}::bigint
      from generate_series(0, ${releases - 1}::int) as n`,
  )
}

async function addEvents(store: Store, { repositories, releases, events, now }: FillWish): Promise<void> {
  const ids = sql.raw(`(array[${repositories.join(',')}]::bigint[])[1 + n % ${repositories.length}]`)
  const each = Math.floor(events / releases)
  const step = Math.floor(SPAN / releases)
  const batch = Math.max(1, Math.floor(AT_ONCE / each))
  for (let from = 0; from < releases; from += batch)
    await run(
      store,
      sql`
        insert into events (release, version, type, payload, by, at)
        select id, v, case when v = 1 then 'Opened' when v = ${each}::int and n % 10 > 0 then 'Published' when v % 7 = 0 then 'Resumed' else 'ShippedTold' end,
          (case when v = 1 then ${createOpened(now - SPAN)}
            when v = ${each}::int and n % 10 > 0 then '{"type":"Published","at":' || at || ',"by":{"kind":"rule"},"url":"https://github.test"}'
            when v % 7 = 0
            then '{"type":"Resumed","at":' || at || ',"by":{"kind":"person","person":{"id":1,"login":"ada"}}}'
            else '{"type":"ShippedTold","at":' || at || ',"by":{"kind":"rule"},"candidate":"#' || v || '"}' end)::json,
          case when v % 7 = 0 then 'ada (1)' else 'rule' end, at
        from generate_series(${from}::int, ${Math.min(releases, from + batch) - 1}::int) as n
        cross join lateral (select ${ids} || ':v2.' || n || '.1' as id) as named
        cross join generate_series(1, ${each}::int) as v
        cross join lateral (select ${now - SPAN}::bigint + n * ${step}::bigint - ${each} + v as at) as timed`,
    )
}

/** The first event of every release: under the default policy, on the security track. */
function createOpened(at: number): string {
  return JSON.stringify({
    ...{ type: 'Opened', by: { kind: 'rule' }, at },
    ...{ repository: { id: 1, name: 'godel/api' }, version: 'v2.0.1', tag: 'v2.0.1', line: '2.0' },
    base: { tag: 'v2.0.0', commit: 'a'.repeat(40) },
    ...{ kind: 'patch', track: 'security', emergency: null },
    policy: { digest: 'b'.repeat(64), commit: null },
    terms: createTerms(defaultPolicy, new Map()),
    selection: { kind: 'by-criteria', take: [], leave: [] },
  })
}
