import { describe, expect, it } from 'vitest'
import { parseTrackingIssue } from '../../../src/messages/github/issue/parse-tracking-issue.ts'
import { renderTrackingIssue } from '../../../src/messages/github/issue/tracking-issue.ts'
import { LONGEST_BODY } from '../../../src/messages/github/markdown/fit.ts'
import { ada, bea } from '../../release/lifecycle/story.ts'
import { body, crowded, cut, ID, opened, WEB_URL } from './story.ts'

describe('a tracking issue of a release in trouble', () => {
  it('says which pick conflicts, where it is resolved, and how it is left out', () => {
    const story = opened()
    story.conflicting = ['#8']
    story.goesOn()
    story.learn({ type: 'ConflictPullRequestSeen', candidate: '#8', pullRequest: 901 })

    const lines = body(story).split('\n')
    expect(lines.filter((line) => /conflict/.test(line)).join('\n')).toMatchInlineSnapshot(`
      "**1 pick conflicts: [#8](https://github.com/godel/godel/pull/8).** Resolve it in [#901](https://github.com/godel/godel/pull/901), or a captain leaves it out with \`/release drop #8 because …\`.
      | [#8](https://github.com/godel/godel/pull/8) | fix(store): keep the last snapshot when the disk is full | data-loss | eligible | ✗ conflicts in 1 file: [#901](https://github.com/godel/godel/pull/901) |"
    `)
  })

  it('warns that it is held, by whom and why', () => {
    const story = cut()
    story.say(ada, { type: 'Hold', because: 'ask @bea about [this](https://example.com) first' })

    expect(body(story).split('\n').slice(0, 6).join('\n')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** A captain resumes it with \`/release resume\`.

      ✓ Preparation · **▸ Testing** · Release Preparation · Deployment · Post-Release

      > [!WARNING]
      > Held by ada since 2026-02-25 06:13 UTC: ask @⁠bea about \\[this\\](https:⁠//example.com) first."
    `)
  })

  it('warns of a step that failed, with the command that tries it again', () => {
    const story = opened()
    const answers = story.effects.at(-1)?.key ?? ''
    const makePlan = story.effectsOf('make-plan').at(-1)?.key ?? answers
    story.learn({
      type: 'StepRefused',
      answers: makePlan,
      reason: { what: 'The config has a mistake.', next: 'Mend it.' },
    })

    expect(body(story).split('\n').slice(0, 6).join('\n')).toMatchInlineSnapshot(`
      "**The step \`plan\` failed.** Mend it. Then run \`/release retry plan\`.

      **▸ Preparation** · Testing · Release Preparation · Deployment · Post-Release

      > [!WARNING]
      > The step \`plan\` failed: The config has a mistake."
    `)
  })
})

