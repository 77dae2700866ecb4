import { z } from 'zod'
import { RELEASE_KINDS } from '../calendar/release-days.ts'
import { originatorSchema } from '../lifecycle/who.ts'

/** What happened to the calendar of a repository: a history of its own beside those of its releases. */

const recorded = { at: z.number(), by: originatorSchema }
const day = { kind: z.enum(RELEASE_KINDS), regular: z.iso.date() }
const because = z.string().min(1)

function defineEvent<const T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...recorded, ...shape }).readonly()
}

/**
 * What became of a line on a release day: a release opened, one that was open has its day, one is past its plan, nothing
 * was due, or GitHub, git or a rule didn't let it open.
 */
export const DAY_OUTCOMES = ['opened', 'joined', 'under-way', 'nothing', 'refused'] as const

const lineOutcome = z
  .strictObject({
    /** Empty where the repository has no line yet. */
    line: z.string(),
    outcome: z.enum(DAY_OUTCOMES),
    version: z.string().nullable(),
    /** Changes that wait for a later day. */
    later: z.array(z.string()).readonly(),
  })
  .readonly()
export type LineOutcome = z.output<typeof lineOutcome>

/** A minor or major release is announced before its day; every release is due on it. */
export const DAY_STAGES = ['announced', 'due'] as const
export type DayStage = (typeof DAY_STAGES)[number]

/** Stored for ever: types are added, never edited. */
export const calendarEventSchema = z.discriminatedUnion('type', [
  /** From here on days count: what was due before the bot was there is not made up for. */
  defineEvent('CalendarStarted', {}),
  defineEvent('DaySkipped', { ...day, because }),
  /** `to` is the new date. */
  defineEvent('DayMoved', { ...day, to: z.iso.date(), because }),
  /** It is on its regular date again. */
  defineEvent('DayRestored', day),
  defineEvent('CalendarHeld', { because }),
  defineEvent('CalendarResumed', {}),
  /** No release of the line is cut up to and with that day. */
  defineEvent('LineFrozen', { line: z.string().min(1), until: z.iso.date(), because }),
  defineEvent('LineUnfrozen', { line: z.string().min(1) }),
  /** Done, once for all replicas. `isLate`: a newer day of the same kind came first, and this one opens nothing any more. */
  defineEvent('DayHandled', {
    ...day,
    stage: z.enum(DAY_STAGES),
    isLate: z.boolean(),
    lines: z.array(lineOutcome).readonly(),
    /** The issue that reminds of a minor or major release. */
    issue: z.int().nullable(),
  }),
])
export type CalendarEvent = z.output<typeof calendarEventSchema>
export type CalendarEventOf<T extends CalendarEvent['type']> = Extract<CalendarEvent, { type: T }>

/** A decision about one day. */
export type DayChange = CalendarEventOf<'DaySkipped' | 'DayMoved'>

/** What is true of the calendar of a repository. */
export interface CalendarState {
  /** Seconds since 1970; null before the bot looked at it. */
  readonly startedAt: number | null
  readonly held: CalendarEventOf<'CalendarHeld'> | null
  /** By `patch 2026-12-02`. */
  readonly changes: ReadonlyMap<string, DayChange>
  readonly handled: readonly CalendarEventOf<'DayHandled'>[]
  /** By the name of the line, `2.0`; also those whose day is past. */
  readonly frozen: ReadonlyMap<string, CalendarEventOf<'LineFrozen'>>
}

/** Before the first event. */
export const NO_CALENDAR: CalendarState = {
  startedAt: null,
  held: null,
  changes: new Map(),
  handled: [],
  frozen: new Map(),
}

/** The name of a day within a calendar. */
export function formatDayKey({ kind, regular }: { readonly kind: string; readonly regular: string }): string {
  return `${kind} ${regular}`
}

/** What is true of the calendar after an event. */
export function evolveCalendar(state: CalendarState, event: CalendarEvent): CalendarState {
  switch (event.type) {
    case 'CalendarStarted':
      return { ...state, startedAt: state.startedAt ?? event.at }
    case 'DaySkipped':
    case 'DayMoved':
      return { ...state, changes: new Map([...state.changes, [formatDayKey(event), event]]) }
    case 'DayRestored': {
      const key = formatDayKey(event)
      return { ...state, changes: new Map([...state.changes].filter(([one]) => one !== key)) }
    }
    case 'CalendarHeld':
      return { ...state, held: event }
    case 'CalendarResumed':
      return { ...state, held: null }
    case 'LineFrozen':
      return { ...state, frozen: new Map([...state.frozen, [event.line, event]]) }
    case 'LineUnfrozen':
      return { ...state, frozen: new Map([...state.frozen].filter(([line]) => line !== event.line)) }
    case 'DayHandled':
      return { ...state, handled: [...state.handled, event] }
  }
}
