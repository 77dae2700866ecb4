import { sql as query } from 'kysely'
import type { z } from 'zod'
import type { Unit } from '../transaction.ts'

/** Reads what happened to the calendar of a repository, the oldest first. */
export async function readCalendarEvents<S extends z.ZodType>(
  { sql }: Unit,
  repository: number,
  schema: S,
): Promise<z.output<S>[]> {
  const rows = await sql
    .selectFrom('calendar_events')
    .select('payload')
    .where('repository', '=', String(repository))
    .orderBy('version')
    .execute()
  return rows.map(({ payload }) => schema.parse(JSON.parse(payload)))
}

/** Keeps other replicas from the calendar of a repository until the transaction ends. */
export async function lockCalendar({ sql }: Unit, repository: number): Promise<void> {
  await query`select pg_advisory_xact_lock(hashtextextended(${`calendar ${repository}`}, 0))`.execute(sql)
}

/** Appends what happened to a calendar, after so many events. Where another replica was faster the transaction fails. */
export async function appendCalendarEvent(
  { sql }: Unit,
  repository: number,
  { after, event, at }: { readonly after: number; readonly event: object; readonly at: number },
): Promise<void> {
  await sql
    .insertInto('calendar_events')
    .values({ repository: String(repository), version: after + 1, payload: JSON.stringify(event), at })
    .execute()
}
