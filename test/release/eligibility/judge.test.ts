import { describe, expect, it } from 'vitest'
import type { VerdictKind } from '../../../src/release/planning/verdict.ts'
import {
  type About,
  ALLOWED,
  CONFLICT,
  EMPTY,
  NO_TEST,
  policyWith,
  type Stated,
  verdictOf,
} from './asking.ts'

function issue(...labels: string[]): Stated {
  return { issues: [{ number: 7, labels, reportedAt: null }] }
}

function assessed(type: 'crash' | 'minor-bug' | 'performance', severity: 'P1' | 'P3' | null = null): Stated {
  return { assessment: { by: 'ada', risk: 'low', type, severity, note: null } }
}

type Row = readonly [message: string, about: Stated & Pick<About, 'paths' | 'alone'>, kind: VerdictKind]

function kindOf(message: string, { paths, alone, ...stated }: Row[1], policy?: About['policy']): VerdictKind {
  const rest = { ...(paths && { paths }), ...(alone && { alone }), ...(policy && { policy }) }
  return verdictOf({ message, stated, ...rest }).kind
}

describe('the table of Eligible Changes: always', () => {
  it.each<Row>([
    ['fix(security): a', {}, 'eligible'],
    ['fix: a', { labels: ['security'] }, 'eligible'],
    ['fix: a', { ...issue('security') }, 'eligible'],
    ['fix: a', { cve: 'CVE-2026-1234' }, 'eligible'],
    ['fix(security): a', { severity: 'P0' }, 'eligible'],
    ['fix(security): a', { severity: 'P3' }, 'eligible'],
    ['fix(security): a', { labels: ['P2'] }, 'eligible'],
    ['fix: data loss', {}, 'eligible'],
    ['fix: a', { labels: ['data-loss', 'P3'] }, 'eligible'],
    ['fix: a crash', {}, 'eligible'],
    ['fix: a crash\n\nSeverity: P1', {}, 'eligible'],
    ['fix: a crash\n\nSeverity: P2', {}, 'next-minor'],
    ['fix: a', { labels: ['crash'] }, 'eligible'],
    ['fix: a', { labels: ['crash', 'P3'] }, 'next-minor'],
    ['fix: a', { labels: ['crash', 'P0', 'P3'] }, 'eligible'],
    ['fix: a', { ...issue('crash', 'P1') }, 'eligible'],
    ['fix: a', { ...issue('crash', 'P2') }, 'next-minor'],
    ['fix: a', { labels: ['regression'] }, 'eligible'],
    ['fix: a regression', { severity: 'P3' }, 'next-minor'],
    ['feat: a', { labels: ['crash'] }, 'eligible'],
    ['Tidy', { ...assessed('crash') }, 'eligible'],
    ['fix: a', { severity: 'P1' }, 'eligible'],
    ['fix: a', { labels: ['bug', 'P0'] }, 'eligible'],
    ['Tidy', { severity: 'P1' }, 'eligible'],
    ['fix: service outage', {}, 'eligible'],
    ['fix: a', { labels: ['critical-bug'] }, 'eligible'],
    ['fix: a', { labels: ['critical-bug', 'P3'] }, 'next-minor'],
    ['Bump tar from 7.5.0 to 7.5.1 (CVE-2026-12345)', {}, 'eligible'],
    ['fix: a', { labels: ['P1'], ...assessed('crash', 'P3') }, 'next-minor'],
    ['fix: a', { labels: ['P3'], ...assessed('crash', 'P1') }, 'eligible'],
  ])('%j with %j is %s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })
})

describe('the table of Eligible Changes: case by case', () => {
  it.each<Row>([
    ['perf: a', {}, 'case-by-case'],
    ['fix: a', { labels: ['performance', 'P1'] }, 'case-by-case'],
    ['perf: a', { severity: 'P0' }, 'case-by-case'],
    ['perf: a', { severity: 'P2' }, 'next-minor'],
    ['perf: a', { ...ALLOWED }, 'eligible'],
    ['perf: a', { ...ALLOWED, severity: 'P2' }, 'next-minor'],
    ['perf: a', { ...ALLOWED, paths: NO_TEST }, 'not-ready'],
    ['perf: a', { ...ALLOWED, alone: CONFLICT }, 'not-ready'],
    ['perf: a', { ...ALLOWED, reviewed: false }, 'not-ready'],
    ['perf: a', { paths: NO_TEST }, 'not-ready'],
    ['fix: a\n\nSeverity: P1', {}, 'case-by-case'],
    ['fix: a\n\nSeverity: P1', { ...ALLOWED }, 'eligible'],
    ['chore(deps): bump tar from 7.5.0 to 7.5.1', {}, 'case-by-case'],
    ['chore(deps): bump tar from 7.5.0 to 7.5.1', { ...ALLOWED }, 'eligible'],
  ])('%j with %j is %s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })
})

describe('the table of Eligible Changes: next minor', () => {
  it.each<Row>([
    ['fix: a', {}, 'next-minor'],
    ['fix: a', { severity: 'P2' }, 'next-minor'],
    ['fix: a', { labels: ['bug'] }, 'next-minor'],
    ['fix: a', { labels: [] }, 'next-minor'],
    ['fix: a', { severity: 'P1', ...assessed('minor-bug') }, 'next-minor'],
    ['Tidy', {}, 'next-minor'],
    ['feat: a', {}, 'next-minor'],
    ['feat: a', { severity: 'P0' }, 'next-minor'],
    ['feat: a', { labels: ['feature', 'P0'] }, 'next-minor'],
    ['refactor: a', {}, 'next-minor'],
    ['docs: a', { severity: 'P1' }, 'next-minor'],
    ['chore: a', { paths: NO_TEST, alone: CONFLICT }, 'next-minor'],
    ['feat: a', { ...ALLOWED }, 'next-minor'],
    ['fix: a', { ...ALLOWED }, 'next-minor'],
    ['feat: a', { ...ALLOWED, alone: CONFLICT }, 'next-minor'],
  ])('%j with %j is %s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })
})

describe('a breaking change is for a later version, whatever is allowed', () => {
  it.each<Row>([
    ['fix(security)!: a', {}, 'next-minor'],
    ['fix: a crash\n\nBREAKING CHANGE: b', {}, 'next-minor'],
    ['fix: a crash', { breaking: true }, 'next-minor'],
    ['fix: a crash', { labels: ['crash', 'Breaking-Change'] }, 'next-minor'],
    ['fix: a crash', { labels: ['crash', 'breaking'], breaking: false }, 'next-minor'],
    ['fix!: a crash', { ...ALLOWED }, 'next-minor'],
    ['feat!: a', { ...ALLOWED }, 'next-minor'],
    ['fix!: a crash', { breaking: false }, 'eligible'],
    ['Fix a crash', {}, 'eligible'],
  ])('%j with %j is %s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })
})

describe('a no makes a change not ready, an unknown only where its rule is required', () => {
  it.each<Row>([
    ['fix: a crash', { reviewed: false }, 'not-ready'],
    ['fix: a crash', { checksPassed: false }, 'not-ready'],
    ['fix: a crash', { paths: NO_TEST }, 'eligible'],
    ['fix(security): a', { paths: NO_TEST }, 'eligible'],
    ['fix: data loss', { paths: NO_TEST }, 'eligible'],
    ['fix: a regression', { paths: NO_TEST }, 'not-ready'],
    ['fix: a', { severity: 'P1', paths: NO_TEST }, 'not-ready'],
    ['fix: a crash', { paths: [] }, 'eligible'],
    ['fix: a crash', { alone: CONFLICT }, 'not-ready'],
    ['fix: a crash', { alone: EMPTY }, 'not-ready'],
    [
      'fix: a crash',
      { reviewed: true, checksPassed: true, severity: 'P0', ...assessed('crash') },
      'eligible',
    ],
    ['fix: a crash', { reviewed: false, ...ALLOWED }, 'not-ready'],
  ])('%j with %j is %s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })

  it.each([
    ['reviewed', {}, 'not-ready'],
    ['reviewed', { reviewed: true }, 'eligible'],
    ['tested', {}, 'not-ready'],
    ['tested', { checksPassed: true }, 'eligible'],
    ['risk-assessed', {}, 'not-ready'],
    ['risk-assessed', { labels: ['risk: high', 'crash'] }, 'eligible'],
    ['severity', {}, 'not-ready'],
    ['severity', { labels: ['security'] }, 'eligible'],
    ['test-coverage', {}, 'eligible'],
    ['test-coverage', { paths: [] }, 'not-ready'],
    ['no-breaking-change', {}, 'eligible'],
  ] as const)('when %s is required, a crash fix with %j is %s', (rule, about, kind) => {
    const policy = policyWith({ criteria: { rules: { [rule]: 'required' } } })
    expect(kindOf('fix: a crash', about, policy)).toBe(kind)
  })

  it.each([
    ['no-breaking-change', 'Fix a crash', {}, 'required', 'not-ready'],
    ['no-breaking-change', 'fix!: a crash', {}, 'off', 'eligible'],
    ['severity', 'perf: a', ALLOWED, 'required', 'not-ready'],
    ['severity', 'perf: a', { ...ALLOWED, severity: 'P1' }, 'required', 'eligible'],
    ['severity', 'fix: a crash', { severity: 'P3' }, 'off', 'eligible'],
    ['reviewed', 'fix: a crash', { reviewed: false }, 'off', 'eligible'],
    ['test-coverage', 'fix: a crash', { paths: NO_TEST }, 'required', 'not-ready'],
    ['test-coverage', 'fix: a regression', { paths: NO_TEST }, 'off', 'eligible'],
    ['picks-clean', 'fix: a crash', { alone: CONFLICT }, 'off', 'eligible'],
  ] as const)('%s asked of %j with %j under %s: %s', (rule, message, about, mode, kind) => {
    const policy = policyWith({ criteria: { rules: { [rule]: mode } } })
    expect(kindOf(message, about, policy)).toBe(kind)
  })
})

describe('a trigger', () => {
  it.each([
    ['fix: a crash', {}, 'scheduled'],
    ['fix: data loss', { reviewed: false }, 'immediate'],
    ['fix: service outage', {}, 'immediate'],
    ['fix: critical bug in totals', {}, 'scheduled'],
    ['fix: a', { severity: 'P0' }, 'immediate'],
    ['perf: a', {}, 'scheduled'],
    ['fix: a', {}, undefined],
    ['fix!: data loss', {}, undefined],
  ] as const)('of %j with %j is %s', (message, stated, urgency) => {
    expect(verdictOf({ message, stated }).trigger?.urgency).toBe(urgency)
  })
})
