import { Temporal } from 'temporal-polyfill'
import { type MonthDay, type Ordinal, parseMonthDay, WEEKDAYS, type Weekday } from '../policy/calendar.ts'

/** Every so many weeks on a weekday, counted from a date. */
interface WeeklyCadence {
  readonly day: Weekday
  readonly everyWeeks: number
  /** `2026-01-07`: weeks are counted from the first such day on or after it. */
  readonly anchor: string
}

/** Every so many months on a day like the first Tuesday; months are counted from January of the year 0. */
interface MonthlyCadence {
  readonly day: MonthDay
  readonly everyMonths: number
}

/** Returns the first date of a weekly cadence on or after a date. */
export function alignToCadence(
  { day, everyWeeks, anchor }: WeeklyCadence,
  from: Temporal.PlainDate,
): Temporal.PlainDate {
  const start = alignToWeekday(Temporal.PlainDate.from(anchor), day)
  const date = alignToWeekday(from, day)
  const weeks = Math.round(start.until(date, { largestUnit: 'days' }).days / 7)
  const past = ((weeks % everyWeeks) + everyWeeks) % everyWeeks
  return past === 0 ? date : date.add({ weeks: everyWeeks - past })
}

/** Returns the first date of a monthly cadence on or after a date. */
export function alignToMonths(
  { day, everyMonths }: MonthlyCadence,
  from: Temporal.PlainDate,
): Temporal.PlainDate {
  const { ordinal, weekday } = parseMonthDay(day)
  const months = from.year * 12 + (from.month - 1)
  const first = Math.ceil(months / everyMonths) * everyMonths
  const date = getDayInMonth(first, ordinal, weekday)
  if (Temporal.PlainDate.compare(date, from) >= 0) return date
  return getDayInMonth(first + everyMonths, ordinal, weekday)
}

const NTH: Readonly<Record<Exclude<Ordinal, 'last'>, number>> = { first: 0, second: 1, third: 2, fourth: 3 }

function getDayInMonth(months: number, ordinal: Ordinal, weekday: Weekday): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({
    year: Math.floor(months / 12),
    month: (((months % 12) + 12) % 12) + 1,
    day: 1,
  })
  if (ordinal !== 'last') return alignToWeekday(first, weekday).add({ weeks: NTH[ordinal] })
  const last = first.add({ months: 1 }).subtract({ days: 7 })
  return alignToWeekday(last, weekday)
}

/** Returns the first date on or after a date that is such a weekday. */
export function alignToWeekday(date: Temporal.PlainDate, day: Weekday): Temporal.PlainDate {
  return date.add({ days: (WEEKDAYS.indexOf(day) + 1 - date.dayOfWeek + 7) % 7 })
}

/** Returns the second since 1970 of a local time: moved on by a gap of daylight saving, the earlier of two. */
export function toInstant(
  date: Temporal.PlainDate,
  { time, timeZone }: { readonly time: string; readonly timeZone: string },
): number {
  const slot = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
  return slot.epochMilliseconds / 1000
}
