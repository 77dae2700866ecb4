import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChangeReferences,
  normalizeTitle,
  parseReferences,
} from '../../../src/release/changes/change-references.ts'
import { findPullRequest } from '../../../src/release/changes/pull-request-messages.ts'

const NOTHING: ChangeReferences = {
  reverts: [],
  partlyReverts: [],
  isRevert: false,
  followsUp: [],
  pickedFrom: [],
  backportOf: [],
  changeId: null,
}

const SHA = '3ad9ccdb19f40d204a84728d1252ac593ab912fa'
const OTHER = '70899a6b3feaf19d9f82e6cd8f7039ff012a403e'
const commit = (sha: string) => ({ kind: 'commit', sha }) as const
const pull = (number: number, repository?: string) =>
  ({ kind: 'pull-request', number, ...(repository && { repository }) }) as const
const title = (text: string) => ({ kind: 'title', title: text }) as const

describe('what a commit is a copy of', () => {
  it.each<[string, string, readonly string[]]>([
    ['git cherry-pick -x', `fix: a\n\n(cherry picked from commit ${SHA})`, [SHA]],
    ['abbreviated', 'fix: a\n\n(cherry picked from commit f587856)', ['f587856']],
    ['right below the subject', `[stable-2.10] Remove it.\n(cherry picked from commit ${SHA})`, [SHA]],
    ['without the word commit', `fix: a\n\n(cherry picked from ${SHA})`, [SHA]],
    ['a hyphen', `fix: a\n\n(cherry-picked from commit ${SHA})`, [SHA]],
    ['runc', `fix: a\n\n(This is a cherry-pick of ${SHA}.)`, [SHA]],
    ['runc, too', `fix: a\n\n(Cherry-pick of commit ${SHA}.)`, [SHA]],
    ['kafka', 'fix: a\n\nCherry-pick of 1bd8fd0', ['1bd8fd0']],
    ['a trailer', `fix: a\n\nCherry-picked-from: ${SHA}`, [SHA]],
    ['a link', `fix: a\n\nCherry picked from https://github.com/o/r/commit/${SHA}`, [SHA]],
    ['another repository', `fix: a\n\nBackport of o/r@${SHA}`, [SHA]],
    [
      'several',
      `fix: a\n\n(cherry picked from commit ${SHA})\n* b\n(cherry picked from commit ${OTHER})`,
      [SHA, OTHER],
    ],
    ['a list', `fix: a\n\nCherry picked from commits ${SHA} and ${OTHER}`, [SHA, OTHER]],
    ['a list of lines', `fix: a\n\nCherry picked from:\n- ${SHA}\n- ${OTHER}`, [SHA, OTHER]],
    ['wrapped', `fix: a\n\n(cherry picked from commit\n${SHA})`, [SHA]],
    ['ubuntu', `fix: a\n\n(backported from commit ${SHA})`, [SHA]],
    ['zfs', `fix: a\n\nUpstream-commit: ${SHA} ("block: b")`, [SHA]],
    ['stable kernels', `fix: a\n\n[ Upstream commit ${SHA} ]`, [SHA]],
    ['stable kernels, before', `fix: a\n\ncommit ${SHA} upstream.`, [SHA]],
    ['bitcoin', `fix: a\n\nGithub-Pull: #12\nRebased-From: ${SHA}`, [SHA]],
    ['electron', 'chore: cherry-pick 5ccc043d8697 from chromium (#20192)', ['5ccc043d8697']],
    ['a part is not it', `fix: a\n\n(partially cherry picked from commit ${SHA})`, []],
    ['quoted', `fix: a\n\n> (cherry picked from commit ${SHA})`, []],
    ['within what a revert quotes', 'Revert "cherry-pick 5ccc043d8697 from chromium"', []],
    ['six digits are no commit', 'fix: a\n\n(cherry picked from commit f58785)', []],
  ])('%s', (_, message, pickedFrom) => {
    expect(parseReferences(message).pickedFrom).toEqual(pickedFrom)
  })

  it.each<[string, string, readonly number[]]>([
    ['trop', 'fix: a\n\nBackport of #123', [123]],
    ['ansible', 'fix: a (#9)\n\nBackport of https://github.com/ansible/ansible/pull/73003', [73003]],
    ['meeseeks', 'Backport PR #123: fix a', [123]],
    ['kubernetes', 'Automated cherry pick of #123: fix a', [123]],
    ['several', 'Automated cherry pick of #123, #124 and #125', [123, 124, 125]],
    [
      'kubernetes, the merge',
      'Merge pull request #9 from x/automated-cherry-pick-of-#123-#124-upstream-release-1.2',
      [123, 124],
    ],
    ['prow', 'Merge pull request #9 from k8s-infra-cherrypick-robot/cherry-pick-123-to-release-3.5', [123]],
    ['mergify', 'Merge pull request #9 from o/mergify/bp/release-1.x/pr-123', [123]],
    ['backport-action', 'Merge pull request #9 from o/backport-123-to-release-1.0', [123]],
    ['meeseeks, the merge', 'Merge pull request #9 from o/auto-backport-of-pr-123-on-v3.1.x', [123]],
    ['a branch with a version alone', 'Merge pull request #9 from o/25.0_backport_fix', []],
    [
      'mergify, the body',
      'fix: a\n\nThis is an automated backport of pull request #123 done by [Mergify]',
      [123],
    ],
    ['a trailer', 'fix: a\n\nOriginal PR: #123', [123]],
    ['pick from a pull request', 'fix: a\n\n(cherry picked from PR #123)', [123]],
    ['gitlab', 'fix: a\n\nCherry-picked from merge request group/project!123', [123]],
    ['rails', 'Backport #123 to 7-1-stable', [123]],
    ['rails, without the mark', 'Backport 12345 to 7-1-stable', [12345]],
    ['an issue is none', 'fix: a\n\nFixes #12', []],
    ['a version is none', 'Backport fixes to 2.10', []],
  ])('by number: %s', (_, message, backportOf) => {
    expect(parseReferences(message).backportOf.map(({ number }) => number)).toEqual(backportOf)
  })

  it.each([
    'Needed for the backport of #120',
    'We do not backport #120 to 2.0',
    "fix: b\n\nDon't backport #120 before this is in.",
    'Keep the old parser until the backport of #120 is here',
    'fix: b\n\nThe backport of #120 comes with 2.0.2.',
    'fix: b\n\nBackport of #120 is not possible here.',
    'fix: b\n\nBackporting #120 failed, so this does less.',
    'fix: b\n\nDepends on: backport of #120',
    'fix: b (before the backport of #120)',
    'fix: b\n\nPartially backport #120',
    'fix: b\n\nSee the original PR #120 for why.',
    'test: of the pick, so that cherry-pick #120 can follow',
    "fix: b\n\nBackport #120's test alone",
    'Merge pull request #9 from o/do-not-backport-120',
    'Merge pull request #9 from o/before-backport-120',
  ])('a mention is none: %s', (message) => {
    expect(parseReferences(message).backportOf).toEqual([])
  })

  it.each([
    'fix: a (backport #120)',
    'fix: a [backport of #120]',
    'fix: a\n\nSome words of why. This is a backport of #120.',
    '[2.0] fix(core): backport #120',
    '🍒 Cherry-pick #120',
    'fix: a\n\n* Backports #120',
    'fix: a\n\nThis PR is a manual cherry-pick of #120 to 2.0.',
  ])('a claim counts wherever a line, a bracket or a sentence begins: %s', (message) => {
    expect(parseReferences(message).backportOf).toEqual([{ number: 120 }])
  })

  it('tells whose pull request is meant', () => {
    const named = (text: string) => parseReferences(`fix: a\n\nBackport of ${text}`).backportOf
    expect(named('https://github.com/Upstream/parser/pull/120')).toEqual([
      { number: 120, repository: 'github.com/upstream/parser' },
    ])
    expect(named('upstream/parser#120')).toEqual([{ number: 120, repository: 'upstream/parser' }])
  })

  it("reads Gerrit's name for a change", () => {
    const id = 'I0123456789abcdef0123456789abcdef01234567'
    expect(parseReferences(`fix: a\n\nChange-Id: ${id}\n`).changeId).toBe(id)
  })
})

