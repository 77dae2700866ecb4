import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebClient } from '@slack/web-api'
import { expect, it } from 'vitest'
import { openSandboxDiscord, type SandboxDiscord } from '../../../sandbox/discord/open.ts'
import { openTour } from '../../../sandbox/playground/tour/open-tour.ts'
import { openSandboxSlack, type SandboxSlack } from '../../../sandbox/slack/open.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { openPlayground, type Playground } from './playground.ts'

const GO = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } } as const

/** What an App says there of a release by the book: its message, and the question in the thread. */
async function asksIn(
  slack: SandboxSlack,
): Promise<{ readonly card: string; readonly ended: () => unknown }> {
  const client = new WebClient(slack.app().botToken, { slackApiUrl: slack.apiUrl })
  const channel = slack.channel('releases')
  const { ts: card = '' } = await client.chat.postMessage({ channel, text: 'godel/api v2.0.1' })
  const blocks = [{ type: 'actions' as const, elements: [GO] }]
  const { ts = '' } = await client.chat.postMessage({ channel, thread_ts: card, text: 'Tag v2.0.1?', blocks })
  return { card, ended: () => client.chat.update({ channel, ts, text: 'Go.', blocks: [] }) }
}

async function announcesIn({ url, bot, channel }: SandboxDiscord): Promise<void> {
  const { status } = await fetch(`${url}/v10/channels/${channel('announcements').id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${bot.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ embeds: [{ title: 'Godel v2.0.1 is out' }] }),
  })
  expect(status).toBe(200)
}

/** What comes from Slack, each answered at once. */
async function listens(heard: (body: string) => Promise<void>): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    response.end()
    await heard(new URLSearchParams(body).get('payload') ?? '')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeAfterTest(async () => server.close())
  const address = server.address()
  return `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
}

async function chatsOf({ clock: { now } }: Playground) {
  const chats = { slack: await openSandboxSlack({ now }), discord: await openSandboxDiscord({ now }) }
  closeAfterTest(chats.slack.close)
  closeAfterTest(chats.discord.close)
  return chats
}

it('the tour says go by the button in Slack as Grace, and ends with what Discord announces', async () => {
  const world = await openPlayground({ app: {} })
  const [repository] = world.github.world.repositories.values()
  if (!repository) throw new Error('no repository')
  const chats = await chatsOf(world)
  const { card, ended } = await asksIn(chats.slack)
  const presses: string[] = []
  chats.slack.app().sendsTo(
    await listens(async (payload) => {
      presses.push(payload)
      await ended()
      await announcesIn(chats.discord)
      const tracking = repository.issues.find(({ title }) => title === 'Release v2.0.1')
      await world.github.person('grace').comments(tracking?.number ?? 0, '/release go')
    }),
  )
  const tour = openTour({ ...world, repository, chats, readingMs: 1, patience: 0.5 })
  const places = new Map<string, unknown>()
  tour.onChange(() => {
    const { title = '', look } = tour.view() ?? {}
    places.set(title, look?.chat ?? null)
  })
  tour.start()
  await tour.over()

  expect(tour.view()).toMatchObject({ state: 'done', step: 12, of: 12 })
  expect(presses).toHaveLength(1)
  expect(presses[0]).toContain(chats.slack.person('grace'))
  const thread = { channel: 'releases', thread: card }
  expect(places.get('One message for each release')).toEqual(thread)
  expect(places.get('Another maintainer approves')).toEqual(thread)
  expect(places.get('The announcement')).toBe('discord')
})
