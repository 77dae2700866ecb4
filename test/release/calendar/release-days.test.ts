import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  type CalendarPolicy,
  findReleaseDay,
  listReleaseDays,
  type ReleaseKind,
} from '../../../src/release/calendar/release-days.ts'
import { defaultPolicy, policySchema } from '../../../src/release/policy.ts'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }

function read(calendar: object, triggers: object = {}): CalendarPolicy {
  return policySchema.parse({ calendar, triggers })
}

function dates(policy: CalendarPolicy, kind: ReleaseKind, span = YEAR): (string | null)[] {
  return listReleaseDays(policy, kind, span).map(({ slot }) => slot?.date ?? null)
}

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds / 1000
}

describe('the days of the process document', () => {
  it('are every Wednesday for a patch', () => {
    const days = listReleaseDays(defaultPolicy, 'patch', YEAR)
    expect(days).toHaveLength(52)
    expect(days.map(({ regular }) => Temporal.PlainDate.from(regular).dayOfWeek)).toEqual(Array(52).fill(3))
  })

  it('are the first Tuesday of each month for a minor release', () => {
    expect(dates(defaultPolicy, 'minor').slice(0, 4)).toEqual([
      '2026-01-06',
      '2026-02-03',
      '2026-03-03',
      '2026-04-07',
    ])
    expect(dates(defaultPolicy, 'minor')).toHaveLength(12)
  })

  it('are those that are planned for a major release, and by quarter where a day is given', () => {
    expect(dates(defaultPolicy, 'major')).toEqual([])
    expect(dates(read({ major: { dates: ['2026-09-15', '2026-03-10'] } }), 'major')).toEqual([
      '2026-03-10',
      '2026-09-15',
    ])
    expect(dates(read({ major: { day: 'last-monday' } }), 'major')).toEqual([
      '2026-01-26',
      '2026-04-27',
      '2026-07-27',
      '2026-10-26',
    ])
  })

  it('take batch changes every second week, from the anchor', () => {
    const days = listReleaseDays(defaultPolicy, 'patch', { from: '2026-02-01', to: '2026-02-28' })
    expect(days.map(({ regular, takes }) => [regular, takes.join('+')])).toEqual([
      ['2026-02-04', 'scheduled'],
      ['2026-02-11', 'scheduled+batch'],
      ['2026-02-18', 'scheduled'],
      ['2026-02-25', 'scheduled+batch'],
    ])
  })
})

describe('a blocked day', () => {
  const holidays = [{ date: '12-23', text: 'Company holiday' }]
  const freezes = [{ from: '2026-12-24', to: '2026-12-27', text: 'Year-end freeze' }]
  const december = { from: '2026-12-21', to: '2026-12-31' }

  it('moves to the next working day that is free, and says why', () => {
    const [day] = listReleaseDays(read({ holidays, freezes }), 'patch', december)
    expect(day).toMatchObject({
      regular: '2026-12-23',
      blockedBy: 'Company holiday',
      slot: { date: '2026-12-28' },
    })
  })

  it('moves to the working day before it, or is skipped, as the policy says', () => {
    const moved = (onBlockedDay: string) =>
      dates(read({ holidays, freezes, onBlockedDay }), 'patch', december)
    expect(moved('previous-working-day')).toEqual(['2026-12-22', '2026-12-30'])
    expect(moved('skip')).toEqual([null, '2026-12-30'])
  })

  it('is skipped where the freeze lasts until the next one', () => {
    const long = [{ from: '2026-12-21', to: '2026-12-29', text: 'Freeze' }]
    expect(dates(read({ freezes: long }), 'patch', december)).toEqual([null, '2026-12-30'])
  })
})

