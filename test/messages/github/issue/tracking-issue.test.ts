import { describe, expect, it } from 'vitest'
import { ada, bea, cem } from '../../../release/lifecycle/story.ts'
import { body, cut, opened, topOf } from '../story.ts'

describe('a tracking issue', () => {
  it('shows the plan that somebody may cut, and what is not in it', () => {
    const story = opened({ goal: { kind: 'plan' } }).goesOn()
    story.say(cem, {
      type: 'Assess',
      candidate: '#12',
      assessment: { risk: 'high', type: 'performance', severity: null, note: 'touches the index' },
    })
    story.goesOn()

    expect(body(story)).toMatchInlineSnapshot(`
      "**The plan has 3 changes, and 1 of them conflicts.** A captain creates the release branch with \`/release cut v2.0.1 --plan 3f2a9c1d4e5b\`. What conflicts gets a pull request of its own, in which it is resolved.

      **▸ Preparation** · Testing · Release Preparation · Deployment · Post-Release

      ## 3 changes

      Plan \`3f2a9c1d4e5b\` · from [\`v2.0.0\`](https://github.com/godel/godel/tree/v2.0.0) · main at [\`cef35e333c\`](https://github.com/godel/godel/commit/cef35e333c000000000000000000000000000000) · [all changes between](https://github.com/godel/godel/compare/v2.0.0...cef35e333c000000000000000000000000000000)

      |  | change | type | verdict | pick |
      | --- | --- | --- | --- | --- |
      | [#5](https://github.com/godel/godel/pull/5) | fix(engine): fix memory leak in task engine | crash | eligible | picks cleanly |
      | [#7](https://github.com/godel/godel/pull/7) | fix(gateway): authentication bypass with an empty token | crash | eligible | picks cleanly |
      | [#8](https://github.com/godel/godel/pull/8) | fix(store): keep the last snapshot when the disk is full | data-loss | eligible | ✗ conflicts |

      **Check these first**

      - \\#⁠7 has a follow-up on main: #⁠15.

      <details><summary>14 changes not taken</summary>

      An approver can allow one that is case by case with \`/release except #N because …\`. To see every rule for one, run \`/release explain #N\`.

      - [#12](https://redirect.github.com/godel/godel/pull/12) perf(store): improve query performance (performance, case-by-case): That is decided case by case.
      - … and 13 more

      </details>

      ## Decisions

      - [#12](https://redirect.github.com/godel/godel/pull/12) was assessed by cem, 2026-02-25: risk high, performance: touches the index.

      Opened 2026-02-25 06:13 UTC by ada, by the policy of [\`ffffffffff\`](https://github.com/godel/godel/commit/ffffffffffffffffffffffffffffffffffffffff).

      <details><summary>Commands</summary>

      Write them at the start of a line in a new comment.

      - \`/release status\`, \`/release why\`: its status, and what it waits for
      - \`/release explain #N\`: every rule for one change
      - \`/release pick #N\`, \`/release drop #N because …\`: take a change, or leave it out
      - \`/release cut v2.0.1\`: create the release branch
      - \`/release go\`, \`/release no-go because …\`: answer the question
      - \`/release hold because …\`, \`/release resume\`: pause, and continue
      - \`/release help\`: all commands

      </details>

      <!-- release-captain:tracking-issue 77:v2.0.1 -->"
    `)
  })

  it('shows tests and checklist on exactly the head, with who ticked and what to do next', () => {
    const story = cut().tested('success')
    story.learn({
      type: 'CheckSeen',
      check: 'snyk',
      app: 'github-actions',
      head: 'a7c3e91b52'.padEnd(40, '0'),
      run: 2,
      conclusion: 'timed_out',
    })
    story.say(bea, { type: 'Check', item: 'smoke-tests', as: 'done', evidence: 'all 41 passed' })
    story.say(bea, { type: 'Check', item: 'migrations', as: 'not-applicable', evidence: null })

    expect(body(story)).toMatchInlineSnapshot(`
      "**\`snyk\` didn't succeed on \`a7c3e91b52\`. Also open: 3 checklist items.** Run it again with \`/release retry snyk\`, or find the pick that breaks it with \`/release bisect\`.

      ✓ Preparation · **▸ Testing** · Release Preparation · Deployment · Post-Release

      Pull request [#900](https://github.com/godel/godel/pull/900) · branch [\`release/v2.0.1\`](https://github.com/godel/godel/tree/release/v2.0.1) at [\`a7c3e91b52\`](https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000)

      ## 3 changes

      Plan \`3f2a9c1d4e5b\` · from [\`v2.0.0\`](https://github.com/godel/godel/tree/v2.0.0) · main at [\`cef35e333c\`](https://github.com/godel/godel/commit/cef35e333c000000000000000000000000000000) · [all changes between](https://github.com/godel/godel/compare/v2.0.0...cef35e333c000000000000000000000000000000)

      |  | change | type | verdict | pick |
      | --- | --- | --- | --- | --- |
      | [#5](https://github.com/godel/godel/pull/5) | fix(engine): fix memory leak in task engine | crash | eligible | ✓ on the branch |
      | [#7](https://github.com/godel/godel/pull/7) | fix(gateway): authentication bypass with an empty token | crash | eligible | ✓ on the branch |
      | [#8](https://github.com/godel/godel/pull/8) | fix(store): keep the last snapshot when the disk is full | data-loss | eligible | ✓ on the branch |

      **Check these first**

      - \\#⁠7 has a follow-up on main: #⁠15.

      <details><summary>14 changes not taken</summary>

      An approver can allow one that is case by case with \`/release except #N because …\`. To see every rule for one, run \`/release explain #N\`.

      - [#12](https://redirect.github.com/godel/godel/pull/12) perf(store): improve query performance (performance, case-by-case): That is decided case by case.
      - … and 13 more

      </details>

      ## Tests

      3 of 4 green on [\`a7c3e91b52\`](https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000).

      - ✓ \`full-test-suite\` Run full test suite: [success](https://github.com/godel/godel/runs/1)
      - ✓ \`integration-tests\` Run integration tests: [success](https://github.com/godel/godel/runs/1)
      - ✓ \`npm-audit\` Run security scans: [success](https://github.com/godel/godel/runs/1)
      - ✗ \`snyk\` Run security scans: **[timed out](https://github.com/godel/godel/runs/2)**; run it again with \`/release retry snyk\`

      ## Release checklist

      Tick a line here, or run \`/release check ID\`. A tick counts for the current commit of the branch.

      - [x] Smoke tests passing \`smoke-tests\` · bea, 2026-02-25 06:13 UTC (all 41 passed) <!-- release-captain:item smoke-tests -->
      - [ ] Critical paths verified \`critical-paths\` <!-- release-captain:item critical-paths -->
      - [ ] Security fix validated \`security-fix\` <!-- release-captain:item security-fix -->
      - [ ] Performance benchmarks acceptable \`performance\` <!-- release-captain:item performance -->
      - [x] Migration scripts tested (if applicable) \`migrations\` · doesn't apply: bea, 2026-02-25 06:13 UTC <!-- release-captain:item migrations -->

      Opened 2026-02-25 06:13 UTC by ada, by the policy of [\`ffffffffff\`](https://github.com/godel/godel/commit/ffffffffffffffffffffffffffffffffffffffff).

      <details><summary>Commands</summary>

      Write them at the start of a line in a new comment.

      - \`/release status\`, \`/release why\`: its status, and what it waits for
      - \`/release explain #N\`: every rule for one change
      - \`/release pick #N\`, \`/release drop #N because …\`: take a change, or leave it out
      - \`/release cut v2.0.1\`: create the release branch
      - \`/release go\`, \`/release no-go because …\`: answer the question
      - \`/release hold because …\`, \`/release resume\`: pause, and continue
      - \`/release help\`: all commands

      </details>

      <!-- release-captain:head a7c3e91b52000000000000000000000000000000 -->
      <!-- release-captain:tracking-issue 77:v2.0.1 -->"
    `)
  })

  it('asks for a go, says whose counts, and lets people edit the notes', () => {
    expect(body(cut().green())).toMatchInlineSnapshot(`
      "**Waits for a go for tagging \`a7c3e91b52\` as v2.0.1.** An approver reviews it and answers \`/release go\`, or \`/release no-go because …\`.

      ✓ Preparation · ✓ Testing · **▸ Release Preparation** · Deployment · Post-Release

      Pull request [#900](https://github.com/godel/godel/pull/900) · branch [\`release/v2.0.1\`](https://github.com/godel/godel/tree/release/v2.0.1) at [\`a7c3e91b52\`](https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000)

      ## 3 changes

      Plan \`3f2a9c1d4e5b\` · from [\`v2.0.0\`](https://github.com/godel/godel/tree/v2.0.0) · main at [\`cef35e333c\`](https://github.com/godel/godel/commit/cef35e333c000000000000000000000000000000) · [all changes between](https://github.com/godel/godel/compare/v2.0.0...cef35e333c000000000000000000000000000000)

      |  | change | type | verdict | pick |
      | --- | --- | --- | --- | --- |
      | [#5](https://github.com/godel/godel/pull/5) | fix(engine): fix memory leak in task engine | crash | eligible | ✓ on the branch |
      | [#7](https://github.com/godel/godel/pull/7) | fix(gateway): authentication bypass with an empty token | crash | eligible | ✓ on the branch |
      | [#8](https://github.com/godel/godel/pull/8) | fix(store): keep the last snapshot when the disk is full | data-loss | eligible | ✓ on the branch |

      **Check these first**

      - \\#⁠7 has a follow-up on main: #⁠15.

      <details><summary>14 changes not taken</summary>

      An approver can allow one that is case by case with \`/release except #N because …\`. To see every rule for one, run \`/release explain #N\`.

      - [#12](https://redirect.github.com/godel/godel/pull/12) perf(store): improve query performance (performance, case-by-case): That is decided case by case.
      - … and 13 more

      </details>

      ## Tests

      4 of 4 green on [\`a7c3e91b52\`](https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000).

      - ✓ \`full-test-suite\` Run full test suite: [success](https://github.com/godel/godel/runs/1)
      - ✓ \`integration-tests\` Run integration tests: [success](https://github.com/godel/godel/runs/1)
      - ✓ \`npm-audit\` Run security scans: [success](https://github.com/godel/godel/runs/1)
      - ✓ \`snyk\` Run security scans: [success](https://github.com/godel/godel/runs/1)

      ## Release checklist

      Tick a line here, or run \`/release check ID\`. A tick counts for the current commit of the branch.

      - [x] Smoke tests passing \`smoke-tests\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item smoke-tests -->
      - [x] Critical paths verified \`critical-paths\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item critical-paths -->
      - [x] Security fix validated \`security-fix\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item security-fix -->
      - [x] Performance benchmarks acceptable \`performance\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item performance -->
      - [x] Migration scripts tested (if applicable) \`migrations\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item migrations -->

      ## Approvals

      - Tagging \`a7c3e91b52\` as v2.0.1: no go yet, 1 more needed
      - A go counts from people who have the permission \`maintain\`; but not from ada, cem and eve, by the two-person rule.

      Opened 2026-02-25 06:13 UTC by ada, by the policy of [\`ffffffffff\`](https://github.com/godel/godel/commit/ffffffffffffffffffffffffffffffffffffffff).

      <details><summary>Commands</summary>

      Write them at the start of a line in a new comment.

      - \`/release status\`, \`/release why\`: its status, and what it waits for
      - \`/release explain #N\`: every rule for one change
      - \`/release pick #N\`, \`/release drop #N because …\`: take a change, or leave it out
      - \`/release cut v2.0.1\`: create the release branch
      - \`/release go\`, \`/release no-go because …\`: answer the question
      - \`/release hold because …\`, \`/release resume\`: pause, and continue
      - \`/release help\`: all commands

      </details>

      ## Release notes

      To change them, edit this issue between the two rules. Everything else is overwritten.

      ---

      <!-- release-captain:notes begin -->

      # Godel v2.0.1 Release Notes

      ## Bug Fixes
      - Fixed memory leak

      <!-- release-captain:notes end -->

      ---

      <!-- release-captain:head a7c3e91b52000000000000000000000000000000 -->
      <!-- release-captain:tracking-issue 77:v2.0.1 -->"
    `)
  })

  it('says of ticks for an older commit that they were for that', () => {
    const story = cut()
    story.say(bea, { type: 'Check', item: 'smoke-tests', as: 'done', evidence: null })
    story.learn({ type: 'BranchSeen', head: 'd'.repeat(40) })

    expect(body(story)).toContain(
      '- [ ] Smoke tests passing `smoke-tests` · was ticked for `a7c3e91b52` by bea, 2026-02-25 06:13 UTC <!-- release-captain:item smoke-tests -->',
    )
  })

  it('tells who left a change out, and why, until it is taken again', () => {
    const story = opened({ goal: { kind: 'plan' } }).goesOn()
    story.say(ada, { type: 'Drop', candidate: '#7', because: 'it needs the new `gateway`' })
    story.goesOn()
    const dropped =
      '- [#7](https://redirect.github.com/godel/godel/pull/7) dropped by ada: it needs the new `gateway`.'
    expect(body(story)).toContain(dropped)

    story.say(ada, { type: 'Pick', candidate: '#7' })
    story.goesOn()
    expect(body(story)).not.toContain(dropped)
  })

  it('shows the prerelease that was asked for from it', () => {
    const story = cut()
    story.say(ada, {
      type: 'Prerelease',
      channel: 'rc',
      tags: [{ name: 'v2.0.0', commit: '0'.repeat(40), taggedAt: 1 }],
    })

    expect(body(story)).toContain('Started from here: v2.0.1-rc.1.')
  })

  it('has the security checklist in a security release', () => {
    expect(body(cut({ track: 'security' }))).toContain('## Security checklist')
    expect(body(cut())).not.toContain('## Security checklist')
  })

  it('leads with where the release is at every step', () => {
    const story = opened()
    const tops = [topOf(story)]
    story.goesOn()
    tops.push(topOf(story))
    story.green()
    tops.push(topOf(story))
    story.say(bea, { type: 'Go', saw: null })
    tops.push(topOf(story))
    story.goesOn().learn({ type: 'ArtifactsStarted', run: '1' })
    tops.push(topOf(story))
    story.built()
    tops.push(topOf(story))
    story.say(ada, { type: 'Publish' })
    tops.push(topOf(story))

    expect(tops.join('\n')).toMatchInlineSnapshot(`
      "**The plan is being made.** It continues automatically.
      **Waits for 4 tests and 5 checklist items, on \`a7c3e91b52\`.** Tick what you verified, or run \`/release check smoke-tests\`.
      **Waits for a go for tagging \`a7c3e91b52\` as v2.0.1.** An approver reviews it and answers \`/release go\`, or \`/release no-go because …\`.
      **The tag \`v2.0.1\` is being pushed.** It continues automatically.
      **\`v2.0.1\` is being built: 0 of 4 artifacts found.** It continues automatically. If the build fails, run it again with \`/release retry artifacts\`.
      **v2.0.1 is built, and waits to be published.** A captain publishes it with \`/release publish\`.
      **The GitHub release is being published.** It continues automatically."
    `)
  })
})
