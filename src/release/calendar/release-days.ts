import { Temporal } from 'temporal-polyfill'
import type { Policy } from '../policy.ts'
import { alignToCadence, alignToMonths, toInstant } from './cadence.ts'

/** What the calendar has days for (Regular Cadence). */
export const RELEASE_KINDS = ['patch', 'minor', 'major'] as const
export type ReleaseKind = (typeof RELEASE_KINDS)[number]

/** What of the policy says when releases are. */
export type CalendarPolicy = Pick<Policy, 'calendar' | 'triggers'>

/** Changes that a patch takes on its day; immediate ones wait for no day. */
export type DayUrgency = 'scheduled' | 'batch'

/** When a release opens, and what it takes. */
export interface ReleaseSlot {
  /** `2026-12-02`. */
  readonly date: string
  /** Seconds since 1970. */
  readonly at: number
  /** What is merged after it waits for the next one; seconds since 1970. */
  readonly cutOff: number
}

/** A day on which releases of a kind are due, as the policy has it. */
export interface ReleaseDay {
  readonly kind: ReleaseKind
  /** The date by the cadence: by it the day is known, wherever it is moved. */
  readonly regular: string
  /** Null where nothing is released: the day is skipped. */
  readonly slot: ReleaseSlot | null
  /** The holiday or freeze that moves or skips it; null where it is on its regular date. */
  readonly blockedBy: string | null
  /** Which changes a patch takes; all of them on the days of other kinds. */
  readonly takes: readonly DayUrgency[]
}

interface Span {
  /** `2026-12-01`, inclusive. */
  readonly from: string
  readonly to: string
}

/** Lists the days of a kind whose regular dates are in a span, the earliest first. */
export function listReleaseDays(policy: CalendarPolicy, kind: ReleaseKind, { from, to }: Span): ReleaseDay[] {
  const days: ReleaseDay[] = []
  const end = Temporal.PlainDate.from(to)
  let date = findRegularDate(policy, kind, Temporal.PlainDate.from(from))
  while (date !== null && Temporal.PlainDate.compare(date, end) <= 0) {
    days.push(createReleaseDay(policy, kind, date))
    date = findRegularDate(policy, kind, date.add({ days: 1 }))
  }
  return days
}

/** For so many regular dates ahead a free one is looked for: two years of weeks, longer than any freeze. */
const MOST_DAYS = 110

/** Returns the first day that takes what is merged at a time; null where the policy has none. */
export function findReleaseDay(
  policy: CalendarPolicy,
  urgency: DayUrgency,
  mergedAt: number,
): ReleaseSlot | null {
  // A day that moved may be on a later date than its own. Where none moves, a gap of daylight saving alone does that.
  const start = toLocalDate(policy, mergedAt).subtract({ days: hasBlocks(policy) ? LONGEST_MOVE : 1 })
  let date = findRegularDate(policy, 'patch', start)
  for (let count = 0; count < MOST_DAYS && date !== null; count += 1) {
    const { slot, takes } = createReleaseDay(policy, 'patch', date)
    // Who comes at the very second has missed it.
    if (slot !== null && slot.cutOff > mergedAt && takes.includes(urgency)) return slot
    date = findRegularDate(policy, 'patch', date.add({ days: 1 }))
  }
  return null
}

function hasBlocks({ calendar }: CalendarPolicy): boolean {
  return calendar.holidays.length > 0 || calendar.freezes.length > 0
}

/** Returns the local date of a time in seconds since 1970. */
export function toLocalDate({ calendar }: Pick<Policy, 'calendar'>, at: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate()
}

/** Returns the slot of a kind on a date. */
export function createSlot({ calendar }: CalendarPolicy, kind: ReleaseKind, date: string): ReleaseSlot {
  const { time, cutOffSeconds } = calendar.patch
  const at = toInstant(Temporal.PlainDate.from(date), { time, timeZone: calendar.timeZone })
  return { date, at, cutOff: kind === 'patch' ? at - cutOffSeconds : at }
}

/** Returns the first regular date of a kind on or after a date; null where none is planned. */
function findRegularDate(
  policy: CalendarPolicy,
  kind: ReleaseKind,
  from: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const { minor, major } = policy.calendar
  switch (kind) {
    case 'patch':
      return findPatchDate(policy, from)
    case 'minor':
      return alignToMonths({ day: minor.day, everyMonths: minor.months }, from)
    case 'major':
      return major.day === 'planned'
        ? findPlannedDate(major.dates, from)
        : alignToMonths({ day: major.day, everyMonths: major.months }, from)
  }
}

function findPatchDate(policy: CalendarPolicy, from: Temporal.PlainDate): Temporal.PlainDate {
  const dates = URGENCIES.map((urgency) => alignToCadence(getPatchCadence(policy, urgency), from))
  return dates.reduce((one, other) => (Temporal.PlainDate.compare(one, other) <= 0 ? one : other))
}

const URGENCIES = ['scheduled', 'batch'] as const

function getPatchCadence({ calendar, triggers }: CalendarPolicy, urgency: DayUrgency) {
  const { day } = calendar.patch
  return { day, everyWeeks: triggers[urgency].every.weeks, anchor: triggers.batch.anchor }
}

function findPlannedDate(dates: readonly string[], from: Temporal.PlainDate): Temporal.PlainDate | null {
  const [first] = dates
    .map((one) => Temporal.PlainDate.from(one))
    .filter((one) => Temporal.PlainDate.compare(one, from) >= 0)
    .toSorted(Temporal.PlainDate.compare)
  return first ?? null
}

function createReleaseDay(
  policy: CalendarPolicy,
  kind: ReleaseKind,
  regular: Temporal.PlainDate,
): ReleaseDay {
  const takes = kind === 'patch' ? URGENCIES.filter((one) => isDayFor(policy, one, regular)) : URGENCIES
  const day = { kind, regular: regular.toString(), takes }
  const blockedBy = findBlock(policy, regular)
  if (blockedBy === null) return { ...day, slot: createSlot(policy, kind, day.regular), blockedBy }
  const date = findFreeDate(policy, kind, regular)
  return { ...day, slot: date && createSlot(policy, kind, date.toString()), blockedBy }
}

function isDayFor(policy: CalendarPolicy, urgency: DayUrgency, date: Temporal.PlainDate): boolean {
  return alignToCadence(getPatchCadence(policy, urgency), date).equals(date)
}

/** Returns the holiday or freeze that a date falls on, as people call it; null where it is free. */
export function findBlock({ calendar }: CalendarPolicy, date: Temporal.PlainDate): string | null {
  const text = date.toString()
  const holiday = calendar.holidays.find((one) => one.date === text || one.date === text.slice(5))
  const freeze = calendar.freezes.find(({ from, to }) => from <= text && text <= to)
  return holiday?.text ?? freeze?.text ?? null
}

/** A blocked day moves to a working day before the next regular date, or after the last one; else it is skipped. */
function findFreeDate(
  policy: CalendarPolicy,
  kind: ReleaseKind,
  regular: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const { onBlockedDay } = policy.calendar
  if (onBlockedDay === 'skip') return null
  const step = onBlockedDay === 'next-working-day' ? 1 : -1
  for (let days = 1; days <= LONGEST_MOVE; days += 1) {
    const date = regular.add({ days: days * step })
    if (findRegularDate(policy, kind, date)?.equals(date)) return null
    if (isWorkingDay(date) && findBlock(policy, date) === null) return date
  }
  return null
}

/** Days by which a blocked day may move; a patch never moves as far as the next one. */
const LONGEST_MOVE = 31

const SATURDAY = 6

function isWorkingDay(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek < SATURDAY
}