describe('a tracking issue of a release that has ended', () => {
  it('has everything to look up, and nothing to tick or edit', () => {
    const story = cut().green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(ada, { type: 'Publish' })
    story.goesOn()

    expect(body(story)).toMatchInlineSnapshot(`
      "**v2.0.1 is published.** Its deployment is skipped: the policy names no environment.

      ✓ Preparation · ✓ Testing · ✓ Release Preparation · Deployment · Post-Release

      Pull request [#900](https://github.com/godel/godel/pull/900) · branch [\`release/v2.0.1\`](https://github.com/godel/godel/tree/release/v2.0.1) at [\`a7c3e91b52\`](https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000) · tag [\`v2.0.1\`](https://github.com/godel/godel/releases/tag/v2.0.1) · [GitHub release](https://github.com/godel/godel/releases/v2.0.1)

      ## 3 changes

      Plan \`3f2a9c1d4e5b\` · from [\`v2.0.0\`](https://github.com/godel/godel/tree/v2.0.0) · main at [\`cef35e333c\`](https://github.com/godel/godel/commit/cef35e333c000000000000000000000000000000) · [all changes between](https://github.com/godel/godel/compare/v2.0.0...cef35e333c000000000000000000000000000000)

      |  | change | type | verdict | pick |
      | --- | --- | --- | --- | --- |
      | [#5](https://github.com/godel/godel/pull/5) | fix(engine): fix memory leak in task engine | crash | eligible | ✓ on the branch |
      | [#7](https://github.com/godel/godel/pull/7) | fix(gateway): authentication bypass with an empty token | crash | eligible | ✓ on the branch |
      | [#8](https://github.com/godel/godel/pull/8) | fix(store): keep the last snapshot when the disk is full | data-loss | eligible | ✓ on the branch |

      <details><summary>14 changes not taken</summary>

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

      - [x] Smoke tests passing \`smoke-tests\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item smoke-tests -->
      - [x] Critical paths verified \`critical-paths\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item critical-paths -->
      - [x] Security fix validated \`security-fix\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item security-fix -->
      - [x] Performance benchmarks acceptable \`performance\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item performance -->
      - [x] Migration scripts tested (if applicable) \`migrations\` · bea, 2026-02-25 06:13 UTC <!-- release-captain:item migrations -->

      ## Approvals

      - \`v2.0.1\` at \`a7c3e91b52\`: go by bea (2026-02-25 06:13 UTC)

      ## Artifacts

      - ✓ Docker images \`sha-of-docker-imag…\`
      - ✓ npm packages \`sha-of-npm-packages\`
      - ✓ CLI binaries \`sha-of-cli-binaries\`
      - ✓ Helm charts \`sha-of-helm-charts\`

      Opened 2026-02-25 06:13 UTC by ada, by the policy of [\`ffffffffff\`](https://github.com/godel/godel/commit/ffffffffffffffffffffffffffffffffffffffff).

      <!-- release-captain:tracking-issue 77:v2.0.1 -->"
    `)
    expect(parseTrackingIssue(body(story)).notes).toBeNull()
  })

  it('says why it was aborted', () => {
    const story = cut()
    story.say(ada, { type: 'Abort', because: 'superseded by v2.0.2' })

    expect(body(story)).toMatchInlineSnapshot(`
      "**v2.0.1 was aborted.** A captain may open it again with \`/release cut v2.0.1\`.

      > [!CAUTION]
      > Aborted by ada, 2026-02-25 06:13 UTC: superseded by v2.0.2.

      Pull request [#900](https://github.com/godel/godel/pull/900)

      Opened 2026-02-25 06:13 UTC by ada, by the policy of [\`ffffffffff\`](https://github.com/godel/godel/commit/ffffffffffffffffffffffffffffffffffffffff).

      <!-- release-captain:tracking-issue 77:v2.0.1 -->"
    `)
  })
})

describe('a tracking issue that would be too long', () => {
  it('cuts its lists short at whole rows, and keeps everything that is acted on', () => {
    const release = crowded(300, '😀'.repeat(130))
    const { body: drawn } = renderTrackingIssue({ release, id: ID, webUrl: WEB_URL })

    expect(drawn.length).toBeLessThanOrEqual(LONGEST_BODY)
    expect(drawn.length).toBeGreaterThan(LONGEST_BODY / 3)
    expect(drawn).toContain('| … | and 150 more: [#900](https://github.com/godel/godel/pull/900) |  |  |  |')
    expect(parseTrackingIssue(drawn).ticks).toHaveLength(5)
    expect(parseTrackingIssue(drawn).notes).toContain('Godel v2.0.1')
  })

  it('leaves notes out that do not fit, so that nobody edits half of them', () => {
    const release = crowded(3, 'short', 'A line of the notes.\n'.repeat(4_000))
    const { body: drawn } = renderTrackingIssue({ release, id: ID, webUrl: WEB_URL })

    expect(drawn.length).toBeLessThanOrEqual(LONGEST_BODY)
    expect(drawn).toContain('too many to show here')
    expect(parseTrackingIssue(drawn).notes).toBeNull()
  })
})
