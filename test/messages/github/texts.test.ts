import { describe, expect, it } from 'vitest'
import { renderEventComment } from '../../../src/messages/github/comments/event.ts'
import { renderLabelRefused } from '../../../src/messages/github/comments/label-refused.ts'
import { renderPrompt, renderPromptClosed } from '../../../src/messages/github/comments/question.ts'
import { renderShipped } from '../../../src/messages/github/comments/shipped.ts'
import { renderStatus, renderWhy } from '../../../src/messages/github/comments/status.ts'
import { renderReleasePullRequest } from '../../../src/messages/github/pull-requests/release-pull-request.ts'
import { findEndedQuestion } from '../../../src/messages/questions/ended-question.ts'
import { getOpenQuestion } from '../../../src/release/lifecycle/view.ts'
import { ada, bea, termsWith } from '../../release/lifecycle/story.ts'
import { crowded, cut, type GitHubStory, ID, opened, WEB_URL } from './story.ts'

function asked({ drawn }: GitHubStory) {
  const question = getOpenQuestion(drawn)
  if (!question) throw new Error('Nothing is asked.')
  return { release: drawn, prompt: question.prompt, subject: question.subject }
}

function lastOf(story: GitHubStory, type: string) {
  const event = story.events.findLast((one) => one.type === type)
  if (!event) throw new Error(`There was no ${type}.`)
  return event
}

describe('a question', () => {
  it('says what a go is for, who may say it, what is in it, what proves it, and what silence means', () => {
    expect(renderPrompt(asked(cut().green()))).toMatchInlineSnapshot(`
      "### Tag v2.0.1?

      - Commit \`a7c3e91b52000000000000000000000000000000\`
      - Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`

      Answer with \`/release go\`, or \`/release no-go because …\`. It takes 1 go. A go counts from people who have the permission \`maintain\`; but not from ada, cem and eve, by the two-person rule.

      **Contents: 3 changes**

      - #5 fix(engine): fix memory leak in task engine (crash)
      - #7 fix(gateway): authentication bypass with an empty token (crash)
      - #8 fix(store): keep the last snapshot when the disk is full (data-loss)

      **Check these first**

      - \\#⁠7 has a follow-up on main: #⁠15.

      **Evidence**

      - ✓ \`full-test-suite\` Run full test suite: success
      - ✓ \`integration-tests\` Run integration tests: success
      - ✓ \`npm-audit\` Run security scans: success
      - ✓ \`snyk\` Run security scans: success
      - ✓ Smoke tests passing: by bea
      - ✓ Critical paths verified: by bea
      - ✓ Security fix validated: by bea
      - ✓ Performance benchmarks acceptable: by bea
      - ✓ Migration scripts tested: by bea

      Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes."
    `)
  })

  it('about the branch asks before there is anything to prove', () => {
    const terms = termsWith({ roles: { approvals: { cut: { count: 2, twoPerson: false } } } })
    const story = opened({ terms }).goesOn()
    story.say(bea, { type: 'Go', saw: null })

    expect(renderPrompt(asked(story as GitHubStory))).toMatchInlineSnapshot(`
      "### Create the release branch of v2.0.1?

      - Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`

      Answer with \`/release go\`, or \`/release no-go because …\`. It takes 2 go's, 1 more needed. A go counts from people who have the permission \`maintain\`.

      **Contents: 3 changes**

      - #5 fix(engine): fix memory leak in task engine (crash)
      - #7 fix(gateway): authentication bypass with an empty token (crash)
      - #8 fix(store): keep the last snapshot when the disk is full (data-loss)

      **Check these first**

      - \\#⁠7 has a follow-up on main: #⁠15.

      Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes."
    `)
  })

  it('that is closed says who decided what and when, or why it is void', () => {
    const closed = (end: (story: GitHubStory) => unknown) => {
      const story = cut().green()
      const { prompt } = asked(story)
      end(story)
      const ended = findEndedQuestion(story.events, prompt)
      return ended && renderPromptClosed(ended, 'v2.0.1').split('\n\n').slice(1, -1).join('\n\n')
    }

    expect(closed((story) => story.say(bea, { type: 'Go', saw: null }))).toMatchInlineSnapshot(`
      "- ✓ **Go** by bea, 2026-02-25 06:13 UTC

      This question is closed. Next: create and sign the tag."
    `)
    const because = 'logins fail in @channel'
    expect(closed((story) => story.say(bea, { type: 'NoGo', saw: null, because }))).toMatchInlineSnapshot(`
      "- ✗ **No-go** by bea, 2026-02-25 06:13 UTC: logins fail in @⁠channel.

      This question is closed. The release is on hold until a captain runs \`/release resume\`."
    `)
    expect(closed((story) => story.say(ada, { type: 'Plan' }))).toMatchInlineSnapshot(
      `"This question is closed: The list of changes is different now. (2026-02-25 06:13 UTC)"`,
    )
  })

  it('fits in a comment, however much is in it', () => {
    const release = crowded(1_000, '😀'.repeat(140))
    const question = getOpenQuestion(release)
    const text = question ? renderPrompt({ release, prompt: question.prompt, subject: question.subject }) : ''

    expect(text.length).toBeLessThan(65_000)
    expect(text).toMatch(/… and \d+ more, in the tracking issue/)
  })
})

