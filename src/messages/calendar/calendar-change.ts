import type { CalendarEvent } from '../../release/schedule/calendar-events.ts'

/** Says what somebody changed in the calendar, as Markdown with code in backquotes. */
export function describeCalendarChange(event: CalendarEvent): string {
  switch (event.type) {
    case 'DaySkipped':
      return `Skipped the ${event.kind} release of ${event.regular}. To take it back, run \`/release calendar resume ${event.kind} ${event.regular}\`.`
    case 'DayMoved':
      return `Moved the ${event.kind} release of ${event.regular} to ${event.to}.`
    case 'DayRestored':
      return `The ${event.kind} release of ${event.regular} is on its regular day again.`
    case 'CalendarHeld':
      return 'Held the calendar. No patch opens by itself until someone runs `/release calendar resume`. Emergencies still do.'
    case 'CalendarResumed':
      return 'Resumed the calendar. What came due meanwhile opens now.'
    case 'LineFrozen':
      return `Froze ${event.line} until ${event.until}: none of its releases is cut before that day is over. To end it, run \`/release unfreeze ${event.line}\`.`
    case 'LineUnfrozen':
      return `${event.line} is no longer frozen. A cut that waited for it goes on.`
    case 'CalendarStarted':
    case 'DayHandled':
      return ''
  }
}
