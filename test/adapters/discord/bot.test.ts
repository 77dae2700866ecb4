import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DiscordWorld, MARK, openDiscordWorld, saying, titlesIn } from './world.ts'

const POST = 'POST /channels/{channel}/messages'

let world: DiscordWorld
beforeEach(async () => {
  world = await openDiscordWorld()
})
afterEach(() => world.close())

async function place(name = 'announcements') {
  return { channel: await world.captain.resolveChannel(name), thread: null }
}

describe('a message in Discord', () => {
  it('is posted in the channel of that name, and mentions nobody', async () => {
    const posted = await world.captain.post(await place(), saying('v2.0.1 is out'), MARK)
    const [message] = world.discord.channel('announcements').messages()
    expect(message).toMatchObject({ id: posted.id, isBot: true, content: '' })
    expect(titlesIn(world.discord, 'announcements')).toEqual(['v2.0.1 is out'])
    expect(titlesIn(world.discord, 'general')).toEqual([])
  })

  it('is posted in the channel of that id', async () => {
    const { id } = world.discord.channel('general')
    await world.captain.post(await place(id), saying('hello'), MARK)
    expect(titlesIn(world.discord, 'general')).toEqual(['hello'])
  })

  it('is one where the answer to a post was lost: the nonce tells', async () => {
    const to = await place()
    world.discord.faults.add(POST, { kind: 'reply-lost' })
    await expect(world.captain.post(to, saying('out'), MARK)).rejects.toThrow(/^POST .*: no answer/)
    const posted = await world.captain.post(to, saying('out'), MARK)
    expect(world.discord.channel('announcements').messages()).toMatchObject([{ id: posted.id }])
    expect(world.discord.faults.left()).toEqual([])
  })

  it('is one where the nonce is forgotten too: it is found by its mark', async () => {
    const to = await place()
    const since = world.now()
    world.discord.faults.add(POST, { kind: 'reply-lost' })
    await expect(world.captain.post(to, saying('out'), MARK)).rejects.toThrow()
    world.passes(3_600)
    const [message] = world.discord.channel('announcements').messages()
    expect(await world.captain.find(to, MARK, since)).toEqual({ channel: to.channel, id: message?.id })
  })

  it('of the same mark in two channels is two', async () => {
    await world.captain.post(await place(), saying('out'), MARK)
    await world.captain.post(await place('general'), saying('out'), MARK)
    expect(titlesIn(world.discord, 'announcements')).toEqual(['out'])
    expect(titlesIn(world.discord, 'general')).toEqual(['out'])
  })

  it('is found among hundreds of others, and is neither another mark’s nor someone else’s', async () => {
    const to = await place()
    const since = world.now()
    const channel = world.discord.channel('announcements')
    for (let at = 0; at < 130; at += 1)
      channel.says('mallory', `https://github.com/godel/godel#${MARK} ${at}`)
    expect(await world.captain.find(to, MARK, since)).toBeNull()
    await world.captain.post(to, saying('other', 'another mark'), 'another mark')
    const posted = await world.captain.post(to, saying('out'), MARK)
    for (let at = 0; at < 130; at += 1) channel.says('mallory', `more ${at}`)
    expect(await world.captain.find(to, MARK, since)).toEqual(posted)
  })

  it('that someone else posted with our mark, as a webhook can, is not taken for ours', async () => {
    const to = await place()
    const since = world.now()
    const forger = await world.webhook('announcements')
    await forger.post({ channel: 'announcements', thread: null }, saying('forged'), MARK)
    expect(titlesIn(world.discord, 'announcements')).toEqual(['forged'])
    expect(await world.captain.find(to, MARK, since)).toBeNull()
  })

  it('older than is asked for is not found', async () => {
    const to = await place()
    await world.captain.post(to, saying('out'), MARK)
    world.passes(100)
    expect(await world.captain.find(to, MARK, world.now() - 50)).toBeNull()
    expect(await world.captain.find(to, MARK, 0)).not.toBeNull()
  })

  it('is changed in its place, or was deleted', async () => {
    const posted = await world.captain.post(await place(), saying('out'), MARK)
    expect(await world.captain.edit(posted, saying('rolled back'))).toBe(true)
    expect(titlesIn(world.discord, 'announcements')).toEqual(['rolled back'])
    world.discord.channel('announcements').deletes(posted.id)
    expect(await world.captain.edit(posted, saying('rolled back'))).toBe(false)
  })

  it('answers another one where that is wanted', async () => {
    const to = await place('general')
    const first = await world.captain.post(to, saying('one'), 'one')
    await world.captain.post({ ...to, thread: first.id }, saying('two'), 'two')
    expect(titlesIn(world.discord, 'general')).toEqual(['one', 'two'])
  })

  it('that breaks a limit of Discord’s is told with the place that breaks it', async () => {
    const long = saying('x'.repeat(257))
    await expect(world.captain.post(await place(), long, MARK)).rejects.toThrow(/embeds\[0\]\.title/)
    expect(titlesIn(world.discord, 'announcements')).toEqual([])
  })
})

describe('a message in an announcement channel', () => {
  it('is sent on to those who follow, once, and so are its changes', async () => {
    const posted = await world.captain.post(await place(), saying('out'), MARK)
    await world.captain.publish(posted)
    await world.captain.publish(posted)
    expect(titlesIn(world.discord, 'godel-news')).toEqual(['out'])
    await world.captain.edit(posted, saying('rolled back'))
    expect(titlesIn(world.discord, 'godel-news')).toEqual(['rolled back'])
  })

  it('is sent on once where the answer was lost', async () => {
    const posted = await world.captain.post(await place(), saying('out'), MARK)
    world.discord.faults.add(`${POST}/{message}/crosspost`, { kind: 'reply-lost' })
    await expect(world.captain.publish(posted)).rejects.toThrow('no answer')
    await world.captain.publish(posted)
    expect(titlesIn(world.discord, 'godel-news')).toEqual(['out'])
  })

  it('is not sent on from any other channel', async () => {
    const posted = await world.captain.post(await place('general'), saying('out'), MARK)
    await world.captain.publish(posted)
    expect(titlesIn(world.discord, 'godel-news')).toEqual([])
  })
})
