import { describe, expect, it } from 'vitest'
import { determineChangeType } from '../../../src/release/eligibility/change-type.ts'
import { candidateOf, commitOf } from '../candidates.ts'
import { askedOf, policyWith, type Stated } from './asking.ts'

function typeOf(message: string, stated: Stated = {}) {
  return determineChangeType(askedOf({ message, stated }))
}

function assessed(type: 'crash' | 'feature' | null): NonNullable<Stated['assessment']> {
  return { by: 'grace', risk: 'low', type, severity: null, note: null }
}

describe('the message alone', () => {
  it.each([
    ['fix: a', 'minor-bug'],
    ['fix(api): a', 'minor-bug'],
    ['fix(security): a', 'security'],
    ['fix(api,security): a', 'security'],
    ['security: a', 'security'],
    ['feat: a', 'feature'],
    ['feat(security): add 2FA', 'feature'],
    ['feat: crash reporter', 'feature'],
    ['perf: a', 'performance'],
    ['fix(perf): a', 'performance'],
    ['docs(security): a', 'refactor'],
    ['docs: what to do after a crash', 'refactor'],
    ['test: a race condition', 'refactor'],
    ['chore: a', 'refactor'],
    ['ci: a', 'refactor'],
    ['build: a', 'refactor'],
    ['style: a', 'refactor'],
    ['refactor: a', 'refactor'],
    ['fix: crash on an empty list', 'crash'],
    ['fix: the server panics', 'crash'],
    ['fix: memory leak in task engine (#1234)', 'crash'],
    ['fix: race condition in state store', 'crash'],
    ['fix: regression in the parser', 'regression'],
    ['fix: crash regression', 'crash'],
    ['fix: data loss when the disk is full', 'data-loss'],
    ['fix: corrupted index', 'data-loss'],
    ['fix: authentication bypass in API gateway', 'security'],
    ['fix: CVE-2026-12345', 'security'],
    ['fix(crash-reporter): a typo', 'minor-bug'],
    ['Fix crash on an empty list', 'crash'],
    ['Crash on an empty list', 'crash'],
    ['daemon: fix panic', 'crash'],
    ['Prevent data loss', 'data-loss'],
    ['Add crash reporter', 'minor-bug'],
    ['daemon: add crash test', 'minor-bug'],
    ['Update docs about data loss', 'minor-bug'],
    ['Add a lock to prevent a crash', 'crash'],
    ['Revert "Fix crash on an empty list"', 'minor-bug'],
    ['revert: fix: crash', 'minor-bug'],
    ['chore(deps): bump tar to 7.5.1 (CVE-2026-12345)', 'security'],
    ['build: bump tar\n\nCVE: CVE-2026-12345', 'security'],
    ['docs: advisory for CVE-2026-12345', 'refactor'],
    ['feat: scan for CVE-2026-12345', 'feature'],
    ['Tidy', 'minor-bug'],
  ])('%j is %s', (message, type) => {
    expect(typeOf(message).type).toBe(type)
  })

  it('of a pull request without a conventional title is that of its commits', () => {
    const ask = (...messages: string[]) => {
      const commits = messages.map((message) => commitOf({ message }))
      return determineChangeType(askedOf({ candidate: candidateOf({ title: 'A', commits }) })).type
    }
    expect(ask('fix(security): a', 'test: b')).toBe('security')
    expect(ask('fix: a', 'docs: b')).toBe('minor-bug')
    expect(ask('fix(security): a', 'feat: b')).toBe('feature')
  })
})

describe('stronger signs come first', () => {
  it.each([
    ['an assessment over labels', 'fix: a', { assessment: assessed('crash'), labels: ['feature'] }, 'crash'],
    ['an assessment over everything', 'fix(security): a', { assessment: assessed('feature') }, 'feature'],
    [
      'labels where the assessment names no type',
      'fix: a',
      { assessment: assessed(null), labels: ['crash'] },
      'crash',
    ],
    [
      'a label over the issue',
      'fix: a',
      { labels: ['bug'], issues: [{ number: 7, labels: ['crash'], reportedAt: null }] },
      'minor-bug',
    ],
    ['a label over the message', 'feat: a', { labels: ['regression'] }, 'regression'],
    [
      'the issue over the message',
      'fix: a',
      { issues: [{ number: 7, labels: ['crash'], reportedAt: null }] },
      'crash',
    ],
    ['the more severe of two labels', 'fix: a', { labels: ['bug', 'data-loss', 'crash'] }, 'data-loss'],
    ['a label in capitals', 'fix: a', { labels: ['SECURITY'] }, 'security'],
    ['the message where no label says anything', 'fix: a crash', { labels: ['good first issue'] }, 'crash'],
    ['a CVE id over fix', 'fix: a', { cve: 'CVE-2026-1234' }, 'security'],
    ['not a CVE id over a feature', 'feat: a', { cve: 'CVE-2026-1234' }, 'feature'],
  ] as const)('%s', (_, message, stated, type) => {
    expect(typeOf(message, stated).type).toBe(type)
  })
})

describe('everything that was seen is said', () => {
  it('what decided first', () => {
    const issues = [{ number: 7, labels: ['regression'], reportedAt: null }]
    expect(typeOf('fix: crash', { labels: ['crash', 'bug'], issues }).from).toMatchInlineSnapshot(
      `"the label \`crash\` (also seen: the label \`bug\`, the label \`regression\` of issue #7, \`crash\` in its subject, its type \`fix:\`)"`,
    )
  })
  it('that labels are not known', () => {
    expect(typeOf('fix(security): a').from).toMatchInlineSnapshot(
      `"its scope \`security\` (also seen: its type \`fix:\`); its labels are not known"`,
    )
  })
  it('that nothing says anything', () => {
    expect(typeOf('Tidy')).toMatchInlineSnapshot(`
      {
        "from": "nothing in its messages says what it is, so the least is assumed; its labels are not known",
        "isTold": false,
        "type": "minor-bug",
      }
    `)
    expect(typeOf('Tidy', { labels: [] }).from).toMatchInlineSnapshot(
      `"no label, no linked issue and no word of its subject says what it is, so the least is assumed"`,
    )
  })
})

it('the policy decides what is a sign', () => {
  const policy = policyWith({
    changeTypes: {
      crash: { labels: ['boom'], commitTypes: ['Boom'], keywords: ['\\bkaput\\b'] },
      security: { scopes: ['Auth'] },
    },
  })
  const ask = (message: string, labels?: string[]) =>
    determineChangeType(askedOf({ message, policy, stated: labels ? { labels } : {} })).type
  expect(ask('fix: a', ['Boom'])).toBe('crash')
  expect(ask('boom: a')).toBe('crash')
  expect(ask('fix: it is KAPUT')).toBe('crash')
  expect(ask('fix(auth): a')).toBe('security')
  expect(ask('fix: a crash', ['crash'])).toBe('minor-bug')
})
