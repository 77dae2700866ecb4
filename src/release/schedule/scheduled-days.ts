import {
  type CalendarPolicy,
  createSlot,
  listReleaseDays,
  RELEASE_KINDS,
  type ReleaseDay,
  type ReleaseKind,
  type ReleaseSlot,
  toLocalDate,
} from '../calendar/release-days.ts'
import { type CalendarState, type DayChange, type DayStage, formatDayKey } from './calendar-events.ts'

/** A release day as it stands: by the policy, and by what people decided about it. */
export interface ScheduledDay extends ReleaseDay {
  /** What somebody decided about it; null where the policy alone says when it is. */
  readonly change: DayChange | null
}

/** What of a day is to be done, and since when; seconds since 1970. */
export interface DueDay {
  readonly day: ScheduledDay & { readonly slot: ReleaseSlot }
  readonly stage: DayStage
  readonly since: number
  /** Whether a newer day of its kind is due too: then this one opens nothing. */
  readonly isLate: boolean
}

interface Span {
  /** `2026-12-01`, inclusive; of regular dates. */
  readonly from: string
  readonly to: string
}

/** How far somebody may move a day, in days. */
export const LONGEST_SHIFT = 60
/** Days before today in which what is due is made up for. */
const LOOK_BACK = LONGEST_SHIFT + 10
/** And after it, in which the next day is looked for: longer than any lead and any shift. */
const LOOK_AHEAD = 160

/** Lists the days of a kind whose regular dates are in a span, as they stand. */
export function listScheduledDays(
  policy: CalendarPolicy,
  state: CalendarState,
  { kind, ...span }: Span & { readonly kind: ReleaseKind },
): ScheduledDay[] {
  return listReleaseDays(policy, kind, span).map((day) => applyChange(policy, state, day))
}

function applyChange(policy: CalendarPolicy, state: CalendarState, day: ReleaseDay): ScheduledDay {
  const change = state.changes.get(formatDayKey(day)) ?? null
  switch (change?.type) {
    case undefined:
      return { ...day, change: null }
    case 'DaySkipped':
      return { ...day, slot: null, change }
    case 'DayMoved':
      return { ...day, slot: createSlot(policy, day.kind, change.to), change }
  }
}

/** Returns the next day of a kind that is still to come, skipped ones left out; null where none is planned. */
export function findNextDay(
  policy: CalendarPolicy,
  state: CalendarState,
  { kind, now }: { readonly kind: ReleaseKind; readonly now: number },
): DueDay['day'] | null {
  return listAround(policy, state, { kind, now }).find(({ slot }) => slot.at > now) ?? null
}

/** Lists what is due and not done, the earliest first. A held calendar opens no patch; reminders go on. */
export function listDueDays(policy: CalendarPolicy, state: CalendarState, now: number): DueDay[] {
  const { startedAt } = state
  if (startedAt === null) return []
  return RELEASE_KINDS.flatMap((kind) => {
    if (kind === 'patch' && state.held !== null) return []
    const due = listStages(policy, state, { kind, now }).filter(
      (one) => one.since <= now && isInTime(one, { startedAt, now }),
    )
    const last = due.filter(({ stage }) => stage === 'due').at(-1)
    return due
      .filter((one) => !isHandled(state, one))
      .map((one) => ({ ...one, isLate: last !== undefined && one.day.slot.at < last.day.slot.at }))
  })
}

/** What was due before the calendar began isn't made up for; a day is announced as long as it is still to come. */
function isInTime(
  { day, stage, since }: Stage,
  { startedAt, now }: { readonly startedAt: number; readonly now: number },
): boolean {
  return stage === 'announced' ? day.slot.at > now : since > startedAt
}

/** Returns when the calendar has to be looked at next, in seconds since 1970; null where nothing is planned. */
export function findNextLook(policy: CalendarPolicy, state: CalendarState, now: number): number | null {
  const times = RELEASE_KINDS.flatMap((kind) =>
    listStages(policy, state, { kind, now }).flatMap(({ since }) => (since > now ? [since] : [])),
  )
  return times.length === 0 ? null : Math.min(...times)
}

type Stage = Omit<DueDay, 'isLate'>

function listStages(
  policy: CalendarPolicy,
  state: CalendarState,
  at: { readonly kind: ReleaseKind; readonly now: number },
): Stage[] {
  const { minor, major } = policy.calendar
  const days = listAround(policy, state, at)
  const due = days.map((day): Stage => ({ day, stage: 'due', since: day.slot.at }))
  if (at.kind === 'patch') return due
  const lead = at.kind === 'minor' ? minor.remindSeconds : major.remindSeconds
  const announced = days.map((day): Stage => ({ day, stage: 'announced', since: day.slot.at - lead }))
  return [...announced, ...due].toSorted((one, other) => one.since - other.since)
}

function isHandled(state: CalendarState, { day, stage }: Pick<DueDay, 'day' | 'stage'>): boolean {
  return state.handled.some(
    (one) => one.kind === day.kind && one.regular === day.regular && one.stage === stage,
  )
}

function listAround(
  policy: CalendarPolicy,
  state: CalendarState,
  { kind, now }: { readonly kind: ReleaseKind; readonly now: number },
): DueDay['day'][] {
  const today = toLocalDate(policy, now)
  const span = {
    from: today.subtract({ days: LOOK_BACK }).toString(),
    to: today.add({ days: LOOK_AHEAD }).toString(),
  }
  return listScheduledDays(policy, state, { kind, ...span })
    .flatMap((day) => (day.slot === null ? [] : [{ ...day, slot: day.slot }]))
    .toSorted((one, other) => one.slot.at - other.slot.at)
}
