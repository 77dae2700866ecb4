import { describe, expect, it } from 'vitest'
import { handleButtonClick } from '../../../../src/runtime/handlers/slack/button-click.ts'
import { savePost } from '../../../../src/store/links/posts.ts'
import { openEffects } from '../../effects/world.ts'

const ASKING = '77:v2.0.1/tag-1/30'
const PRESS = {
  kind: 'press',
  workspace: 'T1',
  user: 'U1',
  answerUrl: null,
  at: 1_770_000_000,
  channel: 'C1',
  message: '1.1',
  thread: '1.0',
  press: 'go',
  value: ASKING,
  because: null,
} as const

describe('a button', () => {
  it.each([
    ['on a message that is not on record', { message: '9.9' }],
    ['in another channel', { channel: 'C2' }],
    ['of another question than its message asks', { value: '77:v2.0.1/tag-2/40' }],
    ['that bears what is no question', { value: '77:v2.0.1' }],
    ['that bears nothing', { value: '' }],
  ])("%s isn't ours, and has no effect", async (_, change) => {
    const { anew } = await openEffects()
    const world = anew()
    await world.store.transact((unit) =>
      savePost(unit, {
        place: 'slack #releases',
        mark: `question:${ASKING}`,
        channel: 'C1',
        message: '1.1',
        thread: '1.0',
        digest: '',
        shownAt: 0,
      }),
    )
    const result = await handleButtonClick(world, { ...PRESS, ...change })
    const told = await world.store.transact(result)
    expect(JSON.stringify(told)).toContain('This button is out of date.')
  })
})
