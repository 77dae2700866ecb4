import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CheckInput, checkVerdict } from '../../../src/messages/github/checks/candidate-check.ts'
import { explainText, renderLeftOut } from '../../../src/messages/github/comments/explanation.ts'
import { LONGEST_SUMMARY } from '../../../src/messages/github/markdown/fit.ts'
import type { ConflictFile, Considered } from '../../../src/release/planning/plan.ts'
import { candidateOf, squashed } from '../../release/candidates.ts'
import { type About, ALLOWED, askedOf, CONFLICT, verdictOf } from '../../release/eligibility/asking.ts'
import { hostile } from './hostile.ts'
import { commandLinesIn, foreignIn } from './reading.ts'

const FILES: readonly ConflictFile[] = [
  {
    path: 'src/store.ts',
    kind: 'content',
    hunks: [{ ours: { start: 25, end: 26 }, oursText: '  keep(all)\n', theirsText: '  keep(last)\n' }],
  },
  { path: 'src/old.ts', kind: 'modify/delete', hunks: [] },
]

function consideredOf(about: About): Considered {
  const { candidate, facts, alone } = askedOf(about)
  const told = alone.kind === 'conflict' ? { ...alone, files: FILES } : alone
  return { candidate, facts, verdict: verdictOf(about), alone: told, lineEvidence: [] }
}

function check(about: About, asked: Partial<CheckInput> = {}) {
  const considered = consideredOf(about)
  return checkVerdict({
    considered,
    version: 'v2.0.1',
    line: '2.0',
    merged: true,
    outcome: 'clean',
    files: [],
    note: null,
    ...asked,
  })
}

