import { describe, expect, it } from 'vitest'
import { renderEventComment } from '../../../../src/messages/github/comments/event.ts'
import type { EventOf } from '../../../../src/release/lifecycle/events.ts'
import { body, cut, type GitHubStory, opened, topOf } from '../story.ts'

/** The comment on a test that failed, whose page GitHub gives as `url`. */
function comment(story: GitHubStory, url?: string): string {
  const { place } = story.open()
  const head = place.step === 'testing' ? place.head : ''
  const run = { check: 'snyk', app: 'snyk', run: 1, ...(url === undefined ? {} : { url }) }
  const test = story.open().ledger.about.terms.tests.find(({ check }) => check === 'snyk')
  story.learn({ type: 'CheckSeen', ...run, app: test?.app ?? '', head, conclusion: 'failure' })
  const event = story.events.findLast((one): one is EventOf<'TestFailed'> => one.type === 'TestFailed')
  if (!event) throw new Error('Nothing was told.')
  return renderEventComment(event, story.drawn)
}

describe('a test that failed', () => {
  it('is told with its log and what to do, to who wrote the only change', () => {
    const story = opened()
    story.eligible = ['#8']
    story.goesOn()
    expect(comment(story, 'https://github.com/godel/godel/runs/7')).toMatchInlineSnapshot(`
      "**\`snyk\` failed on \`a7c3e91b52\`.** [Read its log](https://github.com/godel/godel/runs/7).

      @cem, please look: \\#⁠8 is the change that may have broken it.

      Run it again with \`/release retry snyk\`."
    `)
  })

  it('stands on the first line of the tracking issue', () => {
    const story = cut()
    comment(story)
    expect(topOf(story)).toMatchInlineSnapshot(
      `"**\`snyk\` failed on \`a7c3e91b52\`. Also open: 3 tests and 5 checklist items.** Run it again with \`/release retry snyk\`, or find the pick that breaks it with \`/release bisect\`."`,
    )
    expect(body(story)).toContain('`snyk`')
  })

  it.each(['javascript:alert(1)', 'http://evil.example/log', 'https://ada:secret@github.com/x', 'no url'])(
    'is told without a link where its page is %s',
    (url) => expect(comment(cut(), url)).not.toContain('log'),
  )
})
