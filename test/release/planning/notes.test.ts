import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listConventionalTypes } from '../../../src/release/changes/commit-message.ts'
import { cleanTitle } from '../../../src/release/changes/titles.ts'
import { CHANGE_TYPES } from '../../../src/release/facts/facts.ts'
import { createNotes, type NotesEntry } from '../../../src/release/planning/notes.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { type PlannedChange, planOf } from '../plans.ts'

const TYPES = listConventionalTypes(defaultPolicy.changeTypes)

function notesWith(
  changes: readonly PlannedChange[],
  about: { knownIssues?: string[]; upgradeNotes?: string } = {},
) {
  return createNotes({
    plan: planOf(changes),
    policy: defaultPolicy,
    date: '2026-02-11',
    previousTag: 'v2.0.0',
    ...about,
  })
}

const titles = (entries: readonly NotesEntry[]) => entries.map(({ title }) => title)

describe('release notes (§3.1)', () => {
  it('tell every change under its heading, in the order of main', () => {
    const notes = notesWith(CHANGE_TYPES.toReversed().map((type) => ({ type, title: `The ${type}` })))

    expect(titles(notes.security)).toEqual(['The security'])
    const bugFixes = ['minor-bug', 'critical-bug', 'regression', 'crash', 'outage', 'data-loss']
    expect(titles(notes.bugFixes)).toEqual(bugFixes.map((type) => `The ${type}`))
    expect(titles(notes.performance)).toEqual(['The performance'])
    expect(titles(notes.other)).toEqual(['The refactor', 'The feature', 'The dependency'])
  })

  it('put the worst vulnerability first, and those without a score last', () => {
    const notes = notesWith([
      { type: 'security', title: 'No score' },
      { type: 'security', title: 'High', cvss: 8.1 },
      { type: 'security', title: 'No harm', cvss: 0 },
      { type: 'security', title: 'Critical', cvss: 9.8 },
      { type: 'security', title: 'High too', cvss: 8.1 },
    ])

    expect(titles(notes.security)).toEqual(['Critical', 'High', 'High too', 'No harm', 'No score'])
  })

  it('tell nothing that was not taken, is there already, or does not apply', () => {
    const at = '0'.repeat(40)
    const notes = notesWith([
      { type: 'crash', title: 'Taken' },
      { type: 'crash', title: 'Not taken', outcome: null },
      { type: 'crash', title: 'Empty', outcome: { kind: 'empty' } },
      { type: 'crash', title: 'Conflict', outcome: { kind: 'conflict', at, files: [] } },
    ])

    expect(titles(notes.bugFixes)).toEqual(['Taken'])
  })

  it('know the number, the commit, the CVE and who reported it', () => {
    const message =
      'fix: x (#7)\n\nReported-by: Mary Shaw <mary@example.com>\nreported-by: Jo\nReported-by: Jo'
    const change = { type: 'security', title: 'fix: x (#7)', pullRequest: 7, message } as const
    const notes = notesWith([{ ...change, cve: 'CVE-2026-10421', cvss: 9.8 }])

    expect(notes.security).toEqual([
      {
        title: 'X',
        pullRequest: 7,
        commit: '0'.repeat(40),
        type: 'security',
        cve: 'CVE-2026-10421',
        cvss: 9.8,
        credits: ['Mary Shaw', 'Jo'],
      },
    ])
  })

  it("take known issues and upgrade notes from the policy, and this release's own besides or instead", () => {
    expect(notesWith([])).toMatchObject({
      knownIssues: [],
      upgradeNotes: 'No special upgrade steps required.',
    })
    expect(notesWith([], { knownIssues: ['Slow on ARM'], upgradeNotes: 'Restart twice.' })).toMatchObject({
      knownIssues: ['Slow on ARM'],
      upgradeNotes: 'Restart twice.',
    })
  })

  it('tell each clean pick once, whatever the plan', () => {
    const change = fc.record({ type: fc.constantFrom(...CHANGE_TYPES), title: fc.string(), cvss: fc.nat(10) })
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const { security, bugFixes, performance, other } = notesWith(changes)
        const commits = [security, bugFixes, performance, other].flat().map(({ commit }) => commit)
        expect(commits.toSorted()).toEqual(
          changes.map((_, at) => at.toString(16).padStart(40, '0')).toSorted(),
        )
      }),
    )
  })
})

describe('the title of an entry', () => {
  it.each([
    ['fix: repair the memory leak in the task engine (#1234)', 'Repair the memory leak in the task engine'],
    ['fix(api)!: reject tokens without a signature', 'Reject tokens without a signature'],
    ['perf(store): read lists in pages (#7) (#12)', 'Read lists in pages'],
    ['Fixed race condition in state store', 'Fixed race condition in state store'],
    ['gateway: close idle connections', 'Gateway: close idle connections'],
    ['fix: gRPC keepalive is sent too late', 'gRPC keepalive is sent too late'],
    ['fix: readState() returns null', 'readState() returns null'],
    ['fix: task_id is lost', 'task_id is lost'],
    ['fix: keep (#12) in the middle', 'Keep (#12) in the middle'],
    ['fix: énorme', 'Énorme'],
    ['hotfix: no type of ours', 'Hotfix: no type of ours'],
    ['fix:', 'Fix:'],
    ['', ''],
  ])('%j reads %j', (subject, title) => {
    expect(cleanTitle(subject, TYPES)).toBe(title)
  })

  it('is cut where a subject is a whole book', () => {
    const title = cleanTitle(`fix: ${'very '.repeat(500)}long`, TYPES)
    expect([...title]).toHaveLength(200)
    expect(title.endsWith('very…')).toBe(true)
  })

  it('names the change where a subject says nothing', () => {
    const { bugFixes } = notesWith([{ type: 'crash', title: '(#12)', pullRequest: 12 }])
    expect(titles(bugFixes)).toEqual(['Change #12'])
  })

  it.each([' ', ' (#1)', 'fix(', '(#', 'a'])('is short, however often the subject says %j', (part) => {
    const title = cleanTitle(`x${part.repeat(1_000_000)}y`, TYPES)
    expect([...title].length).toBeLessThanOrEqual(200)
  })
})
