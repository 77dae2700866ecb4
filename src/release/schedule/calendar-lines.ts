import { z } from 'zod'
import type { Policy } from '../policy.ts'
import type { CalendarState } from './calendar-events.ts'

/** A change that waits for a later day than the next; `due` is in seconds since 1970. */
export const waitingChangeSchema = z
  .strictObject({ candidate: z.string(), urgency: z.enum(['scheduled', 'batch']), due: z.number() })
  .readonly()
type WaitingChange = z.output<typeof waitingChangeSchema>

/** A release of a line that is on its way, and what it leaves for a later day. */
export interface LineRelease {
  readonly line: string
  readonly version: string
  readonly waiting: readonly WaitingChange[]
}

/** A line as its repository's calendar shows it. */
export interface CalendarLine<R extends LineRelease> {
  readonly line: string
  /** The release that is open on it; null where the next day opens one. */
  readonly release: R | null
  /** Until which date the policy supports it; null for the highest line without an end. */
  readonly supportEnds: string | null
  readonly frozen: { readonly until: string; readonly because: string } | null
  /** Changes that waited for a later day when its last day came, and that no release has since. */
  readonly left: readonly string[]
}

interface LinesInput<R extends LineRelease> {
  readonly policy: { readonly line: Pick<Policy['line'], 'supportEnds'> }
  readonly state: CalendarState
  readonly open: readonly R[]
  /** `2026-12-02`. */
  readonly today: string
}

/** Lists the lines that a calendar is about: with an open release, with a day lately, or still supported; the highest first. */
export function listCalendarLines<R extends LineRelease>(input: LinesInput<R>): CalendarLine<R>[] {
  const { policy, state, open, today } = input
  const last = state.handled.findLast(
    ({ kind, stage, isLate }) => kind === 'patch' && stage === 'due' && !isLate,
  )
  const ends = policy.line.supportEnds
  const names = new Set([
    ...open.map(({ line }) => line),
    ...(last?.lines ?? []).map(({ line }) => line).filter((line) => line !== ''),
    ...Object.keys(ends).filter((line) => (ends[line] ?? '') >= today),
  ])
  return [...names].toSorted(compareLines).map((line) => {
    const release = open.find((one) => one.line === line) ?? null
    const frozen = state.frozen.get(line)
    const past = release === null ? last?.lines.find((one) => one.line === line) : undefined
    return {
      line,
      release,
      supportEnds: ends[line] ?? null,
      frozen: frozen && frozen.until >= today ? { until: frozen.until, because: frozen.because } : null,
      left: past?.outcome === 'nothing' ? past.later : [],
    }
  })
}

/** `2.10` is above `2.9`. */
function compareLines(one: string, other: string): number {
  return other.localeCompare(one, 'en', { numeric: true })
}
