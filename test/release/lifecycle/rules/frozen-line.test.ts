import { describe, expect, it } from 'vitest'
import { getNextDueAt } from '../../../../src/release/lifecycle/rollout/timing.ts'
import { ada, bea, opening, Story } from '../story.ts'

const until = '2026-12-24'
const freeze = { until, over: 1_800_000_000, because: 'the season', by: bea.person }
const changed = (to: typeof freeze | null) =>
  ({ type: 'LineFreezeChanged', by: bea.person, freeze: to }) as const

describe('a line that is frozen', () => {
  it('is planned and not cut, until somebody ends the freeze', () => {
    const story = new Story()
    story.say(ada, opening({ goal: { kind: 'plan' } }))
    story.goesOn().learn(changed(freeze))
    expect(story.say(ada, { type: 'Cut', expects: null })).toMatchObject({ code: 'line-frozen', until })
    story.learn(changed(null))
    expect(story.say(ada, { type: 'Cut', expects: null })).toBeNull()
    expect(story.goesOn().step).toBe('testing')
  })

  it('has a cut that was asked for before wait, which goes on when the freeze is over', () => {
    const story = new Story()
    story.say(ada, opening())
    story.learn(changed(freeze))
    expect(story.goesOn().step).toBe('planned')
    story.at = freeze.over
    story.learn({ type: 'CandidatesChanged' })
    expect(story.goesOn().step).toBe('testing')
  })

  it('is told of the end of its freeze at that very second, and shows it no more', () => {
    const story = new Story()
    story.say(ada, opening({ goal: { kind: 'plan' } }))
    story.goesOn().learn(changed(freeze))
    expect(getNextDueAt(story.release, story.at)).toBe(freeze.over)
    story.at = freeze.over
    story.learn({ type: 'TimePassed' })
    expect(story.types.at(-1)).toBe('CutUnfrozen')
    expect(getNextDueAt(story.release, story.at)).toBeNull()
  })

  it('opens no release to be cut, and shows the freeze in one to be planned', () => {
    const frozenLines = { '2.0': freeze }
    const story = new Story()
    expect(story.say(ada, opening({ frozenLines }))).toMatchObject({ code: 'line-frozen', line: '2.0' })
    expect(story.say(ada, opening({ frozenLines, goal: { kind: 'plan' } }))).toBeNull()
    expect(story.types).toContain('CutFrozen')
  })

  it('keeps nothing from going on that is cut already', () => {
    const story = new Story()
    story.say(ada, opening())
    story.goesOn().learn(changed(freeze))
    expect(story.tested('success').step).toBe('testing')
    expect(story.green().step).toBe('asking-to-tag')
  })
})
