import { type CalendarPolicy, createSlot, type ReleaseKind, toLocalDate } from '../calendar/release-days.ts'
import { countDays } from '../calendar.ts'
import { createRuleRefusal, type RefusalReason, type RuleRefusal } from '../lifecycle/refusals.ts'
import type { Person } from '../lifecycle/who.ts'
import { type CalendarEvent, type CalendarState, formatDayKey } from './calendar-events.ts'
import { findNextDay, LONGEST_SHIFT, listScheduledDays, type ScheduledDay } from './scheduled-days.ts'

/** What people say to a calendar. `date` is the regular date of the day that they mean; null means the next one. */
export type CalendarCommand =
  | {
      readonly type: 'Skip'
      readonly kind: ReleaseKind
      readonly date: string | null
      readonly because: string
    }
  | {
      readonly type: 'Move'
      readonly kind: ReleaseKind
      readonly date: string | null
      readonly to: string
      readonly because: string
    }
  | { readonly type: 'Hold'; readonly because: string }
  /** `until` is the last day, `2026-12-24`. */
  | { readonly type: 'Freeze'; readonly line: string; readonly until: string; readonly because: string }
  | { readonly type: 'Unfreeze'; readonly line: string }
  /** With a date, the day is on its regular date again; without one, the calendar goes on. */
  | { readonly type: 'Resume'; readonly kind: ReleaseKind; readonly date: string | null }

/** Who says it and when, in seconds since 1970. */
interface Stamp {
  readonly at: number
  readonly person: Person
}

/** The event, or why not. */
export type CalendarDecision =
  | { readonly kind: 'accepted'; readonly event: CalendarEvent }
  | { readonly kind: 'refused'; readonly refusal: RuleRefusal }

interface Calendar {
  readonly policy: CalendarPolicy
  readonly state: CalendarState
}

/** Decides what somebody wants of the calendar. */
export function decideCalendar(
  calendar: Calendar,
  command: CalendarCommand,
  { at, person }: Stamp,
): CalendarDecision {
  const stamp = { at, by: { kind: 'person', person } } as const
  const { state } = calendar
  switch (command.type) {
    case 'Hold':
      if (state.held) return refuse({ code: 'calendar-held', because: state.held.because })
      return accept({ type: 'CalendarHeld', ...stamp, because: command.because })
    case 'Freeze': {
      const { line, until, because } = command
      if (until < toLocalDate(calendar.policy, at).toString())
        return refuse({ code: 'day-past', date: until })
      return accept({ type: 'LineFrozen', ...stamp, line, until, because })
    }
    case 'Unfreeze':
      if (!state.frozen.has(command.line)) return refuse({ code: 'line-not-frozen', line: command.line })
      return accept({ type: 'LineUnfrozen', ...stamp, line: command.line })
    case 'Resume':
      return command.date === null ? resume(state, stamp) : restore(calendar, command.date, command, stamp)
    case 'Skip':
    case 'Move':
      return changeDay(calendar, command, stamp)
  }
}

function accept(event: CalendarEvent): CalendarDecision {
  return { kind: 'accepted', event }
}

function refuse(reason: RefusalReason): CalendarDecision {
  return { kind: 'refused', refusal: createRuleRefusal(reason) }
}

type EventStamp = Pick<CalendarEvent, 'at' | 'by'>

function resume(state: CalendarState, stamp: EventStamp): CalendarDecision {
  if (!state.held) return refuse({ code: 'calendar-not-held' })
  return accept({ type: 'CalendarResumed', ...stamp })
}

function restore(
  { state }: Calendar,
  regular: string,
  { kind }: { readonly kind: ReleaseKind },
  stamp: EventStamp,
): CalendarDecision {
  if (!state.changes.has(formatDayKey({ kind, regular })))
    return refuse({ code: 'day-unchanged', of: kind, date: regular })
  if (isDone(state, { kind, regular })) return refuse({ code: 'day-over', of: kind, date: regular })
  return accept({ type: 'DayRestored', ...stamp, kind, regular })
}

function changeDay(
  calendar: Calendar,
  command: Extract<CalendarCommand, { type: 'Skip' | 'Move' }>,
  stamp: EventStamp,
): CalendarDecision {
  const { kind, because } = command
  const day = findDay(calendar, command, stamp.at)
  if ('code' in day) return refuse(day)
  const { regular } = day
  if (command.type === 'Skip') return accept({ type: 'DaySkipped', ...stamp, kind, regular, because })

  const { to } = command
  const refusal = checkMove(calendar, { day, to, now: stamp.at })
  if (refusal) return refuse(refusal)
  return accept({ type: 'DayMoved', ...stamp, kind, regular, to, because })
}

/** The day that is meant: by its regular date or by where it is now, else the next one. */
function findDay(
  { policy, state }: Calendar,
  { kind, date }: { readonly kind: ReleaseKind; readonly date: string | null },
  now: number,
): ScheduledDay | RefusalReason {
  if (date === null) return findNextDay(policy, state, { kind, now }) ?? { code: 'no-release-day', of: kind }
  const today = toLocalDate(policy, now)
  const days = listScheduledDays(policy, state, {
    kind,
    from: today.subtract({ days: LONGEST_SHIFT }).toString(),
    to: today.add({ years: 2 }).toString(),
  })
  const found =
    days.find(({ regular }) => regular === date) ?? days.find(({ slot }) => slot?.date === date) ?? null
  if (!found)
    return { code: 'not-a-release-day', of: kind, date, next: listNextDates(days, today.toString()) }
  return isDone(state, found) ? { code: 'day-over', of: kind, date } : found
}

const SHOWN_DATES = 3

function listNextDates(days: readonly ScheduledDay[], today: string): string[] {
  return days.flatMap(({ slot }) => (slot && slot.date >= today ? [slot.date] : [])).slice(0, SHOWN_DATES)
}

function isDone(
  { handled }: CalendarState,
  { kind, regular }: { readonly kind: ReleaseKind; readonly regular: string },
): boolean {
  return handled.some((one) => one.kind === kind && one.regular === regular && one.stage === 'due')
}

/** A day moves to a date that is still to come, that no other day of its kind has, and that isn't far away. */
function checkMove(
  { policy, state }: Calendar,
  { day, to, now }: { readonly day: ScheduledDay; readonly to: string; readonly now: number },
): RefusalReason | null {
  const { kind, regular } = day
  if (createSlot(policy, kind, to).at <= now) return { code: 'day-past', date: to }
  if (Math.abs(countDays(regular, to)) > LONGEST_SHIFT)
    return { code: 'day-too-far', date: to, days: LONGEST_SHIFT }
  const near = toLocalDate(policy, now).add({ years: 2 }).toString()
  const others = listScheduledDays(policy, state, {
    kind,
    from: regular.slice(0, 4).concat('-01-01'),
    to: near,
  })
  const taken = others.some((one) => one.regular !== regular && one.slot?.date === to)
  return taken ? { code: 'day-taken', of: kind, date: to } : null
}
