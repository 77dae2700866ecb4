import { describe, expect, it } from 'vitest'
import { renderReleaseMessage } from '../../../src/messages/slack/release-message.ts'
import { ada, bea } from '../../release/lifecycle/story.ts'
import { cut, type GitHubStory, opened, WEB_URL } from '../github/story.ts'
import { read } from './reading.ts'

function card(story: GitHubStory, later = 60): string {
  return read(renderReleaseMessage({ release: story.drawn, webUrl: WEB_URL, now: story.at + later }))
}

/** As far as it goes, with the last word of a captain. */
function published(): GitHubStory {
  const story = cut().green()
  story.say(bea, { type: 'Go', saw: null })
  story.goesOn().built()
  story.say(ada, { type: 'Publish' })
  return story.goesOn() as GitHubStory
}

describe('the card of a release in Slack', () => {
  it('says what it waits for and on whom, and what it takes', () => {
    expect(card(cut().tested('success') as GitHubStory)).toMatchInlineSnapshot(`
      "(godel/godel v2.0.1: Waits for 5 checklist items, on \`a7c3e91b52\`.)

      # ▸ godel/godel v2.0.1

      *Waits for 5 checklist items, on \`a7c3e91b52\`.*
      Tick what you verified, or run \`/release check smoke-tests\`.

      ~ ✓ Preparation · *▸ Testing* · Release Preparation · Deployment · Post-Release

      | *Changes*
      | 3 changes: 3 on the branch
      | *Commit*
      | \`a7c3e91b52\`
      | *Tests*
      | 4 of 4 green
      | *Checklist*
      | 0 of 5 ticked

      <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>

      ~ Opened <!date^1772000001^{date_short_pretty}, {time}|2026-02-25 06:13 UTC> by ada."
    `)
  })

  it('says which picks conflict, and where each is resolved', () => {
    const story = opened()
    story.conflicting = ['#8']
    story.goesOn()
    story.learn({ type: 'ConflictPullRequestSeen', candidate: '#8', pullRequest: 17 })

    expect(card(story)).toMatchInlineSnapshot(`
      "(godel/godel v2.0.1: 1 pick conflicts: #8.)

      # ▸ godel/godel v2.0.1

      *1 pick conflicts: <https://github.com/godel/godel/pull/8|#8>.*
      Resolve it in <https://github.com/godel/godel/pull/17|#17>, or a captain leaves it out with \`/release drop #8 because …\`.

      ~ *▸ Preparation* · Testing · Release Preparation · Deployment · Post-Release

      | *Changes*
      | 3 changes: 2 on the branch and 1 in conflict
      | *Commit*
      | \`b1d0e2f224\`

      *Conflicts*
      • <https://github.com/godel/godel/pull/8|#8> in 1 file: resolve it in <https://github.com/godel/godel/pull/17|#17>

      <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>

      ~ Opened <!date^1772000001^{date_short_pretty}, {time}|2026-02-25 06:13 UTC> by ada."
    `)
  })

  it('says since when somebody is asked, and is the same message within the hour', () => {
    const story = cut().green() as GitHubStory

    expect(card(story, 7 * 3_600)).toMatchInlineSnapshot(`
      "(godel/godel v2.0.1: Waits for a go for tagging \`a7c3e91b52\` as v2.0.1.)

      # ▸ godel/godel v2.0.1

      *Waits for a go for tagging \`a7c3e91b52\` as v2.0.1.*
      An approver reviews it and answers \`/release go\`, or \`/release no-go because …\`.
      Asked <!date^1772000016^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>, 7 hours ago. Its buttons are in the thread.

      ~ ✓ Preparation · ✓ Testing · *▸ Release Preparation* · Deployment · Post-Release

      | *Changes*
      | 3 changes: 3 on the branch
      | *Commit*
      | \`a7c3e91b52\`
      | *Tests*
      | 4 of 4 green
      | *Checklist*
      | 5 of 5 ticked
      | *Go*
      | 0 of 1 go

      <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>

      ~ Opened <!date^1772000001^{date_short_pretty}, {time}|2026-02-25 06:13 UTC> by ada."
    `)
    expect(card(story, 7 * 3_600 + 3_000)).toBe(card(story, 7 * 3_600))
  })

  it('says why it is held or failed', () => {
    const story = cut().green() as GitHubStory
    story.say(ada, { type: 'Hold', because: 'the on-call engineer is asleep' })

    expect(card(story)).toMatch(/^# ⚠ godel\/godel v2\.0\.1$/m)
    expect(card(story)).toContain('⚠ Held by ada since 2026-02-25 06:13 UTC: the on-call engineer is asleep.')
  })

  it('says that it is out', () => {
    expect(card(published())).toMatchInlineSnapshot(`
      "(godel/godel v2.0.1: v2.0.1 is published.)

      # ✓ godel/godel v2.0.1

      *v2.0.1 is published.*
      Its deployment is skipped: the policy names no environment.

      ~ ✓ Preparation · ✓ Testing · ✓ Release Preparation · Deployment · Post-Release

      | *Changes*
      | 3 changes: 3 on the branch
      | *Commit*
      | \`a7c3e91b52\`
      | *Tests*
      | 4 of 4 green
      | *Checklist*
      | 5 of 5 ticked
      | *Go*
      | for the tag, by bea
      | *Artifacts*
      | 4 of 4 found

      <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/releases/v2.0.1|GitHub release>

      ~ Opened <!date^1772000001^{date_short_pretty}, {time}|2026-02-25 06:13 UTC> by ada."
    `)
  })

  it('says that production went back', () => {
    const story = published()
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'sessions were lost' })

    expect(card(story)).toContain(
      '*v2.0.1 is published, and production was rolled back to v2.0.0.*\nFix the problem in the next version of the line: `/release cut`.',
    )
    expect(card(story)).toContain('⚠ Rolled back to v2.0.0, 2026-02-25 06:13 UTC: sessions were lost.')
  })

  it('says that it was aborted, and why', () => {
    const story = cut()
    story.say(ada, { type: 'Abort', because: 'a better fix is coming' })

    expect(card(story)).toMatchInlineSnapshot(`
      "(godel/godel v2.0.1: v2.0.1 was aborted.)

      # ✗ godel/godel v2.0.1

      *v2.0.1 was aborted.*
      A captain may open it again with \`/release cut v2.0.1\`.

      ⚠ Aborted by ada, 2026-02-25 06:13 UTC: a better fix is coming.

      <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request>

      ~ Opened <!date^1772000001^{date_short_pretty}, {time}|2026-02-25 06:13 UTC> by ada."
    `)
  })
})
