import fc from 'fast-check'
import { moves } from '../release/lifecycle/moves.ts'
import { Story } from '../release/lifecycle/story.ts'

/** Any course of a release that was opened. */
export const courses = fc
  .array(moves, { minLength: 3, maxLength: 40 })
  .map((steps) => {
    const story = new Story()
    for (const step of steps) step(story)
    return story
  })
  .filter(({ release }) => release.status !== 'unopened')
