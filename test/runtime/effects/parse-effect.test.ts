import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseEffect } from '../../../src/runtime/effects/parse-effect.ts'
import { moves } from '../../release/lifecycle/moves.ts'
import { Story } from '../../release/lifecycle/story.ts'

it('every effect that any course of a release asks for comes back from the table of work as it was', () => {
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 40 }), (course) => {
      const story = new Story()
      for (const move of course) move(story)

      for (const effect of story.effects) expect(parseEffect(JSON.stringify(effect))).toEqual(effect)
    }),
    { numRuns: 60 },
  )
})

it('no two effects of a release have one key, so that each is put to work', () => {
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 40 }), (course) => {
      const story = new Story()
      for (const move of course) move(story)

      const keys = story.effects.filter(({ kind }) => kind !== 'draw-issue').map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 60 },
  )
})

it.each([
  '{"kind":"fly","key":"x"}',
  '{"kind":"open-issue"}',
  '{"kind":"push-tag","key":"x","tag":"v1"}',
  '[]',
])('what this version does not know is a fault, not an effect: %s', (payload) => {
  expect(() => parseEffect(payload)).toThrow(/^An effect cannot be read/)
})
