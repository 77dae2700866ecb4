import { addDays, parseLocalTime } from '../calendar.ts'
import type { Freeze } from '../lifecycle/words.ts'
import type { CalendarEventOf, CalendarState } from './calendar-events.ts'

/** Returns a freeze as a release is told of it: over with the end of its last day in the time zone of the calendar. */
export function toFreeze({ until, because, by }: CalendarEventOf<'LineFrozen'>, timeZone: string): Freeze {
  const noon = parseLocalTime(`${until}T12:00`, timeZone) ?? 0
  const over = parseLocalTime(`${addDays(timeZone, noon, 1)}T00:00`, timeZone) ?? noon + 43_200
  return { until, over, because, by: by.kind === 'person' ? by.person : null }
}

/** Lists the lines that are frozen at a time, by their names. */
export function listFrozenLines(
  { frozen }: Pick<CalendarState, 'frozen'>,
  { timeZone, at }: { readonly timeZone: string; readonly at: number },
): Readonly<Record<string, Freeze>> {
  const all = [...frozen].map(([line, event]) => [line, toFreeze(event, timeZone)] as const)
  return Object.fromEntries(all.filter(([, { over }]) => at < over))
}
