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
    // What stands before the type does not hide it.
    ['✨ feat: crash reporter', 'feature'],
    [':sparkles: feat: crash reporter', 'feature'],
    ['✨ Crash reporter', 'feature'],
    ['🐛 Crash on an empty list', 'crash'],
    ['⚡️ Faster lists', 'performance'],
    ['PROJ-12: feat!: crash reporter', 'feature'],
    ['PROJ-12 feat: crash reporter', 'feature'],
    ['[PROJ-12] feat: crash reporter', 'feature'],
    ['(#12) feat: crash reporter', 'feature'],
    ['#12: feat: crash reporter', 'feature'],
    ['[2.0] 🎉 feat: crash reporter', 'feature'],
    ['feat (ui): crash reporter', 'feature'],
    ['feat(ui) : crash reporter', 'feature'],
    ['feat[ui]: crash reporter', 'feature'],
    ['feat：crash reporter', 'feature'],
    ['**feat**: crash reporter', 'feature'],
    ['WIP: feat: crash reporter', 'feature'],
    ['fixup! feat: crash reporter', 'feature'],
    ['core/ui: feat: crash reporter', 'feature'],
    ['PROJ-12: docs: what to do after a crash', 'refactor'],
    ['  fix: crash on start', 'crash'],
    ['UTF-8 input crashes the parser', 'crash'],
    // What the triggers name.
    ['fix: complete service outage when a node is lost', 'outage'],
    ['fix: the API is down after midnight', 'outage'],
    ['fix: critical bug in totals', 'critical-bug'],
    // Versions of dependencies.
    ['Bump tar from 7.5.0 to 7.5.1', 'dependency'],
    ['chore(deps): bump tar from 7.5.0 to 7.5.1', 'dependency'],
    ['fix(deps): update module golang.org/x/net to v0.38.0', 'dependency'],
    ['build(deps-dev): bump the lint group with 3 updates', 'dependency'],
    ['Update dependencies', 'dependency'],
    ['Lock file maintenance', 'dependency'],
    ['Bump tar from 7.5.0 to 7.5.1\n\nFixes GHSA-1234-abcd-5678', 'security'],
    ['Bump the limit of open files', 'minor-bug'],
    // A vulnerability by its id or in plain words, anywhere.
    ['Fix header parsing\n\n[CVE-2026-12345]', 'security'],
    ['fix: header parsing\n\nSee GHSA-1234-abcd-5678.', 'security'],
    ['fix: header parsing\n\nThis closes a security issue reported by Eve.', 'security'],
    ['Escape the title to close a vulnerability', 'security'],
    ['fix: header parsing\n\nThis is not a security issue.', 'minor-bug'],
    ['fix: ReDoS in the header parser', 'security'],
    ['test: CVE-2026-12345 stays fixed', 'refactor'],
    ['refactor: prepare for CVE-2026-12345', 'refactor'],
    ['Revert "fix: CVE-2026-12345"', 'minor-bug'],
    ['Stabilize the crash tests', 'minor-bug'],
    ['Upload crash artifacts', 'minor-bug'],
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
    expect(ask('docs: a', 'b', 'c', 'd', 'e', 'f', 'g')).toBe('minor-bug')
    expect(ask('docs: a', 'test: b')).toBe('refactor')
  })

  it('is a feature where one of its commits is, wherever that stands', () => {
    const commits = ['fix: crash on start', 'feat: crash reporter', 'test: both']
    const behind = commits.map((message) => commitOf({ message }))
    const ask = (about: Parameters<typeof candidateOf>[0]) =>
      determineChangeType(askedOf({ candidate: candidateOf({ title: 'fix: crash on start', ...about }) }))
        .type
    expect(ask({ merged: behind })).toBe('feature')
    expect(ask({ commits: behind })).toBe('feature')
    const squash = `fix: crash on start (#12)\n\n${commits.map((text) => `* ${text}`).join('\n\n')}`
    expect(ask({ commits: [commitOf({ message: squash })] })).toBe('feature')
  })

  it.each([
    [['test/crash.test.ts'], 'refactor'],
    [['.github/workflows/ci.yml', 'docs/crash.md'], 'refactor'],
    [['examples/crash/main.go', 'README.md'], 'refactor'],
    [['test/crash.test.ts', 'src/a.ts'], 'crash'],
  ])('of a change that touches %j: no keyword makes a fix of tests, CI, docs and examples', (paths, type) => {
    expect(determineChangeType(askedOf({ message: 'Crash when artifacts are uploaded', paths })).type).toBe(
      type,
    )
  })
})