describe('status and why', () => {
  it('tell where a release is, in a few lines', () => {
    const story = opened()
    story.conflicting = ['#8']
    story.goesOn()

    expect(renderStatus(story.drawn, WEB_URL)).toMatchInlineSnapshot(`
      "### Release v2.0.1

      **1 pick conflicts: [#8](https://github.com/godel/godel/pull/8).** Resolve it in its pull request, which is being opened, or a captain leaves it out with \`/release drop #8 because …\`.

      **▸ Preparation** · Testing · Release Preparation · Deployment · Post-Release

      3 changes: 2 on the branch and 1 in conflict · tracking issue [#100](https://github.com/godel/godel/issues/100)"
    `)
  })

  it('tell what each of the missing things takes', () => {
    const story = cut().tested('success')
    story.say(bea, { type: 'Check', item: 'smoke-tests', as: 'done', evidence: null })

    expect(renderWhy(story.drawn)).toMatchInlineSnapshot(`
      "**Waits for 4 checklist items, on \`a7c3e91b52\`.** Since 2026-02-25 06:13 UTC.

      Missing:

      - “Critical paths verified” isn't ticked. Verify it and run \`/release check critical-paths\`.
      - “Security fix validated” isn't ticked. Verify it and run \`/release check security-fix\`.
      - “Performance benchmarks acceptable” isn't ticked. Verify it and run \`/release check performance\`.
      - “Migration scripts tested” isn't ticked. Verify it and run \`/release check migrations\`."
    `)
  })

  it('tell why it is held, and what is missing besides', () => {
    const story = cut().green()
    story.say(ada, { type: 'Hold', because: 'the on-call engineer is asleep' })

    expect(renderWhy(story.drawn)).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** A captain resumes it with \`/release resume\`.

      > [!WARNING]
      > Held by ada since 2026-02-25 06:13 UTC: the on-call engineer is asleep.

      Missing:

      - 1 more needed to approve tagging \`a7c3e91b52\` as v2.0.1. A go counts from people who have the permission \`maintain\`; but not from ada, cem and eve, by the two-person rule. They run \`/release go\`."
    `)
  })
})

