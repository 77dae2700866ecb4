import { Temporal } from 'temporal-polyfill'
import { alignToCadence, toInstant } from './calendar/cadence.ts'
import type { Weekday } from './policy/calendar.ts'

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
  const slot = toInstant(first, cadence)
  return slot > after ? slot : toInstant(first.add({ weeks: cadence.everyWeeks }), cadence)
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

function toZonedTime(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000).toZonedDateTimeISO(timeZone)
}

/**
 * Seconds since 1970 of a local time, `2026-03-10T14:00`, in a time zone; null where there is no such time or zone. A time
 * that daylight saving skips or repeats is none: people have to name another.
 */
export function parseLocalTime(text: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' })
    return local.toZonedDateTime(timeZone, { disambiguation: 'reject' }).epochMilliseconds / 1000
  } catch {
    return null
  }
}

/** A time as people in a zone write it, with the zone: `2026-03-10 14:00 Europe/Berlin`. */
export function formatLocalTime(at: number, timeZone: string): string {
  const local = toZonedTime(at, timeZone)
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} ${timeZone}`
}
