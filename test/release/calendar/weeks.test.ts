import { expect, it } from 'vitest'
import { findWeekStart } from '../../../src/release/calendar/weeks.ts'
import { parseInstant } from '../../../src/release/calendar.ts'
import { policySchema } from '../../../src/release/policy.ts'

const policy = policySchema.parse({ calendar: { timeZone: 'Europe/Berlin' } })

it.each([
  ['2026-11-30T08:59:59Z', '2026-11-23'],
  ['2026-11-30T09:00:00Z', '2026-11-30'],
  ['2026-12-06T22:59:59Z', '2026-11-30'],
  ['2026-03-30T08:00:00Z', '2026-03-30'],
])('at %s the week began on Monday, %s, at ten', (now, monday) => {
  expect(findWeekStart(policy, parseInstant(now) ?? 0).monday).toBe(monday)
})