describe('what a commit takes back', () => {
  it.each<[string, string, Partial<ChangeReferences>]>([
    [
      'git revert',
      `Revert "fix: a"\n\nThis reverts commit ${SHA}.`,
      { reverts: [commit(SHA), title('fix: a')], isRevert: true },
    ],
    [
      'git revert -m 1',
      `Revert "Merge pull request #1 from a/b"\n\nThis reverts commit ${SHA}, reversing\nchanges made to ${OTHER}.`,
      { reverts: [commit(SHA), title('Merge pull request #1 from a/b')], isRevert: true },
    ],
    [
      'GitHub',
      'Revert "fix: a (#12)" (#13)\n\nReverts owner/repo#12',
      { reverts: [pull(12, 'owner/repo'), title('fix: a (#12)')], isRevert: true },
    ],
    [
      'GitHub, abbreviated',
      'Revert "fix: a"\n\nThis reverts commit f587856',
      { reverts: [commit('f587856'), title('fix: a')], isRevert: true },
    ],
    [
      'GitLab',
      'Revert "fix: a"\n\nThis reverts merge request !12',
      { reverts: [pull(12), title('fix: a')], isRevert: true },
    ],
    [
      'Conventional Commits',
      `revert: fix: a\n\nThis reverts commit ${SHA}.`,
      { reverts: [commit(SHA), title('fix: a')], isRevert: true },
    ],
    ['with a prefix', 'fix: Revert "fix: a"', { reverts: [title('fix: a')], isRevert: true }],
    ['with a branch', '[stable-2.10] Revert "fix: a" (#13)', { reverts: [title('fix: a')], isRevert: true }],
    [
      'a revert of a revert',
      `Revert "Revert "fix: a""\n\nThis reverts commit ${SHA}.`,
      { reverts: [commit(SHA), title('Revert "fix: a"')], isRevert: true },
    ],
    [
      'git 2.43 and newer',
      `Reapply "fix: a"\n\nThis reverts commit ${SHA}.`,
      { reverts: [commit(SHA), title('Revert "fix: a"')], isRevert: true },
    ],
    [
      'by commit in the subject',
      `Revert ${SHA} fix: a`,
      { reverts: [commit(SHA), title(`${SHA} fix: a`)], isRevert: true },
    ],
    [
      'back out',
      `Backed out changeset f587856b`,
      { reverts: [commit('f587856b'), title('changeset f587856b')], isRevert: true },
    ],
    ['another subject', `Switch back to a\n\nThis reverts commit ${SHA}.`, { reverts: [commit(SHA)] }],
    [
      'several',
      `Go back\n\nThis reverts commits ${SHA} and ${OTHER}.`,
      { reverts: [commit(SHA), commit(OTHER)] },
    ],
    [
      'line by line',
      `ci: go back\n\nThis reverts commit ${SHA}.\nThis reverts commit ${OTHER}.`,
      { reverts: [commit(SHA), commit(OTHER)] },
    ],
    ['zfs', `Go back\n\nReverts: ${SHA}`, { reverts: [commit(SHA)] }],
    ['a part', `fix: b\n\nThis partially reverts commit ${SHA}.`, { partlyReverts: [commit(SHA)] }],
    [
      'a part, otherwise',
      `fix: b\n\nThis PR reverts a part of the change #12`,
      { partlyReverts: [pull(12)] },
    ],
    ['to an older state', 'Revert to #12', { reverts: [title('to #12')], isRevert: true }],
    ['within a sentence', `fix: b\n\nWe could have reverted ${SHA} but did not.`, {}],
    ['quoted', `fix: b\n\n> This reverts commit ${SHA}.`, {}],
    ['a word like it', 'fix: reverting a transaction twice', {}],
  ])('%s', (_, message, expected) => {
    const { followsUp: _followsUp, ...references } = parseReferences(message)
    const { followsUp: _none, ...nothing } = NOTHING
    expect(references).toEqual({ ...nothing, ...expected })
  })
})

