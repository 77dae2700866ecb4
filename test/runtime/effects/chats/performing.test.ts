import { describe, expect, it } from 'vitest'
import { NO_CHAT_PORTS, type RuntimeDependencies } from '../../../../src/runtime/context.ts'
import { performChatEffect } from '../../../../src/runtime/effects/chats/perform-chat-effect.ts'
import type { Task } from '../../../../src/store/jobs/tasks.ts'
import { openSlackWorld } from '../../../adapters/slack/world.ts'
import { type EffectWorldOptions, openEffects } from '../world.ts'

const CHANNEL = { medium: 'slack', name: 'releases', audience: 'team' } as const

/** A release that was cut, and a Slack in which it is to be spoken of. */
async function spokenOf(
  channel: { readonly medium: string; readonly name: string; readonly audience: string },
  options: EffectWorldOptions = {},
) {
  const { anew, cut, id, merged } = await openEffects(options)
  await cut(merged.fix)
  const { slack, adapter } = await openSlackWorld()
  const errors: string[] = []
  const own = anew()
  const world: RuntimeDependencies = {
    ...own,
    chats: { ...NO_CHAT_PORTS, slack: adapter },
    log: { ...own.log, error: (about, what) => errors.push(`${what} ${about['problem']}`) },
  }
  const task: Task = {
    id: 1,
    topic: 'messages',
    source: id,
    key: 'k',
    lane: `${id}:slack #releases`,
    type: 'draw-card',
    payload: JSON.stringify({ kind: 'draw-card', key: 'k', channel }),
    addedAt: world.now(),
    attempt: 1,
    trace: null,
  }
  const performs = async () => {
    const performed = await performChatEffect(world, task)
    if (performed.kind === 'done') await world.store.transact(performed.write)
  }
  const shown = () => slack.messages(slack.channel(channel.name)).map(({ text }) => text)
  return { slack, performs, shown, errors }
}

describe('a message of a release', () => {
  it('that a chat does not take as it is, is left out, so that others are not held up', async () => {
    const { slack, performs, shown, errors } = await spokenOf(CHANNEL)
    slack.faults.add('chat.postMessage', { kind: 'refused', error: 'invalid_blocks' })
    await performs()
    expect(errors).toEqual([
      'A chat refuses a message, so it is skipped. Slack answered chat.postMessage with invalid_blocks.',
    ])
    await performs()
    expect(shown()).toHaveLength(1)
  })

  it('of a security release does not leave for the team, whatever put it to work', async () => {
    const { performs, shown } = await spokenOf(CHANNEL, { track: 'security' })
    await performs()
    expect(shown()).toEqual([])
  })

  it('waits for a person where the channel is not there, and is tried again', async () => {
    const nowhere = await spokenOf(CHANNEL)
    nowhere.slack.faults.add('conversations.list', { kind: 'refused', error: 'missing_scope' })
    await expect(nowhere.performs()).rejects.toThrow('lacks a scope')
    await nowhere.performs()
    expect(nowhere.shown()).toHaveLength(1)
  })
})
