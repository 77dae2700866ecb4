import { expect, it } from 'vitest'
import { bea, cem, cutRelease } from './story.ts'

it('what proves a tick can be told later, by somebody else too', () => {
  const story = cutRelease()
  const tick = { type: 'Check', item: 'smoke-tests', as: 'done' } as const
  story.say(bea, { ...tick, evidence: null })
  story.say(cem, { ...tick, evidence: 'https://ci.example/7' })
  story.say(bea, { ...tick, evidence: null })
  expect(story.open().ledger.ticks).toMatchObject([{ by: cem.person, evidence: 'https://ci.example/7' }])
})
