import { z } from 'zod'
import { RELEASE_KINDS, toLocalDate } from '../calendar/release-days.ts'
import { listTurns } from '../calendar/rota.ts'
import type { Policy } from '../policy.ts'
import { type CalendarState, calendarEventSchema } from './calendar-events.ts'
import { listScheduledDays, type ScheduledDay } from './scheduled-days.ts'

const slot = z.strictObject({ date: z.string(), at: z.number(), cutOff: z.number() }).readonly()
const day = z
  .strictObject({
    kind: z.enum(RELEASE_KINDS),
    regular: z.string(),
    slot: slot.nullable(),
    blockedBy: z.string().nullable(),
    takes: z.array(z.enum(['scheduled', 'batch'])).readonly(),
    change: calendarEventSchema.nullable(),
  })
  .readonly()

/** What is shown of a calendar where its policy isn't at hand: pages and feeds. Kept in the record, and made anew. */
export const calendarViewSchema = z
  .strictObject({
    timeZone: z.string(),
    held: z.strictObject({ because: z.string() }).readonly().nullable(),
    days: z.array(day).readonly(),
    turns: z
      .array(z.strictObject({ manager: z.string(), from: z.string(), to: z.string() }).readonly())
      .readonly(),
    targets: z
      .strictObject({
        timeToPatchBelowSeconds: z.number(),
        deploymentTimeBelowSeconds: z.number(),
        rollbackRateBelowPercent: z.number(),
        successRateAbovePercent: z.number(),
      })
      .readonly(),
  })
  .readonly()
export type CalendarView = z.output<typeof calendarViewSchema>

/** How many days of each kind are shown: three months of patches, and a year of the others. */
const SHOWN = { patch: 13, minor: 12, major: 4 } as const
const SHOWN_TURNS = 6

/** Lists the days of each kind that are still to come, skipped ones too, the earliest first. */
export function listComingDays(
  policy: Policy,
  state: CalendarState,
  { now, most }: { readonly now: number; readonly most: Readonly<Record<ScheduledDay['kind'], number>> },
): ScheduledDay[] {
  const date = toLocalDate(policy, now)
  const today = date.toString()
  const span = { from: date.subtract({ days: 60 }).toString(), to: date.add({ days: 400 }).toString() }
  return RELEASE_KINDS.flatMap((kind) =>
    listScheduledDays(policy, state, { kind, ...span })
      .filter(({ slot: is, regular }) => (is?.date ?? regular) >= today)
      .slice(0, most[kind]),
  )
}

/** Makes what is shown of a calendar at a time, in seconds since 1970. */
export function createCalendarView(policy: Policy, state: CalendarState, now: number): CalendarView {
  const today = toLocalDate(policy, now).toString()
  return {
    timeZone: policy.calendar.timeZone,
    held: state.held && { because: state.held.because },
    days: listComingDays(policy, state, { now, most: SHOWN }),
    turns: listTurns(policy.calendar.rota, { from: today, count: SHOWN_TURNS }),
    targets: policy.measures,
  }
}
