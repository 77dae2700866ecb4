import { sql } from 'kysely'
import type { Unit } from '../transaction.ts'

/** An event that is to be told outside, as it is stored. */
export interface OutgoingEvent {
  readonly version: number
  readonly payload: string
}

/** Events of one release at a time. */
const MOST_EVENTS = 200

/** The row that says that events are handed over; no release has this name. */
const BEGUN = ''

/** Begins to hand events over: what is on record by now is history, and is told to nobody. @returns whether it began now */
export async function beginHandingOver({ sql: trx }: Unit): Promise<boolean> {
  const begun = await trx
    .insertInto('webhook_cursors')
    .values({ release: BEGUN, version: 0 })
    .onConflict((one) => one.column('release').doNothing())
    .returning('release')
    .executeTakeFirst()
  if (!begun) return false
  await sql`
    insert into webhook_cursors (release, version) select release, version from releases
    on conflict do nothing`.execute(trx)
  return true
}

/** Lists releases with events that were not handed over yet, the longest waiting first; none that is under embargo. */
export async function listUntoldReleases({ sql: trx }: Unit, limit: number): Promise<string[]> {
  const { rows } = await sql<{ release: string }>`
    select releases.release from releases
    left join webhook_cursors on webhook_cursors.release = releases.release
    where not releases.embargoed and releases.version > coalesce(webhook_cursors.version, 0)
    order by releases.changed_at limit ${limit}`.execute(trx)
  return rows.map(({ release }) => release)
}

/**
 * Takes the events of a release that were not handed over yet, and moves its cursor on. The release's row is locked, so
 * that none of them comes from after a security fix was found in it: under embargo nothing is taken.
 */
export async function takeUntoldEvents({ sql: trx }: Unit, release: string): Promise<OutgoingEvent[]> {
  const row = await trx
    .selectFrom('releases')
    .select(['version', 'embargoed'])
    .where('release', '=', release)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.embargoed) return []
  const cursor = await trx
    .selectFrom('webhook_cursors')
    .select('version')
    .where('release', '=', release)
    .executeTakeFirst()
  const events = await trx
    .selectFrom('events')
    .select(['version', 'payload'])
    .where('release', '=', release)
    .where('version', '>', cursor?.version ?? 0)
    .orderBy('version')
    .limit(MOST_EVENTS)
    .execute()
  const last = events.at(-1)
  if (last)
    await trx
      .insertInto('webhook_cursors')
      .values({ release, version: last.version })
      .onConflict((one) => one.column('release').doUpdateSet({ version: last.version }))
      .execute()
  return events
}

/** Checks whether only the security team may know of a release now; one that isn't there is unknown, and so a yes. */
export async function isUnderEmbargo({ sql: trx }: Unit, release: string): Promise<boolean> {
  const row = await trx
    .selectFrom('releases')
    .select('embargoed')
    .where('release', '=', release)
    .executeTakeFirst()
  return row?.embargoed ?? true
}
