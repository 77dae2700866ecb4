import type { Policy } from '../policy.ts'
import { toInstant } from './cadence.ts'
import { toLocalDate } from './release-days.ts'

/** When the week of a time began for the team: its Monday, at the time of the patch. */
export interface WeekStart {
  /** `2026-11-30`. */
  readonly monday: string
  /** Seconds since 1970. */
  readonly at: number
}

/** Returns the last Monday, at the time of the patch, that isn't after a time. */
export function findWeekStart(policy: Pick<Policy, 'calendar'>, now: number): WeekStart {
  const { timeZone, patch } = policy.calendar
  const local = { time: patch.time, timeZone }
  const today = toLocalDate(policy, now)
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const at = toInstant(monday, local)
  if (at <= now) return { monday: monday.toString(), at }
  const before = monday.subtract({ weeks: 1 })
  return { monday: before.toString(), at: toInstant(before, local) }
}
