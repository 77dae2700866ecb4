import {
  type CalendarEvent,
  type CalendarState,
  calendarEventSchema,
  evolveCalendar,
  NO_CALENDAR,
} from '../../../release/schedule/calendar-events.ts'
import {
  appendCalendarEvent,
  lockCalendar,
  readCalendarEvents,
} from '../../../store/calendars/calendar-events.ts'
import type { Unit } from '../../../store/transaction.ts'

/** A calendar as the record has it. */
export interface LoadedCalendar {
  readonly state: CalendarState
  readonly events: readonly CalendarEvent[]
}

/** Reads the calendar of a repository. */
export async function loadCalendar(unit: Unit, repository: number): Promise<LoadedCalendar> {
  const events = await readCalendarEvents(unit, repository, calendarEventSchema)
  return { state: events.reduce(evolveCalendar, NO_CALENDAR), events }
}

/** Reads it, and keeps other replicas from it until the transaction ends. */
export async function loadLockedCalendar(unit: Unit, repository: number): Promise<LoadedCalendar> {
  await lockCalendar(unit, repository)
  return loadCalendar(unit, repository)
}

/** Writes down what happened to a calendar, and returns it as it is then. */
export async function recordCalendarEvent(
  unit: Unit,
  repository: number,
  { calendar, event }: { readonly calendar: LoadedCalendar; readonly event: CalendarEvent },
): Promise<LoadedCalendar> {
  const { state, events } = calendar
  await appendCalendarEvent(unit, repository, { after: events.length, event, at: event.at })
  return { state: evolveCalendar(state, event), events: [...events, event] }
}
