import type { z } from 'zod'
import type { Unit } from '../transaction.ts'

/** Writes what is shown of the calendar of a repository, where it is another than before. */
export async function writeCalendarView(
  { sql }: Unit,
  repository: number,
  { view, at }: { readonly view: object; readonly at: number },
): Promise<void> {
  const row = { repository: String(repository), view: JSON.stringify(view), changed_at: at }
  await sql
    .insertInto('calendar_views')
    .values(row)
    .onConflict((one) =>
      one.column('repository').doUpdateSet(row).where('calendar_views.view', '<>', row.view),
    )
    .execute()
}

/** Reads what is shown of the calendars of some repositories, by their ids. */
export async function readCalendarViews<S extends z.ZodType>(
  { sql }: Unit,
  repositories: readonly number[],
  schema: S,
): Promise<ReadonlyMap<number, z.output<S>>> {
  if (repositories.length === 0) return new Map()
  const rows = await sql
    .selectFrom('calendar_views')
    .select(['repository', 'view'])
    .where('repository', 'in', repositories.map(String))
    .execute()
  return new Map(rows.map(({ repository, view }) => [Number(repository), schema.parse(JSON.parse(view))]))
}
