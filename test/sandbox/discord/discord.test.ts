import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSandboxDiscord, type SandboxDiscord } from '../../../sandbox/discord/open.ts'

let at = 1_772_000_000_000
let discord: SandboxDiscord
beforeEach(async () => {
  discord = await openSandboxDiscord({ now: () => at })
})
afterEach(() => discord.close())

/** What Discord answers: `200`, or `400 50035`. */
async function asks(method: string, path: string, body?: unknown, token = discord.bot.token) {
  const response = await fetch(`${discord.url}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text === '' ? null : JSON.parse(text)
  return {
    status: response.status,
    json,
    short: [response.status, json?.code].filter((one) => one).join(' '),
  }
}

const posts = (body: unknown, channel = 'announcements') =>
  asks('POST', `/channels/${discord.channel(channel).id}/messages`, body)

describe('the sandbox’s Discord', () => {
  it.each([
    [{ embeds: [{ title: 'x'.repeat(256), description: 'y'.repeat(4_096) }] }, '200'],
    [{ embeds: [{ title: 'x'.repeat(257) }] }, '400 50035'],
    [{ embeds: [{ description: 'x'.repeat(4_097) }] }, '400 50035'],
    [{ embeds: [{ title: 'x', url: 'no address' }] }, '400 50035'],
    [{ embeds: [{ title: 'x', fields: Array(26).fill({ name: 'a', value: 'b' }) }] }, '400 50035'],
    [{ embeds: [{ title: 'x', fields: [{ name: '', value: 'b' }] }] }, '400 50035'],
    [{ embeds: Array(11).fill({ title: 'x' }) }, '400 50035'],
    [{ embeds: Array(2).fill({ description: 'x'.repeat(3_001) }) }, '400 50035'],
    [{ content: 'x'.repeat(2_001) }, '400 50035'],
    [{ content: 'x', nonce: 'n'.repeat(26) }, '400 50035'],
    [{ content: 'x', allowed_mentions: { parse: ['all'] } }, '400 50035'],
    [{}, '400 50006'],
  ])('takes no more than Discord does: %#', async (body, answer) => {
    expect((await posts(body)).short).toBe(answer)
    expect(discord.channel('announcements').messages()).toHaveLength(answer === '200' ? 1 : 0)
  })

  it('says in Discord’s own form what is wrong with a body', async () => {
    const { json } = await posts({ embeds: [{ title: 'x'.repeat(257) }] })
    expect(json).toEqual({
      code: 50_035,
      message: 'Invalid Form Body',
      errors: {
        embeds: {
          0: {
            title: { _errors: [{ code: 'BASE_TYPE_INVALID', message: 'Must be 256 or fewer in length.' }] },
          },
        },
      },
    })
  })

  it('lets in nobody without the bot’s token, and knows no more calls than the App makes', async () => {
    expect((await asks('GET', '/users/@me', undefined, 'x')).short).toBe('401')
    expect((await asks('GET', '/gateway')).short).toBe('404')
  })

  it('takes a nonce for the same message for some minutes', async () => {
    const body = { content: 'one', nonce: 'n', enforce_nonce: true }
    const first = await posts(body)
    expect((await posts(body)).json.id).toBe(first.json.id)
    at += 5 * 60_000
    expect((await posts(body)).json.id).not.toBe(first.json.id)
  })

  it('shows what was written, to whom it was sent on, and tells of every change', async () => {
    let changes = 0
    const stop = discord.onChange(() => {
      changes += 1
    })
    const { json } = await posts({ embeds: [{ title: 'out' }] })
    const path = `/channels/${json.channel_id}/messages/${json.id}`
    await asks('POST', `${path}/crosspost`)
    expect((await asks('POST', `${path}/crosspost`)).short).toBe('400 40033')
    expect(changes).toBe(2)
    stop()
    discord.channel('announcements').says('mallory', 'hi')
    expect(changes).toBe(2)
    expect(discord.channels()).toMatchObject([
      {
        server: 'Godel',
        name: 'announcements',
        kind: 'announcement',
        followers: 1,
        messages: [
          { author: 'Release Captain', isBot: true, isPublished: true, embeds: [{ title: 'out' }] },
          { author: 'mallory', isBot: false, content: 'hi' },
        ],
      },
      { name: 'general', kind: 'text', messages: [] },
      { server: 'Partners', name: 'godel-news', messages: [{ isFollowed: true }] },
    ])
  })

  it('lets nobody change what others wrote', async () => {
    const channel = discord.channel('announcements')
    channel.says('mallory', 'hi')
    const [message] = channel.messages()
    const path = `/channels/${channel.id}/messages/${message?.id}`
    expect((await asks('PATCH', path, { content: 'bye' })).short).toBe('403 50005')
    expect((await asks('PATCH', `${path}0`, { content: 'bye' })).short).toBe('404 10008')
  })

  it('shows no history to a bot that may not read it, and says nothing of that', async () => {
    await posts({ content: 'one' })
    const channel = discord.channel('announcements')
    const path = `/channels/${channel.id}/messages`
    expect((await asks('GET', path)).json).toHaveLength(1)
    channel.forbids('Read Message History')
    expect((await asks('GET', path)).json).toEqual([])
  })
})
