import { describe, expect, it } from 'vitest'
import { ALLOWED, NO_TEST, policyWith, UNTIL_MARCH_20, verdictOf } from './asking.ts'

describe('an exception', () => {
  it.each([
    ['through its last day', { until: '2026-03-04' }, 'eligible'],
    ['not after it', { until: '2026-03-03' }, 'case-by-case'],
    ['up to 30 days ahead', { until: '2026-04-03' }, 'eligible'],
    ['not further', { until: '2026-04-04' }, 'case-by-case'],
    ['with a real date', { until: 'soon' }, 'case-by-case'],
    ['with a reason', { because: ' ' }, 'case-by-case'],
    ['with a name', { by: '' }, 'case-by-case'],
  ] as const)('holds %s', (_, change, kind) => {
    const exception = { ...UNTIL_MARCH_20, ...change }
    expect(verdictOf({ message: 'perf: a', stated: { exception } }).kind).toBe(kind)
  })

  it('holds by the date of the policy’s zone', () => {
    const now = Date.UTC(2026, 2, 21, 3) / 1000
    const kind = (timeZone: string) =>
      verdictOf({ message: 'perf: a', stated: ALLOWED, now, policy: policyWith({ calendar: { timeZone } }) })
        .kind
    expect([kind('UTC'), kind('America/New_York')]).toEqual(['case-by-case', 'eligible'])
  })

  it('is named where it made the change eligible, and only there', () => {
    const named = (message: string, paths?: string[]) =>
      verdictOf({ message, stated: ALLOWED, ...(paths && { paths }) }).exception?.by ?? null
    expect([named('perf: a'), named('fix: a crash'), named('perf: a', NO_TEST)]).toEqual([
      'grace',
      null,
      null,
    ])
  })

  it.each([
    [['case-by-case'], 'perf: a', {}, 'eligible'],
    [['case-by-case'], 'feat: a', {}, 'next-minor'],
    [['case-by-case'], 'perf: a', { severity: 'P3' }, 'next-minor'],
    [['next-minor'], 'perf: a', {}, 'case-by-case'],
    [['next-minor'], 'perf: a', { severity: 'P3' }, 'next-minor'],
    [['next-minor'], 'fix: a crash', { severity: 'P3' }, 'eligible'],
    [[], 'perf: a', {}, 'case-by-case'],
  ] as const)('lifts what the policy lets it, %j: %j with %j is %s', (lifts, message, stated, kind) => {
    const policy = policyWith({ exceptions: { lifts } })
    expect(verdictOf({ message, stated: { ...ALLOWED, ...stated }, policy }).kind).toBe(kind)
  })
})
