import type { CalendarView } from '../../release/schedule/calendar-view.ts'
import { explainDay } from './calendar-text.ts'

type Day = CalendarView['days'][number]

/** The name of a feed, as calendar programs show it. */
export const FEED_NAME = 'Releases'

/** What an entry of the feed says: one line, and why the day is where it is. */
export function describeEntry(
  repository: string,
  day: Day,
): { readonly summary: string; readonly about: string } {
  const kind = `${day.kind.charAt(0).toUpperCase()}${day.kind.slice(1)}`
  return { summary: `${kind} release of ${repository}`, about: explainDay(day) }
}

/** What an entry says of whose turn it is. */
export function describeTurn(repository: string, { manager }: CalendarView['turns'][number]): string {
  return `${manager} manages the releases of ${repository}`
}