describe('the check run on a pull request', () => {
  it('previews the entry of the release notes, and of a security fix nothing', () => {
    const crash = { message: 'fix: crash on an empty list' }
    expect(check(crash).summary).toContain('- Crash on an empty list')
    const note = 'The list no longer crashes. <b>'
    expect(check(crash, { note }).summary).toContain('- The list no longer crashes. \\<b>')
    const security = check({ message: 'security: check the token' }, { note })
    expect(security.summary).not.toContain('no longer crashes')
  })

  it.each<[string, About, Partial<CheckInput>]>([
    ['Eligible for v2.0.1, 4 to confirm, picks cleanly', { message: 'fix: crash on an empty list' }, {}],
    [
      'Eligible for v2.0.1 once merged, 4 to confirm, picks cleanly',
      { message: 'fix: a crash' },
      { merged: false },
    ],
    [
      'Eligible for v2.0.1 by exception, 4 to confirm, picks cleanly',
      { message: 'perf: lists', stated: ALLOWED },
      {},
    ],
    [
      'Eligible for v2.0.1, 4 to confirm, conflicts with main itself',
      { message: 'fix: a crash' },
      { outcome: 'unmergeable' },
    ],
    ['Needs an exception for v2.0.1: performance; picks cleanly', { message: 'perf: lists' }, {}],
    ['For the next minor release: feature', { message: 'feat: lists' }, {}],
    ['For the next minor release: no breaking change missing', { message: 'fix!: a crash' }, {}],
    [
      'Not ready for v2.0.1: conflicts in 2 files',
      { message: 'fix: a crash', alone: CONFLICT },
      { outcome: 'conflict', files: ['a', 'b'] },
    ],
    [
      'Not ready for v2.0.1: reviewed missing; picks cleanly',
      { message: 'fix: a crash', stated: { reviewed: false } },
      {},
    ],
    ['Not a patch candidate', {}, { considered: null }],
  ])('says “%s”', (title, about, asked) => {
    expect(check(about, asked).title).toBe(title)
  })

  it('speaks of an open pull request as it stands, and not of a merge that was not', () => {
    const lines = (stated: About['stated']) =>
      check({ message: 'fix: a crash', ...(stated && { stated }) }, { merged: false })
        .summary.split('\n')
        .filter((line) => /Reviewed|Checks/.test(line))
        .join('\n')
    expect(lines({ reviewed: true, checksPassed: true })).toMatchInlineSnapshot(`
      "- ✓ **Reviewed:** It is approved (GitHub).
      - ✓ **Checks are green:** Its checks are green (GitHub)."
    `)
    expect(lines({ reviewed: false, checksPassed: false })).toMatchInlineSnapshot(`
      "- ✗ **Reviewed:** No one with write access has approved it (GitHub). → Ask someone with write access to approve it before it is merged.
      - ✗ **Checks are green:** Its checks are not all green (GitHub). → Run the checks of its pull request again. Every check must be green."
    `)
    expect(lines(undefined)).toMatchInlineSnapshot(`
      "- ? **Reviewed:** Whether it is approved is not known: its message does not say who reviewed it. → Ask someone with write access to approve it before it is merged.
      - ? **Checks are green:** Whether its checks are green is not known: no commit records that. → Run the checks of its pull request again. Every check must be green."
    `)
  })

  it('is green for what is eligible and picks cleanly, and asks for nothing that no one can do now', () => {
    expect(check({ message: 'fix: a crash' }).conclusion).toBe('success')
    expect(check({ message: 'fix: a crash' }, { outcome: 'conflict' }).conclusion).toBe('action_required')
    expect(check({ message: 'perf: lists' }).conclusion).toBe('action_required')
    expect(check({ message: 'feat: lists' }).conclusion).toBe('neutral')
    expect(check({ message: 'fix: a crash' }, { outcome: 'empty' }).conclusion).toBe('neutral')
    expect(check({}, { considered: null }).conclusion).toBe('neutral')
  })

  it('tells every rule, what it saw, and what people can do about it on GitHub', () => {
    const { summary } = check(
      { message: 'perf: lists of 10,000 tasks', alone: CONFLICT },
      { outcome: 'conflict', files: FILES.map(({ path }) => path), merged: false },
    )

    expect(summary).toMatchInlineSnapshot(`
      "**not-ready** (performance) for v2.0.1, as if it were merged now. The next patch takes it when nothing below is missing.

      - Due: 2026-03-04 10:00 UTC, scheduled: performance goes out with the weekly patch
      - Picked on the last tag of 2.0: conflicts in 2 files

      ### Conflicts

      - \`src/store.ts\`
      - \`src/old.ts\`

      ### Rules

      - ? **Change type (required):** It is performance: its type \`perf:\`; its labels are not known. That is decided case by case. → If it is more than that, label #⁠12 \`security\`, \`data-loss\`, \`outage\`, \`crash\`, \`regression\`, or \`critical-bug\`, or say \`/release assess #12 risk=… type=critical-bug\`; else it takes \`/release except #12 because …\`.
      - … **Merged to main:** it is not merged yet.
      - ? **Reviewed:** Whether it is approved is not known: its message does not say who reviewed it. → Ask someone with write access to approve it before it is merged.
      - ? **Checks are green:** Whether its checks are green is not known: no commit records that. → Run the checks of its pull request again. Every check must be green.
      - ✓ **No breaking change:** It breaks nothing (its Conventional Commit header, which declares no break).
      - ? **Severity:** Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. → Label #⁠12 \`P0\` or \`P1\`, or say \`/release assess #12 risk=… severity=P1\`.
      - ✓ **Test coverage:** It touches \`test/a.test.ts\`.
      - ✗ **Picks cleanly:** Picked alone on the line's last tag, 111111⁠1111 conflicts in \`src/a.ts\`. → Take the earlier changes that it stands on too, or bring a version of it that is made for the line.
      - ? **Risk assessed:** Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. → Label #⁠12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or say \`/release assess #12 risk=…\`.
      - ? **Exception (required):** No exception is recorded: exceptions are never taken from a commit message. → Say \`/release except #12 because …\`.

      For more, write \`/release explain\` in a comment here."
    `)
  })

  it('fits in the summary of a check run, in bytes', () => {
    const files = Array.from({ length: 2_000 }, (_, at) => `${'😀'.repeat(290)}${at}`)
    const { summary } = check({ message: `perf: ${'ß'.repeat(60_000)}` }, { outcome: 'conflict', files })

    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(LONGEST_SUMMARY)
    expect(summary).toMatch(/… and \d+ more/)
  })
})

