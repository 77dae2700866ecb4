import { expect, it } from 'vitest'
import { renderFeed } from '../../src/page/calendar/calendar-feed.ts'
import { defaultPolicy, policySchema } from '../../src/release/policy.ts'
import { NO_CALENDAR } from '../../src/release/schedule/calendar-events.ts'
import { createCalendarView } from '../../src/release/schedule/calendar-view.ts'

/** 30 November 2026, 12:00 UTC. */
const NOW = 1_796_040_000

function lines(feed: string): string[] {
  return feed.replaceAll('\r\n ', '').split('\r\n')
}

it('a calendar program reads the release days, at their times, and whose turn it is', () => {
  const rota = { managers: ['ada', 'grace'], anchor: '2026-11-30' }
  const view = createCalendarView(policySchema.parse({ calendar: { rota } }), NO_CALENDAR, NOW)
  const feed = lines(renderFeed([{ repository: 'godel/api', view }], NOW))
  expect(feed[0]).toBe('BEGIN:VCALENDAR')
  expect(feed).toContain('DTSTART:20261202T100000Z')
  expect(feed).toContain('SUMMARY:Patch release of godel/api')
  expect(feed).toContain('SUMMARY:Minor release of godel/api')
  expect(feed).toContain('SUMMARY:ada manages the releases of godel/api')
  expect(feed.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(13 + 12 + 6)
})

it('a skipped day isn’t in it, and a day keeps its id when it moves', () => {
  const event = { at: NOW, by: { kind: 'rule' }, kind: 'patch', regular: '2026-12-02', because: 'b' } as const
  const viewOf = (change: Parameters<typeof NO_CALENDAR.changes.get>[0], what: object) =>
    createCalendarView(
      defaultPolicy,
      {
        ...NO_CALENDAR,
        changes: new Map([[change, { ...event, type: 'DayMoved', to: '2026-12-03', ...what }]]),
      },
      NOW,
    )
  const ids = (view: ReturnType<typeof viewOf>) =>
    lines(renderFeed([{ repository: 'godel/api', view }], NOW)).filter((line) => line.startsWith('UID:'))
  const moved = ids(viewOf('patch 2026-12-02', {}))
  const regular = ids(createCalendarView(defaultPolicy, NO_CALENDAR, NOW))
  expect(new Set(moved)).toEqual(new Set(regular))
})
