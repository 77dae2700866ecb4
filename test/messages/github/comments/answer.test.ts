import { describe, expect, it } from 'vitest'
import { renderAnswer } from '../../../../src/messages/github/comments/answer.ts'
import type { Asker } from '../../../../src/release/lifecycle/who.ts'
import { ada, bea, cem, type Wish } from '../../../release/lifecycle/story.ts'
import { cut, type GitHubStory, opened } from '../story.ts'

/** Somebody says something; what they are answered. */
function answered(story: GitHubStory, asker: Asker, said: string, wish: Wish): string {
  const before = story.events.length
  const refusal = story.say(asker, wish)
  const outcome = refusal
    ? ({ kind: 'refused', refusal } as const)
    : ({ kind: 'accepted', events: story.events.slice(before), release: story.release } as const)
  return renderAnswer({ to: asker.person.login, answers: [{ said, outcome }] })
}

describe('an answer', () => {
  it('says what happened and what follows', () => {
    const story = opened({ goal: { kind: 'plan' } }).goesOn()

    expect(
      answered(story, ada, '/release drop #7 because later', {
        type: 'Drop',
        candidate: '#7',
        because: 'later',
      }),
    ).toMatchInlineSnapshot(`
      "@ada, to \`/release drop #7 because later\`:

      **Done.** \\#⁠7 is left out.

      The plan is being made. It continues automatically."
    `)
    story.goesOn()
    expect(answered(story, ada, '/release cut', { type: 'Cut', expects: null })).toMatchInlineSnapshot(`
      "@ada, to \`/release cut\`:

      **Done.** The cut is started.

      The release branch is being built. It continues automatically."
    `)
  })

  it('says why a branch is not made, and what would help', () => {
    const story = opened({ goal: { kind: 'plan' } }).goesOn()

    expect(
      answered(story, ada, '/release cut --plan 00000000', { type: 'Cut', expects: '00000000' }),
    ).toMatchInlineSnapshot(`
      "@ada, to \`/release cut --plan 00000000\`:

      **Not done.** The plan is now \`3f2a9c1d4e\`, and you looked at \`00000000\`.

      Look at it, then run \`/release cut v2.0.1 --plan 3f2a9c1d4e\`."
    `)
  })

  it('tells who said go what their go was for', () => {
    const story = cut().green()

    expect(answered(story, bea, '/release go', { type: 'Go', saw: null })).toMatchInlineSnapshot(`
      "@bea, to \`/release go\`:

      **Done.** Your go for tagging \`a7c3e91b52\` as v2.0.1 is recorded.

      The tag \`v2.0.1\` is being pushed. It continues automatically."
    `)
  })

  it('tells a refusal to who asked, with what to do next', () => {
    const story = cut().green()

    expect(answered(story, ada, '/release go', { type: 'Go', saw: null })).toMatchInlineSnapshot(`
      "@ada, to \`/release go\`:

      **Not done.** A go of ada doesn't count here: they asked for this release.

      Have 1 other approver run \`/release go\`."
    `)
  })

  it('says where the release stands when it was said before', () => {
    const story = opened()

    expect(answered(story, ada, '/release cut', { type: 'Cut', expects: null })).toMatchInlineSnapshot(`
      "@ada, to \`/release cut\`:

      **Already recorded:** v2.0.1 already has this, from you or from someone else. Nothing is done twice.

      The plan is being made. It continues automatically."
    `)
  })

  it('shows what was asked for as it is', () => {
    const outcome = { kind: 'shown', text: 'Three releases are open.' } as const

    expect(
      renderAnswer({ to: 'ada', answers: [{ said: '/release status', outcome }] }),
    ).toMatchInlineSnapshot(`
      "@ada, to \`/release status\`:

      Three releases are open."
    `)
  })

  it('answers all commands of a comment in one, in their order', () => {
    const refusal = {
      kind: 'rule',
      what: '#9 is not in the plan.',
      next: 'See what is with `/release status`.',
    } as const
    const answers = [
      { said: '/release status', outcome: { kind: 'shown', text: 'v2.0.1 waits.' } },
      { said: '/release drop #9 because x', outcome: { kind: 'refused', refusal } },
    ] as const

    expect(renderAnswer({ to: 'ada', answers })).toMatchInlineSnapshot(`
      "@ada, to \`/release status\`:

      v2.0.1 waits.

      To \`/release drop #9 because x\`:

      **Not done.** \\#⁠9 is not in the plan.

      See what is with \`/release status\`."
    `)
  })

  it('mentions whom it answers, and nobody by what they said', () => {
    const outcome = { kind: 'refused', refusal: { what: 'No @org/team.', next: 'Ask @bea.' } } as const
    const text = renderAnswer({
      to: 'cem',
      answers: [{ said: '/release hold because `@bea` <!-- x -->', outcome }],
    })

    expect(text).toMatchInlineSnapshot(`
      "@cem, to \`\`/release hold because \`@bea\` <!⁠-- x -->\`\`:

      **Not done.** No @⁠org/team.

      Ask @⁠bea."
    `)
    expect(renderAnswer({ to: 'a b @org/team', answers: [{ said: 'x', outcome }] })).toMatch(
      /^a b @\u2060org\/team, to `x`:/,
    )
  })

  it('fits in one comment, and says what did not', () => {
    const outcome = { kind: 'shown', text: 'x'.repeat(30_000) } as const
    const text = renderAnswer({
      to: cem.person.login,
      answers: Array.from({ length: 4 }, () => ({ said: '/release why', outcome })),
    })

    expect(text.length).toBeLessThan(65_000)
    expect(text).toMatch(/The rest doesn't fit in one comment\. Write each command in its own comment\.$/)
  })
})
