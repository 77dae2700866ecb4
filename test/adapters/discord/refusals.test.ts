import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refused } from '../../../src/release/refusal.ts'
import { Later } from '../../../src/runtime/ports/retry-later.ts'
import { type DiscordWorld, MARK, openDiscordWorld, saying, titlesIn } from './world.ts'

const POST = 'POST /channels/{channel}/messages'

let world: DiscordWorld
beforeEach(async () => {
  world = await openDiscordWorld()
})
afterEach(() => world.close())

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refused)) throw new Error(`It was not refused: ${String(error)}`)
  return `${error.refusal.what}\n${error.refusal.next}`
}

const place = async () => ({ channel: await world.captain.resolveChannel('announcements'), thread: null })

describe('what a person has to mend in Discord', () => {
  it('is a channel that is not there', async () => {
    expect(await refusalOf(world.captain.resolveChannel('nowhere'))).toMatchInlineSnapshot(`
      "There is no text channel #nowhere in the bot’s servers of Discord (Godel).
      Use an existing one under \`channels\` in the config, or create it in Discord."
    `)
  })

  it('is a name that several channels have; their ids do', async () => {
    world.discord.server('Other', ['announcements'])
    expect(await refusalOf(world.captain.resolveChannel('announcements'))).toMatch(
      /^The bot sees more than one channel #announcements in Discord: \d+ in Godel, \d+ in Other\.\nUse its id/,
    )
    const { id } = world.discord.channel('announcements')
    expect(await world.captain.resolveChannel(id)).toBe(id)
  })

  it('is a bot that nobody invited', async () => {
    world.discord.throwsOut()
    expect(await refusalOf(world.captain.resolveChannel('announcements'))).toMatchInlineSnapshot(`
      "The bot isn't in a Discord server with a text channel.
      Invite it: docs/running.md, Discord, has the address."
    `)
  })

  it('is a permission that the bot lacks in a channel, before anything is posted', async () => {
    const channel = world.discord.channel('announcements')
    channel.forbids('Embed Links', 'Read Message History')
    expect(await refusalOf(world.captain.resolveChannel('announcements'))).toMatchInlineSnapshot(`
      "In #announcements of Godel in Discord the bot lacks \`Embed Links\` and \`Read Message History\`.
      Give the bot that permission, in the channel’s settings, Permissions."
    `)
    channel.allows('Embed Links', 'Read Message History')
    expect(await world.captain.resolveChannel('announcements')).toBe(channel.id)
  })

  it.each([
    ['View Channel', "The bot can't see the channel."],
    ['Send Messages', 'The bot lacks a permission in the channel.'],
  ] as const)('is the permission %s that it lost meanwhile', async (permission, what) => {
    const to = await place()
    world.discord.channel('announcements').forbids(permission)
    expect(await refusalOf(world.captain.post(to, saying('out'), MARK))).toContain(what)
  })

  it('is a token that Discord does not know, until it is the right one again', async () => {
    const to = await place()
    world.discord.resetsToken()
    for (const _ of ['once', 'again'])
      expect(await refusalOf(world.captain.post(to, saying('out'), MARK))).toContain(
        "Discord doesn't accept the bot token: it was changed, or is incomplete.",
      )
    expect(await world.captain.health()).toMatchObject({ kind: 'ill' })
    const { token } = world.discord.bot
    const again = await world.as({ kind: 'bot', token })
    await again.post(to, saying('out'), MARK)
  })
})

