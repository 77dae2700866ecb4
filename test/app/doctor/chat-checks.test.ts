import { afterEach, describe, expect, it } from 'vitest'
import { openSandboxDiscord, type SandboxDiscord } from '../../../sandbox/discord/open.ts'
import { openSandboxSlack, type SandboxSlack } from '../../../sandbox/slack/open.ts'
import { type ChatsExamined, checkChats } from '../../../src/app/doctor/chat-checks.ts'
import { policySchema } from '../../../src/release/policy.ts'
import { enqueue } from '../../../src/store/jobs/outbox.ts'
import { openSocketMode } from '../../adapters/slack/socket-mode.ts'
import { hasPostgres } from '../../store/cluster.ts'
import { freshDatabase, openIn } from '../../store/places.ts'

const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function chats(): Promise<{ readonly slack: SandboxSlack; readonly discord: SandboxDiscord }> {
  const slack = await openSandboxSlack({ now: () => Date.now() })
  const discord = await openSandboxDiscord({ now: () => Date.now() })
  opened.push(slack, discord)
  return { slack, discord }
}

async function lookedAt(
  world: Awaited<ReturnType<typeof chats>>,
  channels: readonly object[],
  change: (examined: ChatsExamined) => Partial<ChatsExamined> = () => ({}),
): Promise<string> {
  const { slack, discord } = world
  const { botToken, signingSecret } = slack.app()
  const examined: ChatsExamined = {
    app: {
      slack: { botToken, apiUrl: slack.apiUrl, endpoint: { kind: 'door', signingSecret } },
      discord: { as: { kind: 'bot', token: discord.bot.token }, apiUrl: discord.url },
    },
    place: { kind: 'folder', path: '/nowhere' },
    policies: [policySchema.parse({ channels })],
    now: () => 0,
  }
  const checks = await checkChats({ ...examined, ...change(examined) })
  const lines = checks.map(
    ({ name, outcome, saw, next }) => `${outcome} ${name}: ${saw}${next ? ` → ${next}` : ''}`,
  )
  return `\n${lines.join('\n')}\n`
}

