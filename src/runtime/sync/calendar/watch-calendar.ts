import type { Policy } from '../../../release/policy.ts'
import { createCalendarView } from '../../../release/schedule/calendar-view.ts'
import { writeCalendarView } from '../../../store/calendars/calendar-views.ts'
import { listReleases } from '../../../store/events/releases.ts'
import type { Unit } from '../../../store/transaction.ts'
import { enqueueWeekSummary } from '../../effects/chats/week-summary.ts'
import { loadCalendar, loadLockedCalendar, recordCalendarEvent } from './calendar-record.ts'
import { enqueueCalendarLooks } from './next-looks.ts'

interface Watching {
  readonly repository: number
  readonly policy: Policy
  /** Whether main has a config. */
  readonly hasConfig: boolean
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * Begins the calendar of a repository, and has what is due looked at. An App is often installed on all repositories of an
 * organization: nothing opens by itself before one has a config or its first release.
 */
export async function watchCalendar(
  unit: Unit,
  { repository, policy, hasConfig, now }: Watching,
): Promise<void> {
  const known = await loadCalendar(unit, repository)
  if (known.state.startedAt === null && !hasConfig && !(await hasReleases(unit, repository))) return
  const { state } = known.state.startedAt === null ? await startCalendar(unit, repository, now) : known
  await enqueueCalendarLooks(unit, { repository, policy, state, now })
  await writeCalendarView(unit, repository, { view: createCalendarView(policy, state, now), at: now })
  await enqueueWeekSummary(unit, { repository, policy, startedAt: state.startedAt ?? now, now })
}

async function hasReleases(unit: Unit, repository: number): Promise<boolean> {
  return (await listReleases(unit, String(repository))).length > 0
}

async function startCalendar(unit: Unit, repository: number, at: number) {
  const calendar = await loadLockedCalendar(unit, repository)
  if (calendar.state.startedAt !== null) return calendar
  const event = { type: 'CalendarStarted', at, by: { kind: 'rule' } } as const
  return recordCalendarEvent(unit, repository, { calendar, event })
}
