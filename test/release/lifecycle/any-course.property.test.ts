import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeRefusal } from '../../../src/messages/refusals/describe-refusal.ts'
import { decide } from '../../../src/release/lifecycle/decide/decide.ts'
import { releaseEventSchema } from '../../../src/release/lifecycle/events.ts'
import { replay } from '../../../src/release/lifecycle/evolve/evolve.ts'
import { react } from '../../../src/release/lifecycle/react/react.ts'
import { fact, moves, wish } from './moves.ts'
import { wrongIn } from './oracle.ts'
import { Story } from './story.ts'

/** Any course of a release: mostly sensible, now and then not. */
const courses = fc.array(moves, { minLength: 5, maxLength: 60 }).map((steps) => {
  const story = new Story()
  for (const step of steps) step(story)
  return story
})
const RUNS = { numRuns: 200 }

describe('any course of a release', () => {
  it('keeps to what must hold of every history', () => {
    fc.assert(
      fc.property(courses, ({ events }) => {
        expect(wrongIn(events)).toEqual([])
      }),
      RUNS,
    )
  })

  it('is its events and nothing else: they are stored, read and replayed to the same state', () => {
    fc.assert(
      fc.property(courses, ({ events, release }) => {
        const read = events.map((event) => releaseEventSchema.parse(JSON.parse(JSON.stringify(event))))
        expect(replay(read)).toEqual(release)
      }),
      RUNS,
    )
  })

  it('names no effect twice, and each with an event behind it', () => {
    fc.assert(
      fc.property(courses, ({ events, effects }) => {
        const keys = effects.map(({ key }) => key)
        expect(keys).toEqual([...new Set(keys)])
        const again = events.flatMap((event, at) => react(replay(events.slice(0, at + 1)), event))
        expect(again).toEqual(effects)
      }),
      RUNS,
    )
  })

  it('asks the world for nothing when the same is said twice', () => {
    fc.assert(
      fc.property(courses, fc.oneof(wish, fact), ({ release, at }, say) => {
        const story = new Story()
        story.release = release
        const command = say(story, at + 1)
        story.take(command)
        const asked = story.effects.length
        story.take(command)
        expect(story.effects.slice(asked)).toEqual([])
      }),
      RUNS,
    )
  })

  it('never throws, and says what to do next to whoever is refused', () => {
    fc.assert(
      fc.property(courses, wish, ({ release, at }, say) => {
        const story = new Story()
        story.release = release
        const decision = decide(release, say(story, at + 1))
        if (decision.kind === 'refused') {
          const told = describeRefusal(decision.refusal)
          expect(told.what).toMatch(/\.$/)
          expect(told.next).toMatch(/\w.*\.$/)
        }
      }),
      RUNS,
    )
  })

  it('refuses no fact: what is no news changes nothing', () => {
    fc.assert(
      fc.property(courses, fact, ({ release, at }, say) => {
        const story = new Story()
        story.release = release
        expect(decide(release, say(story, at + 1)).kind).toBe('accepted')
      }),
      RUNS,
    )
  })

  it('goes all the way now and then, so that these properties say something', () => {
    const stories = fc.sample(courses, { numRuns: 1200, seed: 7 })
    const reached = new Set(stories.flatMap(({ types }) => types))
    const rare = [
      'TagRequested',
      'Published',
      'ApprovalVoided',
      'GateShut',
      'PickResolved',
      'StepRetried',
      'Aborted',
      'RolledBack',
    ]
    expect(rare.filter((type) => !reached.has(type))).toEqual([])
  })
})