describe('what nobody asked for and somebody has to know', () => {
  it('is why the branch is not made', () => {
    const story = opened({ goal: { kind: 'cut', expects: '00000000' } }).goesOn() as GitHubStory

    expect(renderEventComment(lastOf(story, 'CutDeclined'), story.drawn)).toMatchInlineSnapshot(`
      "**The release branch was not created.** The plan is now \`3f2a9c1d4e\`, and you looked at \`00000000\`.

      Look at it, then run \`/release cut v2.0.1 --plan 3f2a9c1d4e\`."
    `)
  })

  it('is what does not hold any more', () => {
    const story = cut().green()
    story.tested('failure', 2)

    expect(renderEventComment(lastOf(story, 'GateShut'), story.drawn)).toMatchInlineSnapshot(`
      "**Back to testing.** On \`a7c3e91b52\` this is no longer true, so nothing is tagged:

      - \`full-test-suite\` ended as failure on a7c3e9⁠1b52. Only success counts.

      It continues automatically when that is fixed."
    `)
  })

  it('is why a release is held by a rule', () => {
    const story = cut()
    story.learn({ type: 'PullRequestClosed', outcome: 'merged' })

    expect(renderEventComment(lastOf(story, 'Held'), story.drawn)).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The release pull request was merged by hand, so what is for this line alone is on main too. Revert it there; the release can go on.

      To continue, a captain runs \`/release resume\`."
    `)
  })

  it('is which step failed, and how it is tried again', () => {
    const story = opened()
    const [effect] = story.effectsOf('make-plan')
    story.learn({
      type: 'StepRefused',
      answers: effect?.key ?? '',
      reason: { what: 'The config has a mistake.', next: 'Mend it.' },
    })

    expect(renderEventComment(lastOf(story, 'StepFailed'), story.drawn)).toMatchInlineSnapshot(`
      "**The step \`plan\` failed.** The config has a mistake.

      Mend it. Then run \`/release retry plan\`."
    `)
  })
})

describe('elsewhere', () => {
  it('the release pull request says what is on the branch, and where to go on', () => {
    const { title, body } = renderReleasePullRequest({ release: cut().drawn, id: ID, webUrl: WEB_URL })

    expect(`${title}\n\n${body}`).toMatchInlineSnapshot(`
      "Release v2.0.1

      \`release/v2.0.1\` is what becomes v2.0.1, at \`a7c3e91b52\`. It has 3 changes on top of \`v2.0.0\`, by the plan \`3f2a9c1d4e5b\`.

      For its status and every command, see [#100](https://github.com/godel/godel/issues/100). Don't merge or close this pull request. It shows the branch while it is tested, and Release Captain closes it.

      |  | change | type | verdict | pick |
      | --- | --- | --- | --- | --- |
      | [#5](https://github.com/godel/godel/pull/5) | fix(engine): fix memory leak in task engine | crash | eligible | ✓ on the branch |
      | [#7](https://github.com/godel/godel/pull/7) | fix(gateway): authentication bypass with an empty token | crash | eligible | ✓ on the branch |
      | [#8](https://github.com/godel/godel/pull/8) | fix(store): keep the last snapshot when the disk is full | data-loss | eligible | ✓ on the branch |

      <!-- release-captain:release-pull-request 77:v2.0.1 -->"
    `)
  })

  it('a label by somebody without the right to it is answered', () => {
    const terms = termsWith({ roles: { contributor: { permission: 'write', teams: ['fixers'], users: [] } } })

    expect(
      renderLabelRefused({ login: 'mallory', label: 'patch-candidate', needs: 'contributor', terms }),
    ).toMatchInlineSnapshot(`
      "@mallory, the label \`patch-candidate\` does not count as you set it: candidates are named by people who have the permission \`write\` or who are in the team \`fixers\`.

      The label was removed. Ask one of them to add it."
    `)
  })

  it('a change is told once that it shipped', () => {
    const releaseUrl = `${WEB_URL}/releases/tag/v2.0.1`

    expect(renderShipped({ version: 'v2.0.1', releaseUrl, kind: 'pull-request' })).toBe(
      'This shipped in [v2.0.1](https://github.com/godel/godel/releases/tag/v2.0.1).',
    )
    expect(renderShipped({ version: 'v2.0.1', releaseUrl, kind: 'issue' })).toBe(
      'A fix for this shipped in [v2.0.1](https://github.com/godel/godel/releases/tag/v2.0.1).',
    )
  })
})
