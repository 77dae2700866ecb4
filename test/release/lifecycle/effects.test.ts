import { expect, it } from 'vitest'
import { MEDIA } from '../../../src/release/audience.ts'
import { EFFECTS, releaseEffect, stepWaitingFor } from '../../../src/release/lifecycle/effects.ts'

it('an effect that names a channel is done in the lane of that channel, and no other is', () => {
  const named = releaseEffect.options.map((one) => one.unwrap().shape)
  const inChannels = named.filter((shape) => 'channel' in shape).map(({ kind }) => kind.value)
  const lanes = Object.entries(EFFECTS).filter(([, { lane }]) => lane === 'channel')
  expect(lanes.map(([kind]) => kind).sort()).toEqual([...inChannels].sort())
})

it('what a newer version put to work is waited for by no step of this one', () => {
  expect(stepWaitingFor('push-tag')).toBe('tag')
  expect(stepWaitingFor('fly-to-the-moon')).toBeNull()
})

it('a question has buttons only where it has a thread to stand in', () => {
  for (const { hasButtons, hasThreads } of Object.values(MEDIA)) expect(hasThreads || !hasButtons).toBe(true)
})
