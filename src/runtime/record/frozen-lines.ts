import type { Freeze } from '../../release/lifecycle/words.ts'
import { calendarEventSchema, evolveCalendar, NO_CALENDAR } from '../../release/schedule/calendar-events.ts'
import { listFrozenLines } from '../../release/schedule/frozen-lines.ts'
import { readCalendarEvents } from '../../store/calendars/calendar-events.ts'
import type { Store } from '../../store/store.ts'

/** Finds the lines of a repository that are frozen, each by its name, for days in a time zone. */
export type FindFrozenLines = (timeZone: string) => Promise<Readonly<Record<string, Freeze>>>

/** Reads them at a time, in seconds since 1970. */
export function createFrozenLines(
  store: Store,
  { repository, at }: { readonly repository: number; readonly at: number },
): FindFrozenLines {
  return async (timeZone) => {
    const events = await store.transact((unit) => readCalendarEvents(unit, repository, calendarEventSchema))
    return listFrozenLines(events.reduce(evolveCalendar, NO_CALENDAR), { timeZone, at })
  }
}
