import { describe, expect, it } from 'vitest'
import type { Exception } from '../../../src/release/facts.ts'
import type { VerdictKind } from '../../../src/release/verdict.ts'
import { candidateOf, commitOf, squashed } from '../candidates.ts'
import { type About, CONFLICT, EMPTY, policyWith, type Stated, told, verdictOf } from './asking.ts'

const UNTIL_MARCH_20: Exception = { by: 'grace', because: 'three customers are stuck', until: '2026-03-20' }
const NO_TEST = ['src/a.ts']
const ALLOWED = { exception: UNTIL_MARCH_20 }

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
    ['fix: a', { labels: ['P1'], ...assessed('crash', 'P3') }, 'next-minor'],
    ['fix: a', { labels: ['P3'], ...assessed('crash', 'P1') }, 'eligible'],
  ])('%j with %j is %3$s', (message, about, kind) => {
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
    ['perf: a', { ...ALLOWED, severity: 'P2' }, 'eligible'],
    ['perf: a', { ...ALLOWED, paths: NO_TEST }, 'not-ready'],
    ['perf: a', { ...ALLOWED, alone: CONFLICT }, 'not-ready'],
    ['perf: a', { ...ALLOWED, reviewed: false }, 'not-ready'],
    ['perf: a', { paths: NO_TEST }, 'not-ready'],
    ['fix: a', { severity: 'P1' }, 'case-by-case'],
    ['fix: a', { labels: ['bug', 'P0'] }, 'case-by-case'],
    ['fix: a', { severity: 'P1', ...ALLOWED }, 'eligible'],
    ['Tidy', { severity: 'P1' }, 'case-by-case'],
  ])('%j with %j is %3$s', (message, about, kind) => {
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
    ['feat: a', { ...ALLOWED }, 'eligible'],
    ['fix: a', { ...ALLOWED }, 'eligible'],
    ['feat: a', { ...ALLOWED, alone: CONFLICT }, 'not-ready'],
  ])('%j with %j is %3$s', (message, about, kind) => {
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
  ])('%j with %j is %3$s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })
})

describe('a no makes a change not ready, an unknown only where its rule is required', () => {
  it.each<Row>([
    ['fix: a crash', { reviewed: false }, 'not-ready'],
    ['fix: a crash', { checksPassed: false }, 'not-ready'],
    ['fix: a crash', { paths: NO_TEST }, 'not-ready'],
    ['fix: a crash', { paths: [] }, 'eligible'],
    ['fix: a crash', { alone: CONFLICT }, 'not-ready'],
    ['fix: a crash', { alone: EMPTY }, 'not-ready'],
    [
      'fix: a crash',
      { reviewed: true, checksPassed: true, severity: 'P0', ...assessed('crash') },
      'eligible',
    ],
    ['fix: a crash', { reviewed: false, ...ALLOWED }, 'not-ready'],
  ])('%j with %j is %3$s', (message, about, kind) => {
    expect(kindOf(message, about)).toBe(kind)
  })

  it.each([
    ['reviewed', {}, 'not-ready'],
    ['reviewed', { reviewed: true }, 'eligible'],
    ['tested', {}, 'not-ready'],
    ['tested', { checksPassed: true }, 'eligible'],
    ['risk-assessed', {}, 'not-ready'],
    ['risk-assessed', { labels: ['risk: high', 'crash'] }, 'eligible'],
    ['severity', {}, 'eligible'],
    ['test-coverage', {}, 'eligible'],
    ['test-coverage', { paths: [] }, 'not-ready'],
    ['no-breaking-change', {}, 'eligible'],
  ] as const)('when %s is required, a crash fix with %j is %3$s', (rule, about, kind) => {
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
    ['test-coverage', 'fix: a crash', { paths: NO_TEST }, 'off', 'eligible'],
    ['picks-clean', 'fix: a crash', { alone: CONFLICT }, 'off', 'eligible'],
  ] as const)('%s asked of %j with %j under %s: %s', (rule, message, about, mode, kind) => {
    const policy = policyWith({ criteria: { rules: { [rule]: mode } } })
    expect(kindOf(message, about, policy)).toBe(kind)
  })
})

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
  ] as const)('lifts what the policy lets it, %j: %j with %j is %4$s', (lifts, message, stated, kind) => {
    const policy = policyWith({ exceptions: { lifts } })
    expect(verdictOf({ message, stated: { ...ALLOWED, ...stated }, policy }).kind).toBe(kind)
  })
})

describe('a trigger', () => {
  it.each([
    ['fix: a crash', {}, 'scheduled'],
    ['fix: data loss', { reviewed: false }, 'immediate'],
    ['perf: a', {}, 'scheduled'],
    ['fix: a', ALLOWED, 'batch'],
    ['fix: a', {}, undefined],
    ['fix!: data loss', {}, undefined],
  ] as const)('of %j with %j is %s', (message, stated, urgency) => {
    expect(verdictOf({ message, stated }).trigger?.urgency).toBe(urgency)
  })
})

