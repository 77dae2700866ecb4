import { describe, expect, it } from 'vitest'
import {
  findPullRequest,
  listNumbers,
  mergeTitle,
} from '../../../src/release/changes/pull-request-messages.ts'

describe('the pull request that a commit came by', () => {
  it.each<[string, string, readonly [number, string, string] | null]>([
    ['GitHub, squash', 'fix: a (#12)', [12, 'subject', 'fix: a']],
    ['GitHub, merge', 'Merge pull request #12 from owner/branch\n\nfix: a', [12, 'merge', 'fix: a']],
    ['GitHub, a revert', 'Revert "fix: a (#12)" (#13)', [13, 'subject', 'Revert "fix: a (#12)"']],
    ['GitHub, a revert without one', 'Revert "fix: a (#12)"', null],
    ['GitHub, a backport', 'fix: a (#12) (#13)', [13, 'subject', 'fix: a (#12)']],
    [
      'GitHub, a long title',
      'fix: a that goes on and on…\n\n… and on (#12)\n\nBody',
      [12, 'subject', 'fix: a that goes on and on and on'],
    ],
    [
      'a wrapped subject',
      'fix: a that goes on\nand on (#12)\n\nBody',
      [12, 'subject', 'fix: a that goes on and on'],
    ],
    [
      'GitLab, merge',
      "Merge branch 'fix' into 'main'\n\nfix: a\n\nSee merge request group/project!12",
      [12, 'merge', 'fix: a'],
    ],
    ['GitLab, squash', 'fix: a\n\nSee merge request group/project!12', [12, 'merge', 'fix: a']],
    [
      'Gitea',
      "Merge pull request 'fix: a' (#12) from branch into main\n\nReviewed-on: https://g.org/o/r/pulls/12",
      [12, 'merge', 'fix: a'],
    ],
    [
      'Forgejo, rebase',
      'fix: a\n\nReviewed-on: https://codeberg.org/o/r/pulls/12\n',
      [12, 'trailer', 'fix: a'],
    ],
    ['Azure, squash', 'Merged PR 12: fix: a', [12, 'merge', 'fix: a']],
    [
      'Azure, merge',
      'Merge pull request 12 from fix into main',
      [12, 'merge', 'Merge pull request 12 from fix into main'],
    ],
    ['Bitbucket Cloud', 'Merged in fix (pull request #12)\n\nfix: a', [12, 'merge', 'fix: a']],
    [
      'Bitbucket Server',
      'Merge pull request #12 in P/r from fix to main',
      [12, 'merge', 'Merge pull request #12 in P/r from fix to main'],
    ],
    ['bors', 'Merge #12\n\n12: fix: a r=bo a=al', [12, 'merge', 'fix: a']],
    ['homu', 'Auto merge of #12 - al:fix, r=bo\n\nfix: a', [12, 'merge', 'fix: a']],
    ['Mergify', 'Merge of #12\n\nfix: a', [12, 'merge', 'fix: a']],
    [
      'runc',
      'merge #12 into opencontainers/runc:main\n\nAl (1):\n  fix: a',
      [12, 'merge', 'merge #12 into opencontainers/runc:main'],
    ],
    ['runc, before', "merge branch 'pr-12'\n\nAl (1):\n  fix: a", [12, 'merge', "merge branch 'pr-12'"]],
    ['rails', 'Merge PR #12\n\nCloses #12.', [12, 'merge', 'Merge PR #12']],
    [
      'a fetched pull request',
      "Merge remote-tracking branch 'origin/pr/12'",
      [12, 'merge', "Merge remote-tracking branch 'origin/pr/12'"],
    ],
    [
      'Node',
      'fix: a\n\nPR-URL: https://github.com/nodejs/node/pull/12\nReviewed-By: Bo',
      [12, 'trailer', 'fix: a'],
    ],
    ['Node, the number alone', 'fix: a\n\nPR-URL: #12', [12, 'trailer', 'fix: a']],
    [
      'mesa',
      'fix: a\n\nPart-of: <https://gitlab.freedesktop.org/mesa/mesa/-/merge_requests/12>',
      [12, 'trailer', 'fix: a'],
    ],
    [
      'openssl',
      'fix: a\n\n(Merged from https://github.com/openssl/openssl/pull/12)',
      [12, 'trailer', 'fix: a'],
    ],
    [
      'PyTorch',
      'fix: a\n\nPull Request resolved: https://github.com/pytorch/pytorch/pull/12',
      [12, 'trailer', 'fix: a'],
    ],
    ['Apache', 'fix: a\n\nAuthor: Al\n\nCloses #12 from al/fix', [12, 'trailer', 'fix: a']],
    ['GitHub, squash, without CI', 'fix: a (#12) [skip ci]', [12, 'subject', 'fix: a']],
    ['Python', 'gh-9: fix a (GH-12)', [12, 'subject', 'gh-9: fix a']],
    ['an issue that it closes', 'fix: a\n\nCloses #12', null],
    ['an issue in the subject', 'fix #12: a', null],
    ['a branch', "Merge branch 'release-12'", null],
    ['a security fix', 'Merge commit from fork\n\nfix: a', null],
    ['a version', 'Release 1.2 (12)', null],
  ])('%s', (_, message, expected) => {
    const named = findPullRequest(message)
    expect(named && [named.number, named.by, named.title]).toEqual(expected)
  })
})

it('calls a merge without a pull request by what it says of its content', () => {
  expect(mergeTitle('Merge commit from fork\n\nfix: a')).toBe('fix: a')
  expect(mergeTitle("Merge branch 'main' of github.com:o/r")).toBe("Merge branch 'main' of github.com:o/r")
  expect(mergeTitle("Merge branch 'fix'\n\n* fix:\n  a\n  b")).toBe("Merge branch 'fix'")
  expect(mergeTitle('fix: a\n\nbody')).toBe('fix: a')
})

it('reads the numbers in parentheses at the end of a subject', () => {
  expect(listNumbers('[2.10] fix: a (#12). (#13)')).toEqual([12, 13])
  expect(listNumbers('fix: a (#12) (#13) [skip ci]')).toEqual([12, 13])
  expect(listNumbers('fix #9 and !8')).toEqual([])
  expect(listNumbers('keep it until (#120) is here')).toEqual([])
})

it('tells whose pull request a trailer names', () => {
  const repositoryIn = (message: string) => findPullRequest(message)?.repository
  expect(repositoryIn('fix: a\n\nPR-URL: https://github.com/Other/Lib/pull/12')).toBe('github.com/other/lib')
  expect(repositoryIn('fix: a\n\nPR-URL: other/lib#12')).toBe('other/lib')
  expect(repositoryIn("Merge branch 'a' into 'main'\n\nfix: a\n\nSee merge request group/project!12")).toBe(
    'group/project',
  )
  expect(repositoryIn('fix: a (#12)')).toBeUndefined()
})
