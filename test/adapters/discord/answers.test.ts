import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { openDiscord } from '../../../src/adapters/discord/open.ts'
import type { BotIdentity } from '../../../src/adapters/discord/options.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { Later } from '../../../src/runtime/ports/retry-later.ts'
import { Unfit } from '../../../src/runtime/ports/unfit.ts'
import { answerCalls } from '../nocked.ts'
import { MARK, saying } from './world.ts'

answerCalls()

const API = 'https://discord.com/api'
const TOKEN = 'MTA.SanBox.a-token-of-the-tests'
const NOW = 1_772_000_000
const TO = { channel: '42', thread: null }
const POST = '/v10/channels/42/messages'

const openAs = (as: BotIdentity) => openDiscord({ as, apiUrl: API, now: () => NOW, listening: null })
const asBot = () => openAs({ kind: 'bot', token: TOKEN })
const post = async () => (await asBot()).post(TO, saying('out'), MARK)

describe('a post to Discord', () => {
  it('says who we are, mentions nobody, and has a nonce that Discord has to keep', async () => {
    const isOurs = ({ embeds, allowed_mentions, nonce, enforce_nonce }: Record<string, unknown>) =>
      Array.isArray(embeds) &&
      JSON.stringify(allowed_mentions) === '{"parse":[]}' &&
      typeof nonce === 'string' &&
      nonce.length === 25 &&
      enforce_nonce === true
    nock(API, { reqheaders: { authorization: `Bot ${TOKEN}` } })
      .post(POST, isOurs)
      .reply(200, { id: '7', channel_id: '42' })

    expect(await post()).toEqual({ channel: '42', id: '7' })
  })

  it.each([
    [401, { message: '401: Unauthorized', code: 0 }, "Discord doesn't accept the bot token"],
    [403, { message: 'Missing Access', code: 50_001 }, "The bot can't see the channel"],
    [403, { message: 'Missing Permissions', code: 50_013 }, 'The bot lacks a permission in the channel'],
    [404, { message: 'Unknown Channel', code: 10_003 }, 'The channel no longer exists in Discord'],
  ])('that a person has to mend says how: %i %j', async (status, body, what) => {
    nock(API).post(POST).reply(status, body)
    const refused = post()
    await expect(refused).rejects.toThrow(Refused)
    await expect(refused).rejects.toThrow(what)
  })

  it.each([50_006, 50_035])('that Discord does not take as it is (%i) is not tried again', async (code) => {
    nock(API).post(POST).reply(400, { message: 'Invalid Form Body', code, errors: {} })
    await expect(post()).rejects.toThrow(Unfit)
  })

  it.each([
    [404, { message: '404: Not Found', code: 0 }],
    [418, { message: 'a teapot', code: 99_999 }],
    [500, '<html>cloud</html>'],
    [502, ''],
  ])('that failed otherwise is sent once, and is tried again later: %i', async (status, body) => {
    nock(API).post(POST).reply(status, body)
    const failed = post()
    await expect(failed).rejects.toThrow(`POST /channels/{id}/messages: ${status} `)
    await expect(failed).rejects.not.toThrow(Refused)
  })

  it.each([
    ['200 and a page', 200, '<html>maintenance</html>'],
    ['200 and another thing', 200, { id: 7 }],
    ['204', 204, undefined],
  ])('whose answer is none of Discord’s may have been made: %s', async (_, status, body) => {
    nock(API).post(POST).reply(status, body)
    await expect(post()).rejects.toThrow(/^POST \/channels\/\{id\}\/messages: /)
  })
})

describe('a limit of Discord’s', () => {
  it('is waited for as long as it says, and no call of ours is sent meanwhile', async () => {
    nock(API)
      .post(POST)
      .reply(
        429,
        { message: 'You are being rate limited.', retry_after: 3.5, global: false },
        { 'content-type': 'application/json', 'retry-after': '4', 'x-ratelimit-scope': 'user' },
      )
    const bot = await asBot()
    const error: unknown = await bot.post(TO, saying('out'), MARK).catch((thrown: unknown) => thrown)
    if (!(error instanceof Later)) throw new Error(`It is not later: ${String(error)}`)
    expect(error.at - NOW).toBeGreaterThanOrEqual(3)
    expect(error.at - NOW).toBeLessThanOrEqual(6)
  })
})

describe('a token', () => {
  it('of a webhook stands in no error, whatever comes back', async () => {
    const path = `/v10/webhooks/1/${'secret'.repeat(5)}`
    for (const [status, body] of [
      [404, { message: 'Unknown Webhook', code: 10_015 }],
      [401, { message: 'Invalid Webhook Token', code: 50_027 }],
      [500, path],
      [200, { path }],
    ] as const) {
      nock(API).get(path).reply(status, body)
      const hook = await openAs({
        ...{ kind: 'webhook', id: '1', token: 'secret'.repeat(5), channel: 'announcements' },
      })
      const error: unknown = await hook.resolveChannel('announcements').catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(Error)
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secretsecret')
    }
  })

  it('of a command is the way to its one answer, and stands in no error either', async () => {
    const path = '/v10/webhooks/9/a-command/messages/@original'
    const to = { application: '9', token: 'a-command' }
    const message = { embeds: [{ description: 'testing', color: 1 }] }
    const { reply } = await asBot()

    nock(API)
      .patch(path, { ...message, allowed_mentions: { parse: [] } })
      .reply(200, { id: '7' })
    expect(await reply(to, message)).toBe(true)
    nock(API).patch(path).reply(404, { message: 'Unknown Webhook', code: 10_015 })
    expect(await reply(to, message)).toBe(false)
    nock(API).patch(path).reply(500)
    await expect(reply(to, message)).rejects.toThrow('PATCH /webhooks/{id}/{token}/messages/@original: 500')
  })
})