describe('a verdict reads', () => {
  it('for a crash fix of which only the commit is known', () => {
    expect(told(verdictOf({ message: 'fix: crash on an empty list (#12)' }))).toMatchInlineSnapshot(`
      "eligible (crash)
      change-type: yes. It is crash: \`crash\` in its subject (also seen: its type \`fix:\`); its labels are not known. A patch always takes that.
      merged: yes. It is on main as 1111111111, since 2026-03-02.
      reviewed: unknown. Whether it was reviewed is not known: its message does not say who reviewed it. -> Have it reviewed, then give \`reviewed: true\` for #12 in the facts file.
      tested: unknown. Whether its checks were green is not known: no commit records that. -> Run its checks, then give \`checksPassed: true\` for #12 in the facts file.
      no-breaking-change: yes. It breaks nothing (its Conventional Commit header, which declares no break).
      severity: unknown. Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. -> Label #12 \`P0\` or \`P1\`, or give \`severity: P1\` for it in the facts file.
      test-coverage: yes. It touches \`test/a.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: unknown. Nobody is known to have assessed its risk: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. -> Label #12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or give \`assessment: { by, risk }\` for it in the facts file.
      scheduled, due 2026-03-04T10:00:00.000Z: crash goes out with the weekly patch"
    `)
  })

  it('for a security fix of which everything is known', () => {
    const message = 'fix(security): authentication bypass (#12)\n\nCVE: CVE-2026-12345\nCVSS: 9.8\nFixes #7'
    const issues = [{ number: 7, labels: ['P0'], reportedAt: Date.UTC(2026, 2, 1) / 1000 }]
    const stated = { labels: ['security', 'risk: low'], issues, reviewed: true, checksPassed: true }
    expect(told(verdictOf({ message, stated }))).toMatchInlineSnapshot(`
      "eligible (security)
      change-type: yes. It is security: the label \`security\` (also seen: it names CVE-2026-12345, its scope \`security\`, its type \`fix:\`). A patch always takes that.
      merged: yes. It is on main as 1111111111, since 2026-03-02.
      reviewed: yes. It was approved before it was merged (GitHub).
      tested: yes. Its checks were green when it was merged (GitHub).
      no-breaking-change: yes. It breaks nothing (its Conventional Commit header, which declares no break).
      severity: yes. It is P0 (the label \`P0\` of issue #7).
      test-coverage: yes. It touches \`test/a.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: yes. Its risk is low (the label \`risk: low\`).
      immediate, due 2026-03-02T00:00:00.000Z: CVSS 9.8 is critical, from 9.0 on: within 24 h of its report"
    `)
  })

  it('for a performance fix that somebody allowed', () => {
    expect(
      told(verdictOf({ message: 'perf: lists of 10,000 tasks', stated: ALLOWED })),
    ).toMatchInlineSnapshot(`
      "eligible (performance), allowed by grace
      change-type: unknown. It is performance: its type \`perf:\`; its labels are not known. That is decided case by case. -> If it is more than that, label #12 \`security\`, \`data-loss\`, \`crash\`, or \`regression\`, or give \`assessment: { by, risk, type: regression }\` for it in the facts file; else it takes an exception.
      merged: yes. It is on main as 1111111111, since 2026-03-02.
      reviewed: unknown. Whether it was reviewed is not known: its message does not say who reviewed it. -> Have it reviewed, then give \`reviewed: true\` for #12 in the facts file.
      tested: unknown. Whether its checks were green is not known: no commit records that. -> Run its checks, then give \`checksPassed: true\` for #12 in the facts file.
      no-breaking-change: yes. It breaks nothing (its Conventional Commit header, which declares no break).
      severity: unknown. Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. -> Label #12 \`P0\` or \`P1\`, or give \`severity: P1\` for it in the facts file.
      test-coverage: yes. It touches \`test/a.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: unknown. Nobody is known to have assessed its risk: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. -> Label #12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or give \`assessment: { by, risk }\` for it in the facts file.
      exception: yes. grace allows it until 2026-03-20: three customers are stuck.
      scheduled, due 2026-03-04T10:00:00.000Z: performance goes out with the weekly patch"
    `)
  })

  it('for a commit that breaks, conflicts, has no test, and whose exception ran out', () => {
    const sha = 'abcdef1234567890abcdef1234567890abcdef12'
    const paths = ['src/a.ts', 'src/b.ts']
    const commits = [commitOf({ sha, message: 'feat!: a new API', paths })]
    const candidate = candidateOf({ id: sha, source: { kind: 'commit' }, commits })
    const exception = { ...UNTIL_MARCH_20, until: '2026-03-01' }
    const stated = { exception, reviewed: false, checksPassed: false }
    expect(told(verdictOf({ candidate, stated, alone: CONFLICT }))).toMatchInlineSnapshot(`
      "next-minor (feature)
      change-type: no. It is feature: its type \`feat:\`; its labels are not known. That waits for the next minor release. -> If it is more than that, give \`assessment: { by, risk, type: regression }\` for abcdef1234 in the facts file; else it takes an exception.
      merged: yes. It is on main as abcdef1234, since 2026-02-25.
      reviewed: no. It was merged without a review (GitHub). -> Have it reviewed, then give \`reviewed: true\` for abcdef1234 in the facts file.
      tested: no. Its checks were not green when it was merged (GitHub). -> Run its checks, then give \`checksPassed: true\` for abcdef1234 in the facts file.
      no-breaking-change: no. It breaks something (its message). -> If it breaks nothing, give \`breaking: false\` for abcdef1234 in the facts file.
      severity: unknown. Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. -> Give \`severity: P1\` for abcdef1234 in the facts file.
      test-coverage: no. None of the files that it touches is a test: \`src/a.ts\` and 1 more file. -> If its tests lie elsewhere, add their place to \`criteria.testPaths\`; else it is picked by name only.
      picks-clean: no. Picked alone on the line's last tag, 1111111111 conflicts in \`src/a.ts\`. -> Take the earlier changes that it stands on too, or bring a version of it that is made for the line.
      risk-assessed: unknown. Nobody is known to have assessed its risk: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. -> Give \`assessment: { by, risk }\` for abcdef1234 in the facts file.
      exception: no. The exception by grace ran out with 2026-03-01. -> To record a new one, give \`exception: { by, because, until }\` for abcdef1234 in the facts file.
      no trigger"
    `)
  })

  it('for a critical bug that is in no row', () => {
    expect(
      told(verdictOf({ message: 'Fix the total', stated: { labels: ['bug', 'P1'] } })),
    ).toMatchInlineSnapshot(`
      "case-by-case (minor-bug)
      change-type: unknown. It is minor-bug: the label \`bug\`. Its severity is critical, and no row of the table has that. -> If it is more than that, label #12 \`security\`, \`data-loss\`, \`crash\`, or \`regression\`, or give \`assessment: { by, risk, type: regression }\` for it in the facts file; else it takes an exception.
      merged: yes. It is on main as 1111111111, since 2026-03-02.
      reviewed: unknown. Whether it was reviewed is not known: its message does not say who reviewed it. -> Have it reviewed, then give \`reviewed: true\` for #12 in the facts file.
      tested: unknown. Whether its checks were green is not known: no commit records that. -> Run its checks, then give \`checksPassed: true\` for #12 in the facts file.
      no-breaking-change: unknown. Whether it breaks something is not known: its subject is no Conventional Commit, so it declares nothing about breaking. -> If it breaks nothing, give \`breaking: false\` for #12 in the facts file.
      severity: yes. It is P1 (the label \`P1\`).
      test-coverage: yes. It touches \`test/a.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: unknown. Nobody is known to have assessed its risk: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and no label says it. -> Label #12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or give \`assessment: { by, risk }\` for it in the facts file.
      exception: unknown. No exception is recorded: exceptions are never taken from a commit message. -> Give \`exception: { by, because, until }\` for #12 in the facts file.
      scheduled, due 2026-03-04T10:00:00.000Z: P1 (the label \`P1\`) goes out with the weekly patch"
    `)
  })

  it('for a rule that is switched off', () => {
    const policy = policyWith({ criteria: { rules: { 'test-coverage': 'off' } } })
    const { rules } = verdictOf({ message: 'fix: a crash', paths: NO_TEST, policy })
    expect(rules.find(({ rule }) => rule === 'test-coverage')).toMatchInlineSnapshot(`
      {
        "answer": "no",
        "change": "If its tests lie elsewhere, add their place to \`criteria.testPaths\`; else it is picked by name only.",
        "rule": "test-coverage",
        "saw": "None of the files that it touches is a test: \`src/a.ts\`. The policy has switched this rule off.",
        "section": "§1.1 Selection Criteria",
      }
    `)
  })
})

it('asks every rule, in the order of the document', () => {
  const { rules } = verdictOf({ candidate: squashed('fix: a crash') })
  expect(rules.map(({ rule, section }) => `${rule} (${section})`)).toMatchInlineSnapshot(`
    [
      "change-type (Eligible Changes)",
      "merged (§1.1 Cherry-Pick Candidates)",
      "reviewed (§1.1 Cherry-Pick Candidates)",
      "tested (§1.1 Cherry-Pick Candidates)",
      "no-breaking-change (§1.1 Cherry-Pick Candidates)",
      "severity (§1.1 Selection Criteria)",
      "test-coverage (§1.1 Selection Criteria)",
      "picks-clean (§1.1 Selection Criteria)",
      "risk-assessed (§1.1 Selection Criteria)",
    ]
  `)
})