describe('a minor bug of critical severity', () => {
  it('is a critical bug where somebody else says so', () => {
    expect(typeOf('fix: a', { labels: ['bug', 'P1'] }).type).toBe('critical-bug')
    expect(typeOf('fix: a', { severity: 'P0' }).from).toMatchInlineSnapshot(
      `"it is P0 (GitHub), and otherwise a minor bug: its type \`fix:\`; its labels are not known"`,
    )
    expect(typeOf('feat: a', { labels: ['P0'] }).type).toBe('feature')
    expect(typeOf('fix: a', { labels: ['bug', 'P3'] }).type).toBe('minor-bug')
  })

  it('is none by the word of its author alone', () => {
    expect(typeOf('fix: a\n\nSeverity: P0').type).toBe('minor-bug')
  })
})

describe('what may be more severe than it is called', () => {
  it.each([
    ['refactor: prepare for CVE-2026-12345', 'security'],
    ['feat: block GHSA-1234-abcd-5678', 'security'],
    ['Add a guard against data loss', 'data-loss'],
    ['docs: advisory for CVE-2026-12345', null],
    ['feat: crash reporter', null],
    ['fix: crash on start', null],
    ['Tidy', null],
  ])('%j: %s', (message, mayBe) => {
    expect(typeOf(message).mayBe).toBe(mayBe)
  })

  it('is a commit to CI or to a bot that calls itself security', () => {
    const commits = [commitOf({ message: 'security: add a bot', paths: ['.github/dependabot.yml'] })]
    const asked = { ...askedOf({ message: 'security: add a bot' }), candidate: candidateOf({ commits }) }
    expect(determineChangeType(asked)).toMatchObject({ type: 'refactor', mayBe: 'security' })
  })

  it('is a fix of docs that CI is told to skip', () => {
    expect(typeOf('Fix docs of nested attributes [ci skip]\n\nSince CVE-2015-7577').type).toBe('refactor')
  })

  it('a label outranks an issue, and what the issue says is kept in mind', () => {
    const issues = [{ number: 7, labels: ['security'], reportedAt: null }]
    expect(typeOf('fix: a', { labels: ['bug'], issues })).toMatchObject({
      type: 'minor-bug',
      mayBe: 'security',
    })
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
    ['a CVE id as a label', 'fix: a', { labels: ['CVE-2026-1234'] }, 'security'],
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
        "mayBe": null,
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

describe('a changelog fragment', () => {
  const typeWith = (path: string, message = 'Look before the leap (#3)') =>
    determineChangeType(askedOf({ message, paths: ['src/a.py', path] })).type

  it.each([
    ['changelog/11706.bugfix.rst', 'minor-bug'],
    ['newsfragments/12.security', 'security'],
    ['doc/release/upcoming_changes/25.performance.rst', 'performance'],
    ['changes/7.feature.md', 'feature'],
    ['CHANGES/8.misc.rst', 'refactor'],
  ])('says what a change is: %s', (path, type) => {
    expect(typeWith(path)).toBe(type)
  })

  it('leaves a crash a crash, and the change of a release that takes all of them away as it is', () => {
    expect(typeWith('changes/7.bugfix.rst', 'Prevent a crash on exit (#3)')).toBe('crash')
    const many = ['1', '2', '3', '4', '5'].map((number) => `changes/${number}.security.rst`)
    expect(determineChangeType(askedOf({ message: 'Release 2.0.1', paths: many })).type).not.toBe('security')
  })
})