describe('an explanation', () => {
  it('tells verdict, rules, picking with the conflict, what it depends on, and what to do', () => {
    const considered = consideredOf({ message: 'fix: crash on an empty list', alone: CONFLICT })
    const dependencies = { kind: 'found', on: ['#3', '#4'], proof: 'smallest' } as const
    const planned = { candidate: '#12', outcome: considered.alone, dependencies }
    const flags = [{ kind: 'follow-up', candidate: '#12', by: '#15' } as const]

    expect(
      explainText({ considered, planned, flags, version: 'v2.0.1', line: '2.0' }),
    ).toMatchInlineSnapshot(`
      "**\\#⁠12** fix: crash on an empty list

      - Verdict for v2.0.1: **not-ready** (crash); it is in the plan
      - Due: 2026-03-04 10:00 UTC, scheduled: crash goes out with the weekly patch

      **Rules**

      - ✓ **Change type:** It is crash: \`crash\` in its subject (also seen: its type \`fix:\`); its labels are not known. A patch always takes that.
      - ✓ **Merged to main:** It is on main as 111111⁠1111, since 2026-03-02.
      - ? **Reviewed:** Whether it was reviewed is not known: its message does not say who reviewed it. → It needs an approval on its pull request from before the merge.
      - ? **Checks were green:** Whether its checks were green is not known: no commit records that. → Run the checks of its pull request again. Every check must be green.
      - ✓ **No breaking change:** It breaks nothing (its Conventional Commit header, which declares no break).
      - ? **Severity:** Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known. → Label #⁠12 \`P0\` or \`P1\`, or say \`/release assess #12 risk=… severity=P1\`.
      - ✓ **Test coverage:** It touches \`test/a.test.ts\`.
      - ✗ **Picks cleanly:** Picked alone on the line's last tag, 111111⁠1111 conflicts in \`src/a.ts\`. → Take the earlier changes that it stands on too, or bring a version of it that is made for the line.
      - ? **Risk assessed:** Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known. → Label #⁠12 \`risk: low\`, \`risk: medium\`, or \`risk: high\`, or say \`/release assess #12 risk=…\`.

      **Picking**

      - Picked on its own on the last tag of 2.0: ✗ \`1111111111\` conflicts in 2 files
      - Picked in its place in the plan: ✗ \`1111111111\` conflicts in 2 files

      <details><summary>The conflict</summary>

      **\`src/store.ts\`**: both sides changed it, lines 25-26

      \`\`\`
      <<<<<<< 2.0
        keep(all)
      =======
        keep(last)
      >>>>>>> #12
      \`\`\`

      **\`src/old.ts\`**: one side changed it, the other deleted it

      </details>

      It picks cleanly after \\#⁠3 and #⁠4, and needs all of them. To take those too, run \`/release pick #3\` and \`/release pick #4\`.

      **Check these first**

      - \\#⁠12 has a follow-up on main: #⁠15.

      To leave it out, run \`/release drop #12 because …\`."
    `)
  })

  it('says of what is no candidate why', () => {
    const candidate = squashed('fix: a crash (#12)')
    const reason = { kind: 'already-on-line', key: 'trailer', lineCommit: 'e'.repeat(40) } as const

    expect(renderLeftOut({ candidate, reason }, 'v2.0.1')).toMatchInlineSnapshot(`
      "**\\#⁠12** fix: a crash

      It isn't a candidate for v2.0.1. It is already on the line, as \`eeeeeeeeee\` (its cherry-pick trailer says so)."
    `)
  })

  it('never speaks of a facts file, which nobody has on GitHub', () => {
    const messages = ['fix: crash', 'perf: lists', 'feat!: lists', 'Fix the total']
    const texts = messages.flatMap((message) =>
      [undefined, { reviewed: false, checksPassed: false }].map((stated) =>
        explainText({
          considered: consideredOf({ message, ...(stated && { stated }) }),
          planned: null,
          flags: [],
          version: 'v2.0.1',
          line: '2.0',
        }),
      ),
    )
    expect(texts.filter((text) => /facts file/i.test(text))).toEqual([])
  })

  it('makes nothing of what is written in a change', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const files = [
          {
            path: text,
            kind: text,
            hunks: [{ ours: { start: 1, end: 1 }, oursText: text, theirsText: text }],
          },
        ]
        const alone = { kind: 'conflict', at: 'e'.repeat(40), files } as const
        const candidate = candidateOf({ title: text })
        const stated = { labels: [text], exception: { by: text, because: text, until: '2026-03-20' } }
        const considered = { ...consideredOf({ candidate, stated }), alone }
        const asked = { version: 'v2.0.1', line: '2.0' } as const
        const said = [
          explainText({ considered, planned: null, flags: [], ...asked }),
          checkVerdict({ considered, merged: true, outcome: 'conflict', files: [text], note: text, ...asked })
            .summary,
          renderLeftOut({ candidate, reason: { kind: 'empty' } }, 'v2.0.1'),
        ]
        for (const one of said) {
          expect(foreignIn(one)).toEqual([])
          expect(commandLinesIn(one)).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })
})
