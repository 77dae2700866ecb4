import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../src/release/facts/facts.ts'
import { readMessageFacts } from '../../../src/release/facts/message-facts.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { candidateOf, commitOf, squashed } from '../candidates.ts'

const GRACE = 'Reviewed-by: Grace <grace@example.com>'

/** What one message proves of one fact: its value, or why it is not known. */
function fact<Name extends Exclude<keyof Facts, 'namesVulnerability'>>(name: Name, message: string): unknown {
  const found = readMessageFacts(squashed(message), defaultPolicy)[name]
  return found.known ? found.value : `unknown: ${found.why}`
}

it('a bare message proves nothing but what it declares', () => {
  const facts = readMessageFacts(squashed('Fix the thing (#12)'), defaultPolicy)
  const why = Object.entries(facts).map(([name, found]) => `${name}: ${found.known ? 'KNOWN' : found.why}`)
  expect(why.join('\n')).toMatchInlineSnapshot(`
    "labels: commits carry no labels
    issues: its message closes no issue of this repository
    severity: its message has no line \`Severity: P1\`
    cvss: its message gives no CVSS score
    cve: its message names no CVE
    reviewed: its message does not say who reviewed it
    checksPassed: no commit records that
    breaking: its subject isn't a Conventional Commit, so it doesn't say whether it breaks anything
    assessment: its message has no line \`Risk: low\`, \`medium\` or \`high\`
    exception: exceptions are never taken from a commit message"
  `)
})

describe('breaking', () => {
  it.each([
    ['fix: a', false],
    ['fix(api): a', false],
    ['Fix(API): a', false],
    ['revert: feat: a', false],
    ['security: a', false],
    ['fix!: a', true],
    ['fix(api)!: a', true],
    ['fix: a\n\nBREAKING CHANGE: the port is 8080 now', true],
    ['fix a\n\nBREAKING-CHANGE: the port is 8080 now', true],
    ['fix: a (#12)\n\n* fix: b\n* feat(api)!: drop v1', true],
    ['fix: a\n\nBREAKING CHANGE:\nthe port is 8080 now', true],
    ['fix: a\n\nBREAKING CHANGE:\n\nthe port is 8080 now', true],
    ['fix: a (#12)\n\n* fix: b\n\n* BREAKING CHANGE: the port is 8080 now', true],
    ['fix: a (#12)\n\n- fix: b\n  BREAKING CHANGE: the port is 8080 now', true],
    ['fix: a\n\n**BREAKING CHANGE**: the port is 8080 now', true],
    ['fix: a\n\nBREAKING CHANGES:\n- the port is 8080 now', true],
    ['fix: a\n\n### ⚠ BREAKING CHANGES\n\n* the port is 8080 now', true],
    ['fix: a\n\n- [x] Breaking change', true],
    ['fix: a\n\nBreaking change: the port is 8080 now', true],
    ['PROJ-12: fix!: a', true],
    ['💥 fix: a', true],
    ['fix (api)!: a', true],
    ['fix: a\n\nBREAKING CHANGE: none', false],
    ['fix: a\n\nBREAKING CHANGE:\n\nNone.', false],
    ['fix: a\n\n- [ ] Breaking change', false],
    ['fix: a\n\n- [x] No breaking change', false],
    ['fix: a\n\n## BREAKING CHANGES\n\n## Notes\n\nb', false],
  ])('%j -> %s', (message, expected) => {
    expect(fact('breaking', message)).toBe(expected)
  })

  it.each([
    ['Fix a'],
    ['daemon: fix a'],
    ['fix a: b'],
    ['fix:'],
    ['Revert "feat!: a"'],
    ['Fix a\n\n> BREAKING CHANGE: quoted'],
    ['Fix a\n\n```\nBREAKING CHANGE: in code\n```'],
    ['Fix a\n\nno BREAKING CHANGE: here'],
  ])('%j declares nothing', (message) => {
    expect(fact('breaking', message)).toMatch(/^unknown: /)
  })

  it('is declared by the title, or by every commit of a pull request', () => {
    const commits = [commitOf({ message: 'fix: a' }), commitOf({ message: 'tidy up' })]
    const merge = commitOf({ message: 'Merge pull request #12 from a/b\n\nfix: a' })
    const declared = (about: Parameters<typeof candidateOf>[0]) =>
      readMessageFacts(candidateOf(about), defaultPolicy).breaking.known
    expect(declared({ title: 'a', commits })).toBe(false)
    expect(declared({ title: 'fix: a', commits })).toBe(true)
    expect(declared({ title: 'a', commits: [merge], merged: commits })).toBe(false)
    expect(declared({ title: 'a', commits: [merge], merged: commits.slice(0, 1) })).toBe(true)
  })

  it('is found in any commit behind a merge commit', () => {
    const merged = [commitOf({ message: 'fix: a' }), commitOf({ message: 'feat!: b' })]
    const candidate = candidateOf({ title: 'fix: a', merged })
    expect(readMessageFacts(candidate, defaultPolicy).breaking).toMatchObject({ value: true })
  })
})

