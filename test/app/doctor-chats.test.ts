import { afterEach, describe, expect, it } from 'vitest'
import { chatChecks } from '../../src/app/doctor/chat-checks.ts'
import { policySchema } from '../../src/release/policy.ts'
import { type Discord, openDiscord } from '../../src/sandbox/discord/open.ts'
import { openSlack, type SandboxSlack } from '../../src/sandbox/slack/open.ts'

const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function chats(): Promise<{ readonly slack: SandboxSlack; readonly discord: Discord }> {
  const slack = await openSlack({ now: () => Date.now() })
  const discord = await openDiscord({ now: () => Date.now() })
  opened.push(slack, discord)
  return { slack, discord }
}

async function lookedAt(
  { slack, discord }: Awaited<ReturnType<typeof chats>>,
  channels: readonly object[],
): Promise<string> {
  const { botToken, signingSecret } = slack.app()
  const checks = await chatChecks({
    app: {
      slack: { botToken, apiUrl: slack.apiUrl, entrance: { kind: 'door', signingSecret } },
      discord: { as: { kind: 'bot', token: discord.bot.token }, apiUrl: discord.url },
    },
    place: { kind: 'folder', path: '/nowhere' },
    policies: [policySchema.parse({ channels })],
    now: () => 0,
  })
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
      ok Slack: Slack answers, and knows us as release-captain in Godel.
      ok Slack #releases: We are in it. What waits to be said there is in /metrics of the App at work.
      fail Slack #nowhere: There is no channel #nowhere in Slack that the App can see. → Look at \`channels\` in the config; into a private channel the App has to be invited: \`/invite @release-captain\`.
      ok Discord: Discord answers, and knows us as Release Captain, in Godel.
      ok Discord #announcements: We are in it. What waits to be said there is in /metrics of the App at work.
      "
    `)
  })

  it('says what to mend where a token is no good, or a chat is down', async () => {
    const world = await chats()
    world.slack.faults.add('auth.test', { kind: 'refused', error: 'token_revoked' })
    world.discord.faults.down(true)
    expect(await lookedAt(world, [])).toMatchInlineSnapshot(`
      "
      fail Slack: The bot token is no good to Slack (token_revoked). → Set SLACK_BOT_TOKEN to the “Bot User OAuth Token” of the page “OAuth & Permissions” of the App at https://api.slack.com/apps, and start again.
      fail Discord: Discord is not reached: GET /users/@me: no answer (UND_ERR_SOCKET). → See https://discordstatus.com. What is to be said waits, and is said when Discord is back.
      "
    `)
  })
})
