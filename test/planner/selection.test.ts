import { describe, expect, it } from 'vitest'
import { findChange } from '../../src/planner/plan/resolve-choice.ts'
import type { Candidate, Commit } from '../../src/release/changes/candidate.ts'
import { refusal } from '../git/repositories.ts'

const commit = (sha: string): Commit => ({
  sha: sha.padEnd(40, '0'),
  parents: [],
  author: { name: 'Ada', email: 'ada@example.org' },
  authoredAt: 0,
  committedAt: 0,
  message: 'fix: crash',
  paths: [],
})

const change = (id: string, commits: readonly string[], merged: readonly string[] = []): Candidate => ({
  id,
  source: id.startsWith('#')
    ? { kind: 'pull-request', number: Number(id.slice(1)), merge: 'squash' }
    : { kind: 'commit' },
  title: 'crash',
  commits: commits.map(commit),
  merged: merged.map(commit),
  picks: [],
  mergedAt: 0,
})

const changes = {
  candidates: [
    change('#12', ['aaaaaaa1', 'aaaaaaa2']),
    change('#13', ['bbbbbbb1'], ['ccccccc1']),
    change(commit('1234567').sha, ['1234567']),
  ],
  leftOut: [
    { candidate: change('#12', ['aaaaaaa3']), reason: { kind: 'empty' as const } },
    { candidate: change('#15', ['ddddddd1']), reason: { kind: 'empty' as const } },
  ],
}

function found(typed: string): string {
  const one = findChange(changes, typed)
  return `${one.kind} ${one.kind === 'candidate' ? one.candidate.id : one.leftOut.candidate.id}`
}

describe('a change that somebody names', () => {
  it.each([
    ['#12', 'candidate #12'],
    ['12', 'candidate #12'],
    ['aaaaaaa2', 'candidate #12'],
    ['AAAAAAA2', 'candidate #12'],
    ['ccccccc1', 'candidate #13'],
    ['1234567', `candidate ${commit('1234567').sha}`],
    ['#15', 'left-out #15'],
    ['ddddddd1', 'left-out #15'],
    // A part of #12 is left out; the rest of it answers.
    ['aaaaaaa', 'candidate #12'],
  ])('%s is %s', (typed, expected) => {
    expect(found(typed)).toBe(expected)
  })

  it('is refused where nothing is called so, or more than one is', async () => {
    const refused = (typed: string) => refusal(Promise.resolve().then(() => found(typed)))
    expect(await refused('#21')).toMatch(/Did you mean #12/)
    expect(await refused('aaaaaa')).toMatch(/^\[usage\] No change/)
    const alike = { candidates: [change('#1', ['eeeeeee1']), change('#2', ['eeeeeee2'])], leftOut: [] }
    expect(await refusal(Promise.resolve().then(() => findChange(alike, 'eeeeeee')))).toMatchInlineSnapshot(`
      "[usage] "eeeeeee" matches more than one change: #1 and #2.
      Next: Give more digits of the commit."
    `)
  })
})