describe('what a commit repairs or completes', () => {
  it.each<[string, string, ChangeReferences['followsUp']]>([
    ['kernels', `fix: b\n\nFixes: ${SHA} ("a")`, [commit(SHA)]],
    ['without a colon', 'fix: b\n\nFixes f587856b.', [commit('f587856b')]],
    ['an issue is none', 'fix: b\n\nFixes #12', []],
    ['follow-up to', 'fix: b\n\nFollow-up to #12', [pull(12)]],
    ['follow up of', `fix: b\n\nFollow up of ${SHA}`, [commit(SHA)]],
    ['followup for', `fix: b\n\nThis is a followup for ${SHA}.`, [commit(SHA)]],
    [
      'rails',
      'fix: b\n\nFollowup: https://github.com/rails/rails/pull/12',
      [pull(12, 'github.com/rails/rails')],
    ],
    ['rails, too', 'fix: b\n\nFollow-up to [#12][]', [pull(12)]],
    ['in the subject', 'fix: b, follow-up fix for #12', [pull(12)]],
    ['fixup for', 'fix: b\n\nfixup for #12', [pull(12)]],
    ['git commit --fixup', 'fixup! fix: a', [title('fix: a')]],
    ['amends', `fix: b\n\nAmends ${SHA}`, [commit(SHA)]],
    ['a regression', 'fix: b\n\nRegression introduced in #12', [pull(12)]],
    ['a regression, otherwise', `fix: b\n\nFixes regression introduced by ${SHA}.`, [commit(SHA)]],
    ['broken by', 'fix: b, broken by #12', [pull(12)]],
    ['a relation is none', 'fix: b\n\nSee also #12', []],
  ])('%s', (_, message, expected) => {
    expect(parseReferences(message).followsUp).toEqual(expected)
  })
})

