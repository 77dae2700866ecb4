import { describe, expect, it } from 'vitest'
import { candidateOf, commitOf, squashed } from '../candidates.ts'
import { ALLOWED, CONFLICT, NO_TEST, policyWith, told, UNTIL_MARCH_20, verdictOf } from './asking.ts'

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
      risk-assessed: unknown. Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. -> Label #12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or give \`assessment: { by, risk }\` for it in the facts file.
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
      change-type: unknown. It is performance: its type \`perf:\`; its labels are not known. That is decided case by case. -> If it is more than that, label #12 \`security\`, \`data-loss\`, \`outage\`, \`crash\`, \`regression\`, or \`critical-bug\`, or give \`assessment: { by, risk, type: critical-bug }\` for it in the facts file; else it takes an exception.
      merged: yes. It is on main as 1111111111, since 2026-03-02.
      reviewed: unknown. Whether it was reviewed is not known: its message does not say who reviewed it. -> Have it reviewed, then give \`reviewed: true\` for #12 in the facts file.
      tested: unknown. Whether its checks were green is not known: no commit records that. -> Run its checks, then give \`checksPassed: true\` for #12 in the facts file.
      no-breaking-change: yes. It breaks nothing (its Conventional Commit header, which declares no break).
      severity: unknown. Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. -> Label #12 \`P0\` or \`P1\`, or give \`severity: P1\` for it in the facts file.
      test-coverage: yes. It touches \`test/a.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: unknown. Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. -> Label #12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or give \`assessment: { by, risk }\` for it in the facts file.
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
      change-type: no. It is feature: its type \`feat:\`; its labels are not known. That waits for the next minor release. -> If it is more than that, give \`assessment: { by, risk, type: critical-bug }\` for abcdef1234 in the facts file; else it takes an exception.
      merged: yes. It is on main as abcdef1234, since 2026-02-25.
      reviewed: no. It was merged without a review (GitHub). -> Have it reviewed, then give \`reviewed: true\` for abcdef1234 in the facts file.
      tested: no. Its checks were not green when it was merged (GitHub). -> Run its checks, then give \`checksPassed: true\` for abcdef1234 in the facts file.
      no-breaking-change: no. It breaks something (its message). -> If it breaks nothing, give \`breaking: false\` for abcdef1234 in the facts file.
      severity: unknown. Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. -> Give \`severity: P1\` for abcdef1234 in the facts file.
      test-coverage: no. None of the files that it touches is a test: \`src/a.ts\` and 1 more file. -> If its tests lie elsewhere, add their place to \`criteria.testPaths\`; else it is picked by name only.
      picks-clean: no. Picked alone on the line's last tag, 1111111111 conflicts in \`src/a.ts\`. -> Take the earlier changes that it stands on too, or bring a version of it that is made for the line.
      risk-assessed: unknown. Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. -> Give \`assessment: { by, risk }\` for abcdef1234 in the facts file.
      exception: no. The exception by grace ran out with 2026-03-01. -> To record a new one, give \`exception: { by, because, until }\` for abcdef1234 in the facts file.
      no trigger"
    `)
  })

  it('for a critical bug that is in no row', () => {
    expect(
      told(verdictOf({ message: 'Fix the total', stated: { labels: ['bug', 'P1'] } })),
    ).toMatchInlineSnapshot(`
      "eligible (critical-bug)
      change-type: yes. It is critical-bug: it is P1 (the label \`P1\`), and otherwise a minor bug: the label \`bug\`. A patch always takes that.
      merged: yes. It is on main as 1111111111, since 2026-03-02.
      reviewed: unknown. Whether it was reviewed is not known: its message does not say who reviewed it. -> Have it reviewed, then give \`reviewed: true\` for #12 in the facts file.
      tested: unknown. Whether its checks were green is not known: no commit records that. -> Run its checks, then give \`checksPassed: true\` for #12 in the facts file.
      no-breaking-change: unknown. Whether it breaks something is not known: its subject isn't a Conventional Commit, so it doesn't say whether it breaks anything. -> If it breaks nothing, give \`breaking: false\` for #12 in the facts file.
      severity: yes. It is P1 (the label \`P1\`).
      test-coverage: yes. It touches \`test/a.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: unknown. Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and no label says it. -> Label #12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or give \`assessment: { by, risk }\` for it in the facts file.
      scheduled, due 2026-03-04T10:00:00.000Z: critical-bug goes out with the weekly patch"
    `)
  })

  it('for a rule that is switched off', () => {
    const policy = policyWith({ criteria: { rules: { 'test-coverage': 'off' } } })
    const { rules } = verdictOf({ message: 'fix: a crash', paths: NO_TEST, policy })
    expect(rules.find(({ rule }) => rule === 'test-coverage')).toMatchInlineSnapshot(`
      {
        "answer": "unknown",
        "change": "Confirm that it was tested in another way.",
        "mode": "off",
        "rule": "test-coverage",
        "saw": "None of the files that it touches is a test: \`src/a.ts\`. A crash fix may go without one. The policy has switched this rule off.",
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