describe('severity, score and CVE', () => {
  it.each([
    ['severity', 'a\n\nSeverity: P1', 'P1'],
    ['severity', 'a\n\nseverity: p0', 'P0'],
    ['severity', 'a\r\n\r\nSeverity: P1\r\n', 'P1'],
    ['severity', 'a\n\n* b\n\nSeverity: P2\n\n* c\n\nSeverity: P1', 'P1'],
    ['cvss', 'a\n\nCVSS: 9.8', 9.8],
    ['cvss', 'a\n\nCVSS: 9', 9],
    ['cvss', 'a\n\nCVSS: 10.0 (critical)', 10],
    ['cvss', 'a\n\nCVSS: 8.9 CVSS:3.1/AV:N/AC:L', 8.9],
    ['cvss', 'a\n\nCVSS: 4.0\nCVSS: 7.5', 7.5],
    ['cve', 'fix: bypass (CVE-2026-12345)', 'CVE-2026-12345'],
    ['cve', 'a\n\nCVE: cve-2026-1234', 'CVE-2026-1234'],
    ['cve', 'a\n\n[CVE-2026-1234]', 'CVE-2026-1234'],
    ['cve', 'a\n\n* Fixes CVE-2026-1234.', 'CVE-2026-1234'],
  ] as const)('%s of %j is %s', (name, message, expected) => {
    expect(fact(name, message)).toBe(expected)
  })

  it.each([
    ['severity', 'a\n\nSeverity: critical'],
    ['severity', 'a\n\nThe Severity: P0'],
    ['severity', 'Severity: P0'],
    ['severity', 'a\n\n> Severity: P0'],
    ['cvss', 'a\n\nCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['cvss', 'a\n\nCVSS: 3.1/AV:N'],
    ['cvss', 'a\n\nCVSS: 11'],
    ['cvss', 'a\n\nCVSS: 9.85'],
    ['cvss', 'a\n\nCVSS: high'],
    ['cve', 'a\n\nThis is not about CVE-2026-1234.'],
    ['cve', 'CVE-26-1'],
    ['cve', 'a\n\n[CVE-2026-1234]\n[CVE-2026-1235]'],
  ] as const)('%s of %j is unknown', (name, message) => {
    expect(fact(name, message)).toMatch(/^unknown: /)
  })
})

describe('review', () => {
  it.each([
    [`a\n\n${GRACE}`, true],
    ['a\n\nApproved-by: Grace', true],
    [`a\n\nReviewed-by: Ada <ada@example.com>\n${GRACE}`, true],
  ])('%j -> %s', (message, expected) => {
    expect(fact('reviewed', message)).toBe(expected)
  })

  it.each([
    ['a\n\nReviewed-by: Ada <ada@example.com>'],
    ['a\n\nReviewed-by: ada'],
    ['a\n\nCo-authored-by: Grace <grace@example.com>'],
    ['a\n\nReviewed-by:'],
  ])('%j is no review by somebody else', (message) => {
    expect(fact('reviewed', message)).toMatch(/^unknown: /)
  })

  it('has to cover every commit, unless the merge commit speaks for all', () => {
    const reviewed = commitOf({ message: `fix: a\n\n${GRACE}` })
    const bare = commitOf({ message: 'fix: b' })
    const review = (about: Parameters<typeof candidateOf>[0]) =>
      readMessageFacts(candidateOf(about), defaultPolicy).reviewed
    expect(review({ commits: [reviewed, bare] })).toMatchObject({
      known: false,
      why: 'only 1 of its 2 commits say who reviewed them',
    })
    expect(review({ commits: [reviewed, reviewed] })).toMatchObject({ value: true })
    expect(review({ commits: [reviewed], merged: [bare, bare] })).toMatchObject({ value: true })
    expect(review({ commits: [bare], merged: [reviewed, bare] }).known).toBe(false)
    expect(review({ commits: [bare], merged: [reviewed] })).toMatchObject({ value: true })
  })
})

describe('issues', () => {
  it.each([
    ['fix: a\n\nFixes #12', [12]],
    ['fix: a, closes #12', [12]],
    ['a\n\nResolves: #12, fixed GH-13\nCloses #12', [12, 13]],
    ['fix #9: a', [9]],
  ])('%j closes %j', (message, numbers) => {
    expect(fact('issues', message)).toEqual(
      numbers.map((number) => ({ number, labels: null, reportedAt: null })),
    )
  })

  it.each([
    ['a (#12)'],
    ['a\n\nSee #12'],
    ['a\n\nFixes other/repository#12'],
    ['a\n\nFixes: 0123456789ab ("a")'],
    ['a\n\n> Fixes #12'],
    ['a\n\nprefixes #12'],
  ])('%j closes none', (message) => {
    expect(fact('issues', message)).toMatch(/^unknown: /)
  })
})

it('a risk is the author’s assessment, and the highest counts', () => {
  const commits = [
    commitOf({ message: 'fix: a\n\nRisk: low' }),
    commitOf({ message: 'fix: b\n\nRisk: High', author: { name: 'Linus', email: 'l@example.com' } }),
  ]
  const { assessment } = readMessageFacts(candidateOf({ commits }), defaultPolicy)
  expect(assessment).toMatchObject({ value: { by: 'Linus', risk: 'high', type: null, severity: null } })
  expect(fact('assessment', 'fix: a\n\nRisk: tiny')).toMatch(/^unknown: /)
})

it('no one gives themselves an exception by a message', () => {
  const message = 'perf: a\n\nException: yes\nException-by: Ada\nException-until: 2099-01-01'
  expect(fact('exception', message)).toBe('unknown: exceptions are never taken from a commit message')
})

it('labels and checks are never known from a message, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (message) => {
      const facts = readMessageFacts(squashed(message), defaultPolicy)
      expect([facts.labels.known, facts.checksPassed.known, facts.exception.known]).toEqual([
        false,
        false,
        false,
      ])
    }),
  )
})

it('a hostile message of a megabyte states nothing, and is read to its end', () => {
  const hostile = [
    `fix(${'('.repeat(1e6)}`,
    `a\n\n${'Severity: '.repeat(1e5)}`,
    `a\n${'fixes '.repeat(2e5)}`,
    ' '.repeat(1e6),
  ]
  const severities = hostile.map(
    (message) => readMessageFacts(squashed(message), defaultPolicy).severity.known,
  )
  expect(severities).toEqual([false, false, false, false])
})
