import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  type Cadence,
  countDays,
  formatDate,
  getNextSlot,
  isDate,
  parseInstant,
} from '../../src/release/calendar.ts'
import { WEEKDAYS } from '../../src/release/policy/calendar.ts'

const WEEKLY: Cadence = {
  timeZone: 'UTC',
  day: 'wednesday',
  time: '10:00',
  everyWeeks: 1,
  anchor: '2026-01-07',
}
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
]

function at(text: string): number {
  const found = parseInstant(text)
  if (found === null) throw new Error(text)
  return found
}

function utc(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString()
}

/** The slots of a stretch of time, one after the other. */
function slots(cadence: Cadence, from: string, count: number): string[] {
  const found: string[] = []
  let last = at(from)
  while (found.length < count) {
    last = getNextSlot(cadence, last)
    found.push(utc(last))
  }
  return found
}

describe('the weekly slot', () => {
  it.each([
    ['the day before', '2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'],
    ['on the day, before the time', '2026-03-04T09:59:59Z', '2026-03-04T10:00:00Z'],
    ['on the day, at the very second', '2026-03-04T10:00:00Z', '2026-03-11T10:00:00Z'],
    ['on the day, after the time', '2026-03-04T10:00:01Z', '2026-03-11T10:00:00Z'],
    ['the day after', '2026-03-05T00:00:00Z', '2026-03-11T10:00:00Z'],
    ['over the year end', '2025-12-31T10:00:00Z', '2026-01-07T10:00:00Z'],
    ['on a leap day', '2028-02-28T10:00:00Z', '2028-03-01T10:00:00Z'],
    ['long before the anchor', '1999-12-29T09:00:00Z', '1999-12-29T10:00:00Z'],
  ])('%s', (_, from, expected) => {
    expect(utc(getNextSlot(WEEKLY, at(from)))).toBe(expected)
  })

  it('stays at the local time when the clocks change', () => {
    expect(slots({ ...WEEKLY, timeZone: 'America/New_York' }, '2026-03-01T00:00:00Z', 3)).toEqual([
      '2026-03-04T15:00:00Z',
      '2026-03-11T14:00:00Z',
      '2026-03-18T14:00:00Z',
    ])
  })

  it('moves on by the gap when the local time does not exist, and fires once', () => {
    const berlin: Cadence = { ...WEEKLY, timeZone: 'Europe/Berlin', day: 'sunday', time: '02:30' }
    expect(slots(berlin, '2026-03-22T00:00:00Z', 3)).toEqual([
      '2026-03-22T01:30:00Z',
      '2026-03-29T01:30:00Z', // 03:30 in Berlin: 02:30 does not exist
      '2026-04-05T00:30:00Z',
    ])
  })

  it('takes the earlier of two when the local time comes twice, and fires once', () => {
    const york: Cadence = { ...WEEKLY, timeZone: 'America/New_York', day: 'sunday', time: '01:30' }
    expect(slots(york, '2026-10-31T00:00:00Z', 2)).toEqual(['2026-11-01T05:30:00Z', '2026-11-08T06:30:00Z'])
  })

  it('moves a gap at midnight into the same day', () => {
    const cairo: Cadence = { ...WEEKLY, timeZone: 'Africa/Cairo', day: 'friday', time: '00:00' }
    expect(slots(cairo, '2026-04-22T00:00:00Z', 2)).toEqual(['2026-04-23T22:00:00Z', '2026-04-30T21:00:00Z'])
  })

  it('finds a slot on a date that a zone skipped', () => {
    const apia: Cadence = { ...WEEKLY, timeZone: 'Pacific/Apia', day: 'friday' }
    expect(slots(apia, '2011-12-24T00:00:00Z', 2)).toEqual(['2011-12-30T20:00:00Z', '2012-01-05T20:00:00Z'])
  })

  it.each(ZONES)('fires once a week for ten years in %s', (timeZone) => {
    const cadence = { ...WEEKLY, timeZone, time: '02:15', day: 'sunday' as const }
    const found = slots(cadence, '2024-01-01T00:00:00Z', 522)
    const dates = found.map((slot) => formatDate(timeZone, at(slot)))
    const gaps = dates.slice(1).map((date, index) => countDays(dates[index] ?? date, date))
    expect(new Set(gaps)).toEqual(new Set([7]))
  })
})

describe('the bi-weekly slot', () => {
  const biWeekly: Cadence = { ...WEEKLY, everyWeeks: 2 }

  it.each([
    ['in a week of the anchor', '2026-01-06T00:00:00Z', '2026-01-07T10:00:00Z'],
    ['in a week between', '2026-01-07T10:00:00Z', '2026-01-21T10:00:00Z'],
    ['before the anchor', '2025-12-20T00:00:00Z', '2025-12-24T10:00:00Z'],
    ['over a year of 53 weeks', '2026-12-23T10:00:00Z', '2027-01-06T10:00:00Z'],
  ])('%s', (_, from, expected) => {
    expect(utc(getNextSlot(biWeekly, at(from)))).toBe(expected)
  })

  it('counts from the first release day on or after the anchor', () => {
    const thursdays: Cadence = { ...biWeekly, day: 'thursday' }
    expect(slots(thursdays, '2026-01-07T00:00:00Z', 2)).toEqual([
      '2026-01-08T10:00:00Z',
      '2026-01-22T10:00:00Z',
    ])
  })
})

it('always answers a later slot, on the right day, and misses none', () => {
  const cadences = fc.record({
    timeZone: fc.constantFrom(...ZONES),
    day: fc.constantFrom(...WEEKDAYS),
    time: fc.constantFrom('00:00', '02:30', '10:00', '23:59'),
    everyWeeks: fc.integer({ min: 1, max: 6 }),
    anchor: fc.constantFrom('2026-01-07', '2026-02-28', '2030-12-31'),
  })
  fc.assert(
    fc.property(cadences, fc.integer({ min: 1.4e9, max: 2.2e9 }), (cadence, after) => {
      const slot = getNextSlot(cadence, after)
      expect(slot).toBeGreaterThan(after)
      expect(slot - after).toBeLessThanOrEqual((cadence.everyWeeks * 7 + 1) * 86_400)
      expect(getNextSlot(cadence, slot - 1)).toBe(slot)
      expect(getNextSlot(cadence, slot)).toBeGreaterThan(slot)
    }),
    { numRuns: 300 },
  )
})

it('knows a real date from text that looks like one', () => {
  expect(['2026-02-28', '2028-02-29'].map(isDate)).toEqual([true, true])
  expect(
    ['2026-02-29', '2026-13-01', '2026-2-1', '20260201', '', '2026-02-28T00:00:00Z'].map(isDate),
  ).toEqual([false, false, false, false, false, false])
})

it('reads dates and times with an offset, and nothing without one', () => {
  expect(parseInstant('1970-01-02')).toBe(86_400)
  expect(parseInstant('1970-01-01T01:00:00+01:00')).toBe(0)
  expect(parseInstant('2026-03-04T10:00:00')).toBeNull()
  expect(parseInstant('yesterday')).toBeNull()
})

it('tells the date by the zone', () => {
  expect(formatDate('Pacific/Auckland', at('2026-03-04T12:00:00Z'))).toBe('2026-03-05')
  expect(formatDate('America/Los_Angeles', at('2026-03-04T07:00:00Z'))).toBe('2026-03-03')
})