describe('what passes in Discord', () => {
  it.each([false, true])('is a limit, which says when to come back (global: %s)', async (global) => {
    const to = await place()
    world.discord.faults.add(POST, { kind: 'rate-limit', retryAfterSeconds: 7, global })
    const error: unknown = await world.captain
      .post(to, saying('out'), MARK)
      .catch((thrown: unknown) => thrown)
    if (!(error instanceof Later)) throw new Error(`It is not later: ${String(error)}`)
    expect(error.at - world.now()).toBeGreaterThanOrEqual(7)
    expect(error.at - world.now()).toBeLessThanOrEqual(9)
    expect(titlesIn(world.discord, 'announcements')).toEqual([])
  })

  it('is Discord’s own limit of messages to a channel', async () => {
    const to = await place()
    for (let at = 0; at < 5; at += 1) await world.captain.post(to, saying(`${at}`), `${at}`)
    await expect(world.captain.post(to, saying('6'), '6')).rejects.toThrow(Later)
    world.passes(6)
    await world.captain.post(to, saying('6'), '6')
  })

  it('is Discord out of order or away: that is tried again, and nothing is posted twice', async () => {
    const to = await place()
    world.discord.faults.add(POST, { kind: 'broken', status: 502 })
    await expect(world.captain.post(to, saying('out'), MARK)).rejects.toThrow(
      'POST /channels/{id}/messages: 502 Discord has a problem',
    )
    world.discord.faults.down(true)
    await expect(world.captain.post(to, saying('out'), MARK)).rejects.toThrow('no answer')
    expect(await world.captain.health()).toMatchObject({
      refusal: { what: expect.stringContaining("Discord can't be reached") },
    })
    world.discord.faults.down(false)
    await world.captain.post(to, saying('out'), MARK)
    expect(titlesIn(world.discord, 'announcements')).toEqual(['out'])
  })

  it('and otherwise it is well, and says as whom', async () => {
    expect(await world.captain.health()).toEqual({ kind: 'well', as: 'Release Captain, in Godel' })
  })
})

describe('a webhook', () => {
  it('posts in its channel, changes what it posted, and sends nothing on', async () => {
    const hook = await world.webhook('announcements')
    const to = { channel: await hook.resolveChannel('announcements'), thread: null }
    const posted = await hook.post(to, saying('out'), MARK)
    await hook.publish(posted)
    expect(await hook.edit(posted, saying('rolled back'))).toBe(true)
    expect(titlesIn(world.discord, 'announcements')).toEqual(['rolled back'])
    expect(titlesIn(world.discord, 'godel-news')).toEqual([])
    expect(await hook.find(to, MARK, 0)).toBe('unknown')
    expect(await hook.health()).toEqual({ kind: 'well', as: 'the webhook Captain in #announcements' })
    world.discord.channel('announcements').deletes(posted.id)
    expect(await hook.edit(posted, saying('again'))).toBe(false)
  })

  it('tells no one what is for another channel', async () => {
    const hook = await world.webhook('announcements')
    expect(await refusalOf(hook.resolveChannel('security'))).toMatchInlineSnapshot(`
      "The Discord webhook posts in #announcements, but this message is for #security, so it isn't posted.
      Set \`DISCORD_WEBHOOK_CHANNEL\` to the policy's name of its channel, or use a bot (\`DISCORD_BOT_TOKEN\`), which can post in many."
    `)
  })

  it('that was deleted, or has another token, says how to mend it', async () => {
    for (const identity of [
      { id: '1', token: 'x'.repeat(20) },
      { id: world.discord.channel('general').webhook('x').split('/').at(-2) ?? '', token: 'x'.repeat(20) },
    ]) {
      const hook = await world.as({ kind: 'webhook', channel: 'announcements', ...identity })
      expect(await refusalOf(hook.resolveChannel('announcements'))).toContain(
        "Discord doesn't know the webhook",
      )
    }
  })
})

describe('tokens', () => {
  it('are in nothing that is thrown, whatever goes wrong', async () => {
    const hook = await world.webhook('announcements')
    const to = await place()
    const thrown: unknown[] = []
    const troubles = [
      () => world.discord.faults.down(true),
      () => world.discord.faults.down(false),
      () => world.discord.throwsOut(),
      () => world.discord.resetsToken(),
    ]
    const { token } = world.discord.bot
    for (const happens of troubles) {
      happens()
      for (const one of [world.captain, hook]) {
        await one.post(to, saying('x'.repeat(300)), MARK).catch((error: unknown) => thrown.push(error))
        await one.resolveChannel('nowhere').catch((error: unknown) => thrown.push(error))
      }
    }
    expect(thrown.length).toBeGreaterThan(10)
    for (const error of thrown) {
      const told = tellsAll(error)
      expect(told).not.toContain(token)
      expect(told).not.toContain('sandbox-webhook')
      expect(told).not.toContain('/webhooks/1')
    }
  })
})

/** All that a log could write of an error, its causes too. */
function tellsAll(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = Object.getOwnPropertyNames(error).map((name) => JSON.stringify(Reflect.get(error, name)))
  return [String(error.stack), ...own, error.cause ? tellsAll(error.cause) : ''].join('\n')
}