describe('the day that takes a change', () => {
  it.each([
    ['before the cut-off', '2026-12-01T09:59:59Z', '2026-12-02'],
    ['at the very second of the cut-off', '2026-12-01T10:00:00Z', '2026-12-09'],
    ['after it', '2026-12-02T08:00:00Z', '2026-12-09'],
  ])('%s', (_, mergedAt, date) => {
    const policy = read({ patch: { cutOff: '24h' } })
    expect(findReleaseDay(policy, 'scheduled', at(mergedAt))?.date).toBe(date)
  })

  it('is where its own day moved to', () => {
    const policy = read({ holidays: [{ date: '2026-12-02', text: 'Holiday' }] })
    expect(findReleaseDay(policy, 'scheduled', at('2026-12-02T12:00:00Z'))?.date).toBe('2026-12-03')
  })
})

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
]
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** A date in ten years, and a policy with a time zone, a time, holidays and freezes. */
const anyDate = fc.integer({ min: 0, max: 3_652 }).map((days) => addDays('2026-01-01', days))
const anyPolicy = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    day: fc.constantFrom(...DAYS),
    hour: fc.integer({ min: 0, max: 23 }),
    cutOff: fc.constantFrom('0s', '1h', '2d', '7d'),
    onBlockedDay: fc.constantFrom('next-working-day', 'previous-working-day', 'skip'),
    holidays: fc.array(
      anyDate.map((date) => ({ date, text: 'Holiday' })),
      { maxLength: 40 },
    ),
    freezes: fc.array(
      fc.tuple(anyDate, fc.integer({ min: 0, max: 40 })).map(([from, days]) => ({
        from,
        to: addDays(from, days),
        text: 'Freeze',
      })),
      { maxLength: 10 },
    ),
    weeks: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ day, hour, cutOff, weeks, ...rest }) => {
    const patch = { day, time: `${String(hour).padStart(2, '0')}:30`, cutOff }
    const anchor = addDays('2026-01-05', DAYS.indexOf(day))
    return read({ patch, ...rest }, { batch: { anchor, every: { weeks } } })
  })

function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

describe('over ten years, in any zone, with any holidays', () => {
  it('every regular date has one day at most, in order, and none is on a blocked date', () => {
    fc.assert(
      fc.property(anyPolicy, fc.constantFrom<ReleaseKind>('patch', 'minor'), (policy, kind) => {
        const days = listReleaseDays(policy, kind, { from: '2026-01-01', to: '2035-12-31' })
        const slots = days.flatMap(({ slot }) => slot ?? [])
        expect(slots.map((slot) => slot.at)).toEqual(
          [...new Set(slots.map((slot) => slot.at))].toSorted((one, other) => one - other),
        )
        for (const { date } of slots) expect(isBlocked(policy, date)).toBe(false)
        for (const { regular, blockedBy } of days) expect(blockedBy !== null).toBe(isBlocked(policy, regular))
      }),
      { numRuns: 25 },
    )
  })

  it('each opens at its local time, or as much later as daylight saving skips', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        for (const { slot } of listReleaseDays(policy, 'patch', { from: '2026-01-01', to: '2035-12-31' })) {
          if (slot === null) continue
          const local = Temporal.Instant.fromEpochMilliseconds(slot.at * 1000).toZonedDateTimeISO(
            policy.calendar.timeZone,
          )
          const late = Temporal.PlainTime.from(policy.calendar.patch.time).until(local.toPlainTime())
          // Apia has no 30 December 2011 and Lord Howe moves by half an hour: never more than an hour is skipped here.
          expect(late.total('minutes')).toBeGreaterThanOrEqual(0)
          expect(late.total('minutes')).toBeLessThanOrEqual(60)
          expect(local.toPlainDate().toString()).toBe(slot.date)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('a change joins the first day whose cut-off it makes', () => {
    fc.assert(
      fc.property(anyPolicy, anyDate, fc.integer({ min: 0, max: 86_399 }), (policy, date, second) => {
        const mergedAt = at(`${date}T00:00:00Z`) + second
        const span = { from: addDays(date, -60), to: addDays(date, 400) }
        const first = listReleaseDays(policy, 'patch', span).find(
          ({ slot, takes }) => slot !== null && slot.cutOff > mergedAt && takes.includes('batch'),
        )
        expect(findReleaseDay(policy, 'batch', mergedAt)).toEqual(first?.slot)
      }),
      { numRuns: 200 },
    )
  })
})

/** Told by the policy alone, in another way than the calendar tells it. */
function isBlocked({ calendar }: CalendarPolicy, date: string): boolean {
  const named = calendar.holidays.map((one) => one.date)
  return named.includes(date) || calendar.freezes.some((one) => one.from <= date && date <= one.to)
}
