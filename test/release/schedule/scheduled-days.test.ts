import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { policySchema } from '../../../src/release/policy.ts'
import {
  type CalendarEvent,
  calendarEventSchema,
  evolveCalendar,
  NO_CALENDAR,
} from '../../../src/release/schedule/calendar-events.ts'
import { type CalendarCommand, decideCalendar } from '../../../src/release/schedule/decide-calendar.ts'
import { findNextDay, findNextLook, listDueDays } from '../../../src/release/schedule/scheduled-days.ts'

const policy = policySchema.parse({ calendar: { minor: { remind: '7d' } } })
const ada = { id: 1, login: 'ada' }
const by = { kind: 'rule' } as const

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds / 1000
}

/** Started on Thanksgiving: Wednesday, 2 December is the next patch, Tuesday, 1 December the next minor release. */
const START: CalendarEvent = { type: 'CalendarStarted', at: at('2026-11-26T09:00:00Z'), by }
const stateOf = (...events: CalendarEvent[]) => [START, ...events].reduce(evolveCalendar, NO_CALENDAR)

function handled(regular: string): CalendarEvent {
  const about = { stage: 'due', isLate: false, lines: [], issue: null } as const
  return { type: 'DayHandled', at: at(`${regular}T10:00:01Z`), by, kind: 'patch', regular, ...about }
}

/** The events after what people said, or the code of the refusal. */
function say(command: CalendarCommand, ...before: CalendarEvent[]): CalendarEvent[] | string {
  const calendar = { policy, state: stateOf(...before) }
  const decision = decideCalendar(calendar, command, { at: at('2026-11-30T12:00:00Z'), person: ada })
  if (decision.kind === 'refused') return decision.refusal.code
  return [...before, calendarEventSchema.parse(decision.event)]
}

function list(events: CalendarEvent[] | string): CalendarEvent[] {
  if (typeof events === 'string') throw new Error(`refused: ${events}`)
  return events
}

function duePatches(now: string, ...events: CalendarEvent[]): string[] {
  return listDueDays(policy, stateOf(...events), at(now))
    .filter(({ day }) => day.kind === 'patch')
    .map(({ day, isLate }) => `${day.slot.date}${isLate ? ' late' : ''}`)
}

function nextPatch(events: CalendarEvent[] | string): string | undefined {
  if (typeof events === 'string') return events
  const now = at('2026-11-30T12:00:00Z')
  return findNextDay(policy, stateOf(...events), { kind: 'patch', now })?.slot.date
}

const because = 'the team is away'
const SKIP: CalendarCommand = { type: 'Skip', kind: 'patch', date: null, because }
const MOVE: CalendarCommand = { type: 'Move', kind: 'patch', date: null, to: '2026-12-03', because }

describe('what is due', () => {
  it('is nothing before its time, and its day at the very second', () => {
    expect(duePatches('2026-12-02T09:59:59Z')).toEqual([])
    expect(duePatches('2026-12-02T10:00:00Z')).toEqual(['2026-12-02'])
  })

  it('is made up for once where the bot was down over the hour, and over several days', () => {
    expect(duePatches('2026-12-03T08:00:00Z')).toEqual(['2026-12-02'])
    expect(duePatches('2026-12-10T08:00:00Z')).toEqual(['2026-12-02 late', '2026-12-09'])
    expect(duePatches('2026-12-10T08:00:00Z', handled('2026-12-09'))).toEqual(['2026-12-02 late'])
  })

  it('is done once', () => {
    expect(duePatches('2026-12-02T10:00:00Z', handled('2026-12-02'))).toEqual([])
  })

  it('was never before the calendar was looked at for the first time', () => {
    expect(listDueDays(policy, NO_CALENDAR, at('2026-12-02T10:00:00Z'))).toEqual([])
    expect(duePatches('2026-11-27T10:00:00Z')).toEqual([])
  })

  it('is announced ahead where it is a minor release', () => {
    const due = listDueDays(policy, stateOf(), at('2026-12-29T10:00:00Z'))
    expect(
      due.filter(({ day }) => day.kind === 'minor').map(({ day, stage }) => [day.regular, stage]),
    ).toEqual([
      ['2026-12-01', 'due'],
      ['2027-01-05', 'announced'],
    ])
  })

  it('says when to look again', () => {
    const next = findNextLook(policy, stateOf(), at('2026-12-01T10:00:00Z'))
    expect(next).toBe(at('2026-12-02T10:00:00Z'))
  })
})

describe('people', () => {
  it('skip the next one', () => {
    const events = say(SKIP)
    expect(nextPatch(events)).toBe('2026-12-09')
    expect(duePatches('2026-12-02T10:00:00Z', ...list(events))).toEqual([])
  })

  it('move it, and it opens on the other day', () => {
    const events = say(MOVE)
    expect(nextPatch(events)).toBe('2026-12-03')
    expect(duePatches('2026-12-02T10:00:00Z', ...list(events))).toEqual([])
    expect(duePatches('2026-12-03T10:00:00Z', ...list(events))).toEqual(['2026-12-03'])
  })

  it('put it back on its day', () => {
    const moved = list(say(MOVE))
    const restored = say({ type: 'Resume', kind: 'patch', date: '2026-12-02' }, ...moved)
    expect(nextPatch(restored)).toBe('2026-12-02')
  })

  it('hold all of them, and what came meanwhile opens when they go on', () => {
    const held = list(say({ type: 'Hold', because }))
    expect(duePatches('2026-12-02T10:00:00Z', ...held)).toEqual([])
    const resumed = list(say({ type: 'Resume', kind: 'patch', date: null }, ...held))
    expect(duePatches('2026-12-03T10:00:00Z', ...resumed)).toEqual(['2026-12-02'])
  })

  it.each<[string, CalendarCommand, CalendarEvent[], string]>([
    ['skip a day that is none', { ...SKIP, date: '2026-12-04' }, [], 'not-a-release-day'],
    ['skip a major release that nobody planned', { ...SKIP, kind: 'major' }, [], 'no-release-day'],
    ['move it to the past', { ...MOVE, to: '2026-11-01' }, [], 'day-past'],
    ['move it far away', { ...MOVE, to: '2027-05-01' }, [], 'day-too-far'],
    ['move it onto another', { ...MOVE, to: '2026-12-09' }, [], 'day-taken'],
    ['resume what is not held', { type: 'Resume', kind: 'patch', date: null }, [], 'calendar-not-held'],
    [
      'restore what did not change',
      { type: 'Resume', kind: 'patch', date: '2026-12-02' },
      [],
      'day-unchanged',
    ],
    ['skip what is done', { ...SKIP, date: '2026-12-02' }, [handled('2026-12-02')], 'day-over'],
  ])('can’t %s', (_, command, before, code) => {
    expect(say(command, ...before)).toBe(code)
  })
})
