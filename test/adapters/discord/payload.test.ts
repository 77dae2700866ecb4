import { expect, it } from 'vitest'
import { createPayload } from '../../../src/adapters/discord/payload.ts'
import { saying } from './world.ts'

it('a message in Discord mentions no one, whatever is in it', () => {
  const { allowed_mentions } = createPayload(saying('@everyone <@&1> <@2>'))
  expect(allowed_mentions).toEqual({ parse: [] })
})
