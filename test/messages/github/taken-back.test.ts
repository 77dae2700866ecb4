import { expect, it } from 'vitest'
import { renderEventComment } from '../../../src/messages/github/comments/event.ts'
import { bea } from '../../release/lifecycle/story.ts'
import { cut } from './story.ts'

it('what main takes back once the tag is asked for is told with what can still be done', () => {
  const story = cut().green()
  story.say(bea, { type: 'Go', saw: null })
  story.learn({
    type: 'FlagsSeen',
    flags: [{ candidate: '#7', flags: ['#7 was reverted later on main, by #9, which is not in the plan'] }],
  })
  const event = story.events.at(-1)
  if (event?.type !== 'FlagsSeen' || story.release.status === 'unopened') throw new Error('it is no news')
  expect(renderEventComment(event, story.release)).toMatchInlineSnapshot(`
    "**Main changed something that is in v2.0.1.** Its tag is requested, so check this before you publish it:

    - \\#⁠7 was reverted later on main, by #⁠9, which is not in the plan.

    The tag stays as it is. A captain cancels the release with \`/release abort because …\`, or takes the later change into the next version of the line. If everything is right as it is, you don't need to do anything."
  `)
})
