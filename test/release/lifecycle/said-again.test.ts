import { describe, expect, it } from 'vitest'
import { bea, cutRelease } from './story.ts'

describe('a cut', () => {
  it('of a branch that was asked for is no news by the same plan, and refused by another', () => {
    const story = cutRelease()
    const events = story.events.length
    expect(story.say(bea, { type: 'Cut', expects: null })).toBeNull()
    expect(story.say(bea, { type: 'Cut', expects: '#5-#7-plan' })).toBeNull()
    expect(story.say(bea, { type: 'Cut', expects: 'another' })).toMatchObject({ code: 'other-plan-cut' })
    expect(story.events).toHaveLength(events)
  })
})
