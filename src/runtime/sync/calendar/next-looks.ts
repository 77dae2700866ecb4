import type { Policy } from '../../../release/policy.ts'
import type { CalendarState } from '../../../release/schedule/calendar-events.ts'
import { findNextLook, listDueDays } from '../../../release/schedule/scheduled-days.ts'
import { enqueue, type Work } from '../../../store/jobs/outbox.ts'
import type { Unit } from '../../../store/transaction.ts'

/** A calendar at a time in seconds since 1970. */
interface Looked {
  readonly repository: number
  readonly policy: Policy
  readonly state: CalendarState
  readonly now: number
}

const HOUR = 3_600

/**
 * Puts the jobs to work that look at a calendar: at the next time that something is due, and now where something is.
 * The same look is enqueued once, whoever asks for it; what fails for long is looked at again each hour.
 */
export async function enqueueCalendarLooks(
  unit: Unit,
  { repository, policy, state, now }: Looked,
): Promise<void> {
  const next = findNextLook(policy, state, now)
  const isDue = listDueDays(policy, state, now).length > 0
  await enqueue(unit, [
    ...(isDue ? [createLook(repository, { key: `now-${Math.floor(now / HOUR)}`, now, at: null })] : []),
    ...(next === null ? [] : [createLook(repository, { key: String(next), now, at: next })]),
  ])
}

/** Has a calendar looked at right away, because of something. */
export async function enqueueCalendarLook(
  unit: Unit,
  {
    repository,
    because,
    now,
  }: { readonly repository: number; readonly because: string; readonly now: number },
): Promise<void> {
  await enqueue(unit, [createLook(repository, { key: because, now, at: null })])
}

/** The source of the inbox's own jobs. */
const JOB = 'turn'

function createLook(
  repository: number,
  { key, now, at }: { readonly key: string; readonly now: number; readonly at: number | null },
): Work {
  return {
    topic: 'inbox',
    source: JOB,
    key: `calendar:${repository}:${key}`,
    lane: `${repository}:calendar`,
    type: 'calendar',
    payload: JSON.stringify({ kind: 'calendar', repository }),
    addedAt: now,
    at,
  }
}