describe("the App's doctor, where chats are set up", () => {
  it('looks whether each answers, and at each channel that a policy names', async () => {
    const world = await chats()
    expect(
      await lookedAt(world, [
        { in: 'slack', channel: '#releases', audience: 'team' },
        { in: 'slack', channel: 'nowhere', audience: 'customers' },
        { in: 'discord', channel: 'announcements', audience: 'public' },
      ]),
    ).toMatchInlineSnapshot(`
      "
      ok Slack: Slack answers, and knows the bot as release-captain in Godel.
      ok Slack endpoint: Slack posts to /slack/events. The doctor can't check SLACK_SIGNING_SECRET: run \`/release help\` in Slack. If you get no answer, check the secret first, then the address.
      ok Slack #releases: The bot is in it. Only the running App knows what is waiting: see /metrics for all channels together, and its log.
      fail Slack #nowhere: There is no channel #nowhere in Slack that the App can see. → Check \`channels\` in the config. Invite the App to a private channel: \`/invite @release-captain\`.
      ok Discord: Discord answers, and knows the bot as Release Captain, in Godel.
      warn Discord commands: Discord does not know \`/release status\`, \`/release plan\`, \`/release help\`. → Start Release Captain: it registers its commands when it connects.
      ok Discord #announcements: The bot is in it. Only the running App knows what is waiting: see /metrics for all channels together, and its log.
      "
    `)
  })

  it("says what to fix where a token doesn't work, or a chat is down", async () => {
    const world = await chats()
    world.slack.faults.add('auth.test', { kind: 'refused', error: 'token_revoked' })
    world.discord.faults.down(true)
    expect(await lookedAt(world, [])).toMatchInlineSnapshot(`
      "
      fail Slack: Slack doesn't accept the bot token (token_revoked). → Set SLACK_BOT_TOKEN to the “Bot User OAuth Token” from the page “OAuth & Permissions” of the App at https://api.slack.com/apps, and restart.
      ok Slack endpoint: Slack posts to /slack/events. The doctor can't check SLACK_SIGNING_SECRET: run \`/release help\` in Slack. If you get no answer, check the secret first, then the address.
      fail Discord: Discord can't be reached: GET /users/@me: no answer (UND_ERR_SOCKET). → See https://discordstatus.com. Messages wait until Discord is back.
      "
    `)
  })

  it('tries the app token, and connects nothing', async () => {
    const world = await chats()
    const socket = await openSocketMode(world.slack.apiUrl)
    opened.push(socket)
    let isConnected = false
    void socket.connected().then(() => {
      isConnected = true
    })
    const endpoint = { kind: 'socket', appToken: 'xapp-1-0123456789' } as const
    const by = (apiUrl: string) => (examined: ChatsExamined) => {
      const { slack } = examined.app
      return { app: { slack: slack && { ...slack, apiUrl, endpoint }, discord: null } }
    }
    expect(await lookedAt(world, [], by(socket.apiUrl))).toMatchInlineSnapshot(`
      "
      ok Slack: Slack answers, and knows the bot as release-captain in Godel.
      ok Slack endpoint: Slack accepts SLACK_APP_TOKEN. The doctor didn't open a connection.
      "
    `)
    expect(isConnected).toBe(false)

    const faults = world.slack.faults
    faults.add('apps.connections.open', { kind: 'refused', error: 'not_allowed_token_type' })
    expect(await lookedAt(world, [], by(world.slack.apiUrl))).toMatchInlineSnapshot(`
      "
      ok Slack: Slack answers, and knows the bot as release-captain in Godel.
      fail Slack endpoint: Slack doesn't accept SLACK_APP_TOKEN (not_allowed_token_type). → Set it to an App-Level Token (xapp-…) with the scope \`connections:write\`, from the page “Basic Information” of the App at https://api.slack.com/apps. Check that “Socket Mode” is on there.
      "
    `)
  })

  it.skipIf(!hasPostgres())('names each channel for which something waits on a server', async () => {
    const world = await chats()
    const place = await freshDatabase()
    await using record = await openIn(place)
    const to = (channel: string) => ({
      ...({ topic: 'messages', source: '77:v2.0.1', key: channel, lane: `77:v2.0.1:${channel}` } as const),
      ...{ type: 'announce', payload: '{}', addedAt: 600, at: null },
    })
    const names = ['slack #releases', 'slack #gone', 'discord #announcements']
    await record.store.transact((unit) => enqueue(unit, names.map(to)))
    const channels = [
      { in: 'slack', channel: '#releases', audience: 'team' },
      { in: 'slack', channel: '#general', audience: 'customers' },
    ]
    const later = ({ app }: ChatsExamined) => ({ place, now: () => 1800, app: { ...app, discord: null } })
    expect(await lookedAt(world, channels, later)).toMatchInlineSnapshot(`
      "
      ok Slack: Slack answers, and knows the bot as release-captain in Godel.
      ok Slack endpoint: Slack posts to /slack/events. The doctor can't check SLACK_SIGNING_SECRET: run \`/release help\` in Slack. If you get no answer, check the secret first, then the address.
      warn Slack #releases: 1 message waits for it, the oldest for 20 minutes. → Waiting messages are posted automatically as soon as possible. The log shows what was given up.
      fail Slack #general: The App isn't in the channel #general, so it can't read or write there. → Invite it to #general: \`/invite @release-captain\`.
      fail Slack #gone: There is no channel #gone in Slack that the App can see. 1 message waits for it, the oldest for 20 minutes. → Check \`channels\` in the config. Invite the App to a private channel: \`/invite @release-captain\`.
      warn Discord #announcements: 1 message waits for it, the oldest for 20 minutes. → Set Discord up again.
      "
    `)
  })
})
