import { describe, expect, it } from 'vitest'
import { listSecrets } from '../../src/settings.ts'
import { APP, type Env, right, wrong } from './environments.ts'

const TOKEN = `${'MTA'.repeat(8)}.Gx1x2x.${'s'.repeat(38)}`
const SECRET_PART = 'w'.repeat(68)
const WEBHOOK = `https://discord.com/api/webhooks/112233445566778899/${SECRET_PART}`

function discordOf(env: Env) {
  const settings = right({ ...APP, ...env })
  return settings.kind === 'app' ? settings.app.discord : null
}

const MISTAKES: readonly (readonly [Env, string])[] = [
  [
    { DISCORD_BOT_TOKEN: `Bot ${TOKEN}` },
    "DISCORD_BOT_TOKEN begins with `Bot`, which isn't part of the token.",
  ],
  [{ DISCORD_BOT_TOKEN: 'hunter2' }, "DISCORD_BOT_TOKEN isn't a bot token."],
  [
    { DISCORD_BOT_TOKEN: TOKEN, DISCORD_WEBHOOK_URL: WEBHOOK },
    'DISCORD_WEBHOOK_URL is set, and so is DISCORD_BOT_TOKEN.',
  ],
  [{ DISCORD_WEBHOOK_CHANNEL: 'news' }, "DISCORD_WEBHOOK_CHANNEL is set, but DISCORD_WEBHOOK_URL isn't."],
  [{ DISCORD_WEBHOOK_URL: 'hooks' }, "DISCORD_WEBHOOK_URL isn't a URL."],
  ...[
    WEBHOOK.replace('discord.com', 'discord.com.example'),
    WEBHOOK.replace('discord.com', 'example.com'),
    WEBHOOK.replace('https', 'http'),
    WEBHOOK.replace('discord.com', 'discord.com:444'),
  ].map((url): readonly [Env, string] => [
    { DISCORD_WEBHOOK_URL: url },
    "DISCORD_WEBHOOK_URL doesn't point to Discord.",
  ]),
  ...[
    `${WEBHOOK}/slack`,
    `${WEBHOOK}?wait=true`,
    WEBHOOK.replace('//', '//me:pw@'),
    'https://discord.com/',
  ].map((url): readonly [Env, string] => [
    { DISCORD_WEBHOOK_URL: url },
    "DISCORD_WEBHOOK_URL isn't a webhook URL.",
  ]),
  [{ DISCORD_API_URL: 'https://example.com/api' }, "DISCORD_API_URL isn't on this machine."],
  [{ DISCORD_API_URL: 'http://example.com/api' }, "DISCORD_API_URL isn't on this machine."],
]

describe('Discord', () => {
  it('is left out where nobody says who we are there', () => {
    expect(discordOf({})).toBeNull()
    expect(discordOf({ DISCORD_BOT_TOKEN: '', DISCORD_WEBHOOK_URL: '' })).toBeNull()
  })

  it('knows us as a bot', () => {
    expect(discordOf({ DISCORD_BOT_TOKEN: TOKEN })).toEqual({
      as: { kind: 'bot', token: TOKEN },
      apiUrl: 'https://discord.com/api',
    })
  })

  it('knows us as a webhook, of the channel that the process names where nobody says another', () => {
    const as = { kind: 'webhook', id: '112233445566778899', token: SECRET_PART }
    expect(discordOf({ DISCORD_WEBHOOK_URL: WEBHOOK })?.as).toEqual({ ...as, channel: 'announcements' })
    const named = { DISCORD_WEBHOOK_URL: WEBHOOK, DISCORD_WEBHOOK_CHANNEL: '#news' }
    expect(discordOf(named)?.as).toEqual({ ...as, channel: 'news' })
  })

  it.each(MISTAKES)('does not start with %j', (env, mistake) => {
    expect(wrong({ ...APP, ...env })).toEqual([mistake])
  })

  it('may be a stand-in on this machine', () => {
    const api = 'http://127.0.0.1:4400/api'
    expect(discordOf({ DISCORD_BOT_TOKEN: TOKEN, DISCORD_API_URL: `${api}/` })?.apiUrl).toBe(api)
    const url = `${api}/webhooks/1/${SECRET_PART}`
    expect(discordOf({ DISCORD_WEBHOOK_URL: url })?.apiUrl).toBe(api)
  })

  it('is known to nobody who reads what we write', () => {
    expect(listSecrets(right({ ...APP, DISCORD_BOT_TOKEN: TOKEN }))).toContain(TOKEN)
    expect(listSecrets(right({ ...APP, DISCORD_WEBHOOK_URL: WEBHOOK }))).toContain(SECRET_PART)
  })
})
