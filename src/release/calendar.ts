import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS, type Weekday } from './policy/calendar.ts'

/** Something that comes round every few weeks at a local time (Regular Cadence). */
export interface Cadence {
  /** IANA name, `Europe/Berlin`. */
  readonly timeZone: string
  readonly day: Weekday
  /** `10:00`. */
  readonly time: string
  readonly everyWeeks: number
  /** `2026-01-07`: weeks are counted from the first such day on or after it. */
  readonly anchor: string
}

/**
 * The first slot strictly after a time, both in seconds since 1970: who comes at the very minute has missed it.
 * Every date has exactly one slot. A local time that daylight saving skips moves on by the gap (02:30 becomes 03:30),
 * one that it repeats means the earlier of the two.
 */
export function getNextSlot(cadence: Cadence, after: number): number {
  const from = toZonedTime(after, cadence.timeZone).toPlainDate()
  // A slot moved on by a gap may fall on a later date than its own, so the search starts a day early.
  const first = alignToCadence(cadence, from.subtract({ days: 1 }))
  const slot = getSlot(cadence, first)
  return slot > after ? slot : getSlot(cadence, first.add({ weeks: cadence.everyWeeks }))
}

/** The date that people in a zone write at a time given in seconds since 1970: `2026-03-04`. */
export function formatDate(timeZone: string, at: number): string {
  return toZonedTime(at, timeZone).toPlainDate().toString()
}

/** Whole days from one date to another, both as `2026-03-04`; negative when the second is earlier. */
export function countDays(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

/** The date so many days after the one on which a time falls in a zone. */
export function addDays(timeZone: string, at: number, days: number): string {
  return toZonedTime(at, timeZone).toPlainDate().add({ days }).toString()
}

/** A real date of the calendar, written `2026-02-28`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** Seconds since 1970 of a date (its first second in UTC) or of a time with its offset; null for anything else. */
export function parseInstant(text: string): number | null {
  if (isDate(text)) return parseInstant(`${text}T00:00:00Z`)
  try {
    return Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1000)
  } catch {
    return null
  }
}

/** The first date of the cadence on or after a date. */
function alignToCadence({ day, everyWeeks, anchor }: Cadence, from: Temporal.PlainDate): Temporal.PlainDate {
  const start = alignToWeekday(Temporal.PlainDate.from(anchor), day)
  const date = alignToWeekday(from, day)
  const weeks = Math.round(start.until(date, { largestUnit: 'days' }).days / 7)
  const past = ((weeks % everyWeeks) + everyWeeks) % everyWeeks
  return past === 0 ? date : date.add({ weeks: everyWeeks - past })
}

function alignToWeekday(date: Temporal.PlainDate, day: Weekday): Temporal.PlainDate {
  return date.add({ days: (WEEKDAYS.indexOf(day) + 1 - date.dayOfWeek + 7) % 7 })
}

function getSlot({ time, timeZone }: Cadence, date: Temporal.PlainDate): number {
  const slot = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
  return slot.epochMilliseconds / 1000
}

function toZonedTime(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000).toZonedDateTimeISO(timeZone)
}