it('tells that two subjects bear one title whatever numbers a merge put behind them', () => {
  const titles = ['fix: a', 'fix: a (#12)', 'fix: a (#12) (#13)', 'fix:  a.', 'fix: a (GH-12)'].map(
    normalizeTitle,
  )
  expect(new Set(titles)).toEqual(new Set(['fix: a']))
})

it('finds whatever commit and number it is given, in any surroundings', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 7, maxLength: 40 })
  const around = fc.string().map((text) => text.replaceAll('>', ''))
  fc.assert(
    fc.property(hex, around, around, (sha, before, after) => {
      const message = `fix: ${before}\n\n(cherry picked from commit ${sha})\n${after}`
      expect(parseReferences(message).pickedFrom).toContain(sha)
    }),
  )
})

it.each([
  ['line breaks', '\n'.repeat(1_500_000)],
  ['spaces', ' '.repeat(1_500_000)],
  ['reverts', 'revert '.repeat(250_000)],
  ['fixes', 'fixes '.repeat(250_000)],
  ['lists', 'backport of #1, '.repeat(100_000)],
  ['brackets', '(#'.repeat(500_000)],
  ['quotes', '> '.repeat(500_000)],
  ['addresses', `cherry-pick https://${'a/'.repeat(500_000)}`],
  ['dots', '. '.repeat(500_000)],
])('finds what a hostile message says at its end, as only what is linear ever does: %s', (_, text) => {
  const sha = 'abcdef0123'.repeat(4)
  const message = `fix: a${text}\n\n${text}!\n\n(cherry picked from commit ${sha})\n`
  expect(parseReferences(message).pickedFrom).toContain(sha)
  expect(normalizeTitle(text).length).toBeLessThanOrEqual(1_000)
  expect(() => findPullRequest(message)).not.toThrow()
})
