import { describe, expect, it } from 'vitest'
import { renderHelp } from '../../../src/chatops/help.ts'
import { renderStatus, renderWhy } from '../../../src/messages/github/comments/status.ts'
import type { AnsweredCommand } from '../../../src/messages/release/describe-outcome.ts'
import { renderAnswerMessage } from '../../../src/messages/slack/answer.ts'
import { fromMarkdown } from '../../../src/messages/slack/format/from-markdown.ts'
import { bea } from '../../release/lifecycle/story.ts'
import { cut, opened, WEB_URL } from '../github/story.ts'
import { beyondLimits } from './limits.ts'
import { read } from './reading.ts'

function answered(said: string, outcome: AnsweredCommand): string {
  return read(renderAnswerMessage({ answers: [{ said, outcome }] }))
}

function shown(markdown: string): string {
  return read({ text: 'x', blocks: fromMarkdown(markdown) }).replace('(x)\n\n', '')
}

describe('an answer in Slack', () => {
  it('says what happened and what follows', () => {
    const story = cut().green()
    const before = story.events.length
    story.say(bea, { type: 'Go', saw: null })
    const { release } = story

    expect(
      answered('/release go', { kind: 'accepted', events: story.events.slice(before), release }),
    ).toMatchInlineSnapshot(`
      "(To \`/release go\`: Done.)

      To \`/release go\`:

      *Done.* Your go for tagging \`a7c3e91b52\` as v2.0.1 is recorded.

      The tag \`v2.0.1\` is being pushed. It continues automatically."
    `)
  })

  it('says why not, with a list as it is, and what to do next', () => {
    const refusal = {
      what: 'The config has 2 mistakes.\n\nline 3: <!here>\nline 9: `x`',
      next: 'Mend `them`',
    }

    expect(answered('/release cut', { kind: 'refused', refusal })).toMatchInlineSnapshot(`
      "(To \`/release cut\`: Not done.)

      To \`/release cut\`:

      *Not done.* The config has 2 mistakes.

      \`\`\`
      line 3: &lt;!here&gt;
      line 9: ˋxˋ
      \`\`\`

      Mend \`them\`."
    `)
  })

  it('says where the release stands when it was said before', () => {
    const { release } = opened()

    expect(answered('Hold', { kind: 'accepted', events: [], release })).toMatchInlineSnapshot(`
      "(To \`Hold\`: Already recorded:)

      To \`Hold\`:

      *Already recorded:* v2.0.1 already has this, from you or from someone else. Nothing is done twice.

      The plan is being made. It continues automatically."
    `)
  })

  it('shows the status and the reasons as GitHub does', () => {
    const story = opened()
    story.conflicting = ['#8']
    story.goesOn()

    expect(
      answered('/release status', { kind: 'shown', text: renderStatus(story.drawn, WEB_URL) }),
    ).toMatchInlineSnapshot(`
      "(To \`/release status\`)

      To \`/release status\`:

      *Release v2.0.1*

      *1 pick conflicts: <https://github.com/godel/godel/pull/8|#8>.* Resolve it in its pull request, which is being opened, or a captain leaves it out with \`/release drop #8 because …\`.

      *▸ Preparation* · Testing · Release Preparation · Deployment · Post-Release

      3 changes: 2 on the branch and 1 in conflict · tracking issue <https://github.com/godel/godel/issues/100|#100>"
    `)
    expect(answered('/release why', { kind: 'shown', text: renderWhy(cut().drawn) })).toMatchInlineSnapshot(`
      "(To \`/release why\`)

      To \`/release why\`:

      *Waits for 4 tests and 5 checklist items, on \`a7c3e91b52\`.* Since 2026-02-25 06:13 UTC.

      Missing:
      • \`full-test-suite\` has not run on a7c3e91b52. Run the workflow of \`full-test-suite\` on the release branch. It must report as \`github-actions\`.
      • \`integration-tests\` has not run on a7c3e91b52. Run the workflow of \`integration-tests\` on the release branch. It must report as \`github-actions\`.
      • \`npm-audit\` has not run on a7c3e91b52. Run the workflow of \`npm-audit\` on the release branch. It must report as \`github-actions\`.
      • \`snyk\` has not run on a7c3e91b52. Run the workflow of \`snyk\` on the release branch. It must report as \`github-actions\`.
      • “Smoke tests passing” isn't ticked. Verify it and run \`/release check smoke-tests\`.
      • “Critical paths verified” isn't ticked. Verify it and run \`/release check critical-paths\`.
      • “Security fix validated” isn't ticked. Verify it and run \`/release check security-fix\`.
      • “Performance benchmarks acceptable” isn't ticked. Verify it and run \`/release check performance\`.
      • “Migration scripts tested” isn't ticked. Verify it and run \`/release check migrations\`."
    `)
  })

  it('shows help as a list, as a phone shows no table', () => {
    const text = answered('/release help drop', { kind: 'shown', text: renderHelp('drop') })

    expect(text).toMatchInlineSnapshot(`
      "(To \`/release help drop\`)

      To \`/release help drop\`:

      \`/release drop [CHANGE] [because REASON]\`: leave a change out of the release.

      Makes the plan again without it. After the cut, the branch is also built again, and tests and approvals of the old branch don't count for the new one. If the change belongs in the next release of the line, use \`defer\`.
      • \`CHANGE\`: \`#12\`, or 7 or more digits of a commit; default on a pull request: that one
      • \`because REASON\`: the reason, up to the end of the line

      For a captain, in the tracking issue of a release or a pull request.
      • \`/release drop #1234 because it needs a migration\`: leaves #1234 out"
    `)
    expect(
      beyondLimits(
        renderAnswerMessage({ answers: [{ said: 'x', outcome: { kind: 'shown', text: renderHelp(null) } }] }),
      ),
    ).toEqual([])
  })
})

