import { describe, expect, it } from 'vitest'
import { readMessageFacts } from '../../../src/release/facts/message-facts.ts'
import { learnPolicy } from '../../../src/release/onboarding/learn-policy.ts'
import {
  judgeAgain,
  type PlayedRelease,
  replayPolicy,
  sumScores,
} from '../../../src/release/onboarding/replay.ts'
import type { Considered } from '../../../src/release/planning/plan.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { candidateOf, commitOf } from '../candidates.ts'

/** A release whose candidates have these subjects; those with a `+` were released. */
function played(subjects: readonly string[], paths = ['src/a.ts', 'test/a.test.ts']): PlayedRelease {
  const at = { at: 1_772_100_000 }
  const considered = subjects.map((said, index): Considered => {
    const message = `${said.replace('+ ', '')} (#${index + 1})`
    const candidate = candidateOf({
      id: `#${index + 1}`,
      source: { kind: 'pull-request', number: index + 1, merge: 'squash' },
      commits: [commitOf({ message, paths, sha: String(index + 1).padStart(40, '0') })],
    })
    const one = {
      candidate,
      facts: readMessageFacts(candidate, defaultPolicy),
      alone: { kind: 'clean', tree: '' } as const,
      lineEvidence: [],
    }
    const unjudged = {
      kind: 'eligible',
      type: 'minor-bug',
      typeFrom: '',
      mayBe: null,
      rules: [],
      trigger: null,
      exception: null,
    } as const
    return { ...one, verdict: judgeAgain({ ...one, verdict: unjudged }, at, defaultPolicy) }
  })
  const shipped = new Set(subjects.flatMap((said, index) => (said.startsWith('+ ') ? [`#${index + 1}`] : [])))
  return {
    ...{ tag: 'v2.0.1', base: 'v2.0.0', line: '2.0', branch: null, ...at, considered, ownWork: 0 },
    ...{ passedBy: new Set<string>(), onLine: new Set<string>(), shipped, shippedLater: shipped },
  }
}

const FIXES = ['+ fix: the list', '+ fix: the menu', '+ fix: the door', 'fix: the window', 'feat: a roof']

describe('what is learned from past releases', () => {
  it('takes a type of change that people always release', () => {
    const { settings } = learnPolicy([played(FIXES)], defaultPolicy)
    expect(settings.map(({ path, value }) => [path.join('.'), value])).toEqual([
      ['changeTypes.minor-bug.eligibility', 'always'],
    ])
    expect(settings[0]?.after).toEqual({ shipped: 3, onLine: 0, proposed: 4, right: 3, missed: 0 })
  })

  it('proposes less of what people rarely release', () => {
    const regressions = ['one', 'two', 'three', 'four', 'five'].map((name) => `fix: regression in ${name}`)
    const { settings } = learnPolicy(
      [played(['+ fix: regression in the list', ...regressions])],
      defaultPolicy,
    )
    expect(settings.map(({ path }) => path.join('.'))).toEqual(['changeTypes.regression.eligibility'])
  })

  it('takes a type that people release without tests, which needs two settings', () => {
    const { settings } = learnPolicy([played(FIXES, ['src/a.ts'])], defaultPolicy)
    expect(settings.map(({ path }) => path.join('.'))).toEqual([
      'changeTypes.minor-bug.eligibility',
      'criteria.rules.test-coverage',
    ])
  })

  it('spares nobody a fix for one wrong proposal', () => {
    expect(learnPolicy([played(['fix: regression in the list'])], defaultPolicy).settings).toEqual([])
  })

  it.each(['CVE-2026-1234', 'data loss', 'crash'])('never learns to leave what is severe: %s', (what) => {
    const fixes = ['one', 'two', 'three', 'four'].map((name) => `fix: ${what} in ${name}`)
    expect(learnPolicy([played(fixes)], defaultPolicy).settings).toEqual([])
  })

  it('leaves a policy that fits as it is', () => {
    expect(learnPolicy([played(['+ fix: crash on start', 'feat: a roof'])], defaultPolicy).settings).toEqual(
      [],
    )
  })
})

describe('a policy played over past releases', () => {
  it('counts what it would have proposed, and names what it would have kept out', () => {
    const [release] = replayPolicy(
      [played(['+ fix: crash on start', '+ feat: a roof', 'fix: crash at the end'])],
      defaultPolicy,
    )
    expect(release).toMatchObject({ shipped: 2, proposed: 2, right: 1, missed: 1 })
    expect(
      release?.refused.map(({ considered, verdict }) => [considered.candidate.id, verdict.kind]),
    ).toEqual([['#2', 'next-minor']])
  })

  it('counts what the line had already as known', () => {
    const release = { ...played(['+ feat: a roof']), onLine: new Set(['#1']) }
    expect(sumScores(replayPolicy([release], defaultPolicy))).toMatchObject({ onLine: 1, missed: 0 })
  })
})
