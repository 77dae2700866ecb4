import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DiscordMessage } from '../../../../src/messages/discord/embed.ts'
import { type MessageToUpsert, upsertMessage } from '../../../../src/runtime/effects/chats/upsert-message.ts'
import type { Discord } from '../../../../src/runtime/ports/discord.ts'
import { findPost } from '../../../../src/store/links/posts.ts'
import { type DiscordWorld, openDiscordWorld, saying } from '../../../adapters/discord/world.ts'
import { sharedRecord } from '../../../http/servers.ts'

const record = sharedRecord()
let world: DiscordWorld
beforeAll(async () => {
  world = await openDiscordWorld()
})
afterAll(() => world.close())

const made = { count: 0 }

/** A message of its own for each test, in #announcements. */
function messageIn(chat: Discord) {
  made.count += 1
  const mark = `release:77:v2.0.${made.count}`
  const keep = async (title: string, change: Partial<MessageToUpsert<DiscordMessage>> = {}) => {
    const store = await record()
    const kept = await upsertMessage(
      { store, now: world.now },
      {
        chat,
        place: 'discord #announcements',
        channel: await chat.resolveChannel('announcements'),
        thread: null,
        mark,
        message: saying(title, mark),
        since: 0,
        missing: 'post',
        triedBefore: false,
        ...change,
      },
    )
    await store.transact(kept.write)
    return kept
  }
  const shown = () =>
    world.discord
      .channel('announcements')
      .messages()
      .filter(
        ({ embeds }) => embeds[0]?.url?.includes(encodeURIComponent(mark)) || embeds[0]?.url?.includes(mark),
      )
      .map(({ embeds }) => embeds[0]?.title)
  return { keep, shown, mark }
}

describe('a message that is to stand', () => {
  it('is posted once, changed where it shows something else, and left alone where it does not', async () => {
    const { keep, shown } = messageIn(world.captain)
    expect(await keep('v2.0.1 is coming')).toMatchObject({ isNew: true })
    expect(await keep('v2.0.1 is coming')).toMatchObject({ isNew: false })
    await keep('v2.0.1 is out')
    expect(shown()).toEqual(['v2.0.1 is out'])
  })

  it('is found by its mark where nothing of it is on record: the answer to its post was lost', async () => {
    const { keep, shown } = messageIn(world.captain)
    world.discord.faults.add('POST /channels/{channel}/messages', { kind: 'reply-lost' })
    await expect(keep('v2.0.1 is coming')).rejects.toThrow()
    // Discord forgets a nonce after minutes.
    world.passes(3_600)
    expect(await keep('v2.0.1 is out', { triedBefore: true })).toMatchObject({ isNew: true })
    expect(shown()).toEqual(['v2.0.1 is out'])
  })

  it('that someone deleted is left so, or posted again where that is wanted, once', async () => {
    const { keep, shown } = messageIn(world.captain)
    const { posted } = await keep('v2.0.1 is coming')
    world.discord.channel('announcements').deletes(posted?.id ?? '')
    await keep('v2.0.1 is out')
    expect(shown()).toEqual([])

    await keep('v2.0.1 is back', { missing: 'post-again' })
    await keep('v2.0.1 is there', { missing: 'post-again' })
    expect(shown()).toEqual(['v2.0.1 is there'])
  })

  it('is not posted where it is only to be changed', async () => {
    const { keep, shown } = messageIn(world.captain)
    expect(await keep('v2.0.1 is out', { missing: 'leave' })).toMatchObject({ posted: null })
    expect(shown()).toEqual([])
  })

  it('of which no one can tell whether it stands is not posted a second time, and said once', async () => {
    const { keep, shown, mark } = messageIn(await world.webhook('announcements'))
    const again = { triedBefore: true }
    await expect(keep('v2.0.1 is coming', again)).rejects.toThrow('without permission to read there')
    expect(await keep('v2.0.1 is out', again)).toMatchObject({ posted: null })
    expect(shown()).toEqual([])
    const store = await record()
    expect(await store.transact((unit) => findPost(unit, 'discord #announcements', mark))).toMatchObject({
      message: '',
    })
  })
})
