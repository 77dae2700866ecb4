import { describe, expect, it } from 'vitest'
import { getLane, routeReport } from '../../../src/runtime/jobs/route-delivery.ts'
import type { KnownRelease } from '../../../src/runtime/record/release-summary.ts'
import type { WebhookReport } from '../../../src/runtime/webhooks/report.ts'

const release = (version: string, about: Partial<KnownRelease> = {}): KnownRelease => ({
  id: `77:${version}`,
  version,
  tag: version,
  line: version.slice(1, 4),
  status: 'open',
  step: 'testing',
  issue: null,
  pullRequest: null,
  branch: `release/${version}`,
  head: null,
  probe: null,
  conflicts: [],
  rollout: null,
  isLineLocked: false,
  isHeld: false,
  failedStep: null,
  isRolledBack: false,
  rolledBackTo: null,
  isImported: false,
  waiting: [],
  ...about,
})

const two = release('v2.0.1', {
  issue: 40,
  pullRequest: 41,
  head: 'aaa',
  conflicts: [{ candidate: '#7', pullRequest: 42 }],
})
const three = release('v2.1.1', { issue: 50, pullRequest: 51, head: 'bbb' })
const ended = release('v2.0.0', { status: 'published', issue: 30, head: 'ccc' })
const known = [two, three, ended]
const at = { repository: 77, defaultBranch: 'main' }
const policy = { mainBranch: 'main', labels: ['patch-candidate'] }
const by = { id: 1, login: 'ada', kind: 'user' } as const

function lanes(report: WebhookReport): string[] {
  return routeReport(report, known, policy).map(getLane)
}

describe('what a delivery sets off', () => {
  const said = {
    kind: 'commented',
    isMember: true,
    ...at,
    isPullRequest: false,
    comment: 9,
    body: '/release why',
    by,
    at: 5,
  } as const

  it('what a stranger says waits in a lane of its own, also on a tracking issue', () => {
    expect(lanes({ ...said, number: 40, isMember: false })).toEqual(['77:outsiders'])
  })

  it.each([
    [40, '77:v2.0.1'],
    [41, '77:v2.0.1'],
    [42, '77:v2.0.1'],
    [50, '77:v2.1.1'],
    [30, '77:v2.0.0'],
    [12, '77:#12'],
  ])('what is said on #%i has its place in the lane %s', (number, lane) => {
    expect(lanes({ ...said, number })).toEqual([lane])
  })

  it('a check is a matter of the releases at that commit alone, and of none that has ended', () => {
    expect(routeReport({ kind: 'checked', ...at, head: 'bbb' }, known, policy)).toEqual([
      { kind: 'observe', release: '77:v2.1.1' },
    ])
    expect(routeReport({ kind: 'checked', ...at, head: 'ccc' }, known, policy)).toEqual([])
  })

  it.each([
    ['refs/heads/main', ['77:candidates']],
    ['refs/heads/release/v2.0.1', ['77:v2.0.1']],
    ['refs/heads/release/v2.0.1-pick-7', ['77:v2.0.1']],
    ['refs/heads/release/v2.1.1-pick-7', []],
    ['refs/tags/v2.1.1', ['77:v2.1.1', '77:candidates']],
    ['refs/tags/nightly', []],
    ['refs/heads/feature', []],
  ])('a push to %s is for %j', (ref, expected) => {
    expect(lanes({ kind: 'pushed', ...at, ref })).toEqual(expected)
  })

  it('a push to the main branch of the policy counts, where it is another than the default', () => {
    const report: WebhookReport = { kind: 'pushed', ...at, ref: 'refs/heads/develop' }
    expect(routeReport(report, known, { ...policy, mainBranch: 'develop' }).map(getLane)).toEqual([
      '77:candidates',
    ])
    expect(
      routeReport({ ...report, ref: 'refs/heads/main' }, known, { ...policy, mainBranch: 'develop' }),
    ).toEqual([])
  })

  it('a label is a matter of the candidates, whatever it says: types and severities are labels too', () => {
    expect(routeReport({ kind: 'labelled', ...at, number: 12, label: 'crash' }, known, policy)).toEqual([
      { kind: 'survey', repository: 77, pulls: [12] },
    ])
  })

  it('a pull request that is a candidate is looked at when it changes; another one is nobody’s matter', () => {
    const pull = {
      kind: 'pull-request-changed',
      ...at,
      number: 12,
      head: 'x',
      branch: 'fix',
      base: 'main',
      closes: [],
    } as const
    const surveyed = (report: WebhookReport, by = policy) =>
      routeReport(report, known, by).filter(({ kind }) => kind === 'survey')
    expect(surveyed({ ...pull, labels: ['patch-candidate'] })).toHaveLength(1)
    expect(surveyed({ ...pull, labels: ['Patch-Candidate'] })).toHaveLength(1)
    expect(surveyed({ ...pull, labels: ['crash'] })).toEqual([])
    const ofLine = { ...policy, labels: ['backport/{line}'] }
    expect(surveyed({ ...pull, labels: ['Backport/1.9'] }, ofLine)).toHaveLength(1)
    expect(surveyed({ ...pull, labels: ['backport/next'] }, ofLine)).toEqual([])
    expect(surveyed({ ...pull, labels: [], closes: [5] })).toHaveLength(1)
    const own = { ...policy, labels: ['backport'] }
    expect(surveyed({ ...pull, labels: ['Backport'] }, own)).toHaveLength(1)
    expect(surveyed({ ...pull, labels: ['patch-candidate'] }, own)).toEqual([])
    expect(routeReport({ ...pull, labels: ['patch-candidate'], base: 'docs' }, known, policy)).toEqual([])
  })

  it('every pull request to main may change the config, and one to a release branch goes past the plan', () => {
    const pull = {
      kind: 'pull-request-changed',
      ...at,
      ...{ number: 12, head: 'x', branch: 'fix', base: 'main', labels: [], closes: [] },
    } as const
    const check = { kind: 'pull', repository: 77, number: 12, head: 'x' }
    expect(routeReport(pull, known, policy)).toEqual([{ ...check, release: null }])
    const toBranch = { ...pull, base: 'release/v2.0.1' }
    expect(routeReport(toBranch, known, policy)).toEqual([{ ...check, release: '77:v2.0.1' }])
  })

  it('an edit counts on the tracking issue of a release, on its way or ended, and nowhere else', () => {
    const edit = { kind: 'issue-edited', ...at, before: 'a', after: 'b', by } as const
    expect(lanes({ ...edit, number: 40 })).toEqual(['77:v2.0.1'])
    expect(lanes({ ...edit, number: 30 })).toEqual(['77:v2.0.0'])
    expect(lanes({ ...edit, number: 99 })).toEqual([])
  })
})