describe('what is Markdown on GitHub', () => {
  it('keeps its words, links, code and lists', () => {
    expect(
      shown(
        [
          '## What **changes**\n\nSee [the *pull* request](https://github.com/o/r/pull/1) and `a\\b`, _now_ or ~~never~~.',
          '1. one\n2. two\n   - deep `code`\n- [x] done\n- [ ] open',
          '> [!WARNING]\n> Held by ada.\n\n> said\n> twice',
          '| change | verdict |\n| --- | --- |\n| #1 a \\| b | **eligible** |\n| #2 |  |',
          '<details><summary>The conflict</summary>\n\n```diff\n-a & b\n+`c`\n```\n\n</details>\n\n---\n\n<!-- release-captain:x y -->\n\nEnd.',
        ].join('\n\n'),
      ),
    ).toMatchInlineSnapshot(`
      "*What changes*

      See <https://github.com/o/r/pull/1|the pull request> and \`a\\b\`, _now_ or ~never~.
      1. one
      2. two
          • deep \`code\`
      • ☑ done
      • ☐ open

      ⚠ Held by ada.

      > said twice
      • #1 a | b: *eligible*
      • #2

      *The conflict*

      \`\`\`
      -a &amp; b
      +ˋcˋ
      \`\`\`

      ---

      End."
    `)
  })

  it('mentions nobody and leads nowhere else', () => {
    expect(
      shown('@here <!channel> &lt;!here> [x](http://e.x) [y](javascript:1) ![z](https://e.x/z.png) :tada:'),
    ).toMatchInlineSnapshot(`"@⁠here  &lt;!here&gt; x y  :⁠tada:"`)
  })

  it('fits, however long it is, and says what did not', () => {
    const long = Array.from({ length: 3_000 }, (_, at) => `- ${at} ${'😀&'.repeat(40)}`).join('\n')
    const block = `\`\`\`\n${'&<>😀\n'.repeat(5_000)}${'x'.repeat(20_000)}\n\`\`\``
    for (const markdown of [long, block, '&'.repeat(20_000), `${'> '.repeat(500)}x`, '*'.repeat(9_000)]) {
      const message = renderAnswerMessage({
        answers: [{ said: 'x'.repeat(9_000), outcome: { kind: 'shown', text: markdown } }],
      })
      expect(beyondLimits(message)).toEqual([])
    }
    expect(shown(long)).toMatch(/~ The rest doesn't fit in one message\.$/)
  })
})
