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

      The tag \`v2.0.1\` is being pushed. It goes on by itself."
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
      "(To \`Hold\`: On record already:)

      To \`Hold\`:

      *On record already:* v2.0.1 has this from you or from somebody else, and nothing is done twice.

      The plan is being made. It goes on by itself."
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

      *1 pick conflicts: <https://github.com/godel/godel/pull/8|#8>.* Resolve it in the pull request that is being opened for it, or a captain leaves it out with \`/release drop #8 because …\`.

      *▸ Preparation* · Testing · Release Preparation · Deployment · Post-Release

      3 changes: 2 on the branch and 1 in conflict · tracking issue <https://github.com/godel/godel/issues/100|#100>"
    `)
    expect(answered('/release why', { kind: 'shown', text: renderWhy(cut().drawn) })).toMatchInlineSnapshot(`
      "(To \`/release why\`)

      To \`/release why\`:

      *Waits for 4 tests and 5 lines of the checklist, on \`a7c3e91b52\`.* Since 2026-02-25 06:13 UTC.

      What is missing:
      • \`full-test-suite\` has not run on a7c3e91b52. Have the workflow of \`full-test-suite\` run on the release branch; it has to report as \`github-actions\`.
      • \`integration-tests\` has not run on a7c3e91b52. Have the workflow of \`integration-tests\` run on the release branch; it has to report as \`github-actions\`.
      • \`npm-audit\` has not run on a7c3e91b52. Have the workflow of \`npm-audit\` run on the release branch; it has to report as \`github-actions\`.
      • \`snyk\` has not run on a7c3e91b52. Have the workflow of \`snyk\` run on the release branch; it has to report as \`github-actions\`.
      • “Smoke tests passing” is not ticked. Verify it and say \`/release check smoke-tests\`.
      • “Critical paths verified” is not ticked. Verify it and say \`/release check critical-paths\`.
      • “Security fix validated” is not ticked. Verify it and say \`/release check security-fix\`.
      • “Performance benchmarks acceptable” is not ticked. Verify it and say \`/release check performance\`.
      • “Migration scripts tested” is not ticked. Verify it and say \`/release check migrations\`."
    `)
  })

  it('shows help as a list, as a phone shows no table', () => {
    const text = answered('/release help drop', { kind: 'shown', text: renderHelp('drop') })

    expect(text).toMatchInlineSnapshot(`
      "(To \`/release help drop\`)

      To \`/release help drop\`:

      \`/release drop [CHANGE] [because REASON]\`: leave a change out of the release.

      The plan is made anew without it. After the cut the branch is made anew too, and what was tested and approved on the old one does not count for the new one. Say \`defer\` where the change is for the next release of the line.
      • \`CHANGE\`: \`#12\`, or 7 or more digits of a commit; on a pull request without it that one
      • \`because REASON\`: why, in your own words, to the end of the line

      Said by a captain, in the tracking issue of a release or a pull request.
      • \`/release drop #1234 because it needs a migration\`: leave 1234 out"
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
    expect(shown(long)).toMatch(/~ The rest does not fit in one message\.$/)
  })
})
