import { describe, expect, it } from 'vitest'
import { describeLineInCalendar } from '../../../src/messages/calendar/line-text.ts'
import {
  type CalendarEvent,
  evolveCalendar,
  NO_CALENDAR,
} from '../../../src/release/schedule/calendar-events.ts'
import { type LineRelease, listCalendarLines } from '../../../src/release/schedule/calendar-lines.ts'

const by = { kind: 'rule' } as const
const FREEZE: CalendarEvent = {
  type: 'LineFrozen',
  at: 1,
  by,
  line: '2.0',
  until: '2026-12-24',
  because: 'the season',
}
const DAY: CalendarEvent = {
  ...{
    type: 'DayHandled',
    at: 2,
    by,
    kind: 'patch',
    regular: '2026-12-02',
    stage: 'due',
    isLate: false,
    issue: null,
  },
  lines: [
    { line: '2.10', outcome: 'nothing', version: null, later: ['#8'] },
    { line: '2.9', outcome: 'opened', version: 'v2.9.4', later: [] },
  ],
}
const OPEN: LineRelease = {
  line: '2.9',
  version: 'v2.9.4',
  waiting: [{ candidate: '#7', urgency: 'batch', due: Date.parse('2026-12-16T10:00:00Z') / 1000 }],
}

/** What the calendar says of each line on 3 December. */
function described(
  events: readonly CalendarEvent[],
  supportEnds: Readonly<Record<string, string>> = {},
): string[] {
  const state = events.reduce(evolveCalendar, NO_CALENDAR)
  const input = { policy: { line: { supportEnds } }, state, open: [OPEN], today: '2026-12-03' }
  return listCalendarLines(input).map(describeLineInCalendar)
}

describe('the calendar of each line', () => {
  it('says what is open, what waits for a later day and why, the highest line first', () => {
    expect(described([DAY])).toEqual([
      '2.10: a release opens when something is due. #8 waited for a later day than the last.',
      '2.9: v2.9.4 is open. #7: It can wait for the next batch, on 2026-12-16.',
    ])
  })

  it('says what limits a line, and leaves out those that are supported no more', () => {
    expect(described([FREEZE], { '2.0': '2026-12-31', '1.9': '2026-12-02', '2.9': '2027-06-30' })).toEqual([
      '2.9: v2.9.4 is open. #7: It can wait for the next batch, on 2026-12-16. Supported until 2027-06-30.',
      '2.0: a release opens when something is due. Frozen until 2026-12-24: the season. Supported until 2026-12-31.',
    ])
  })
})
