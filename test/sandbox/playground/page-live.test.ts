import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { openSandboxDiscord } from '../../../sandbox/discord/open.ts'
import type { AppStatus } from '../../../sandbox/playground/wire/wire.ts'
import { openSandboxSlack } from '../../../sandbox/slack/open.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { openPagePlayground } from './page-client.ts'

/** Hears what the page's server tells; answers with how often it told something. */
async function listen(url: string): Promise<() => number> {
  const asking = get(`${url}api/events`)
  const [answer]: IncomingMessage[] = await once(asking, 'response')
  let told = 0
  answer?.on('data', (chunk: Buffer) => {
    told += String(chunk).match(/^data: /gm)?.length ?? 0
  })
  closeAfterTest(async () => asking.destroy())
  await expect.poll(() => told).toBe(1)
  return () => told
}

describe('the page hears', () => {
  it('of what the App does by the API, people by git, and whoever plays to time', async () => {
    const { page, github, clock } = await openPagePlayground()
    const told = await listen(page.url)
    const tells = (more: number) => expect.poll(told).toBeGreaterThan(more)
    const first = told()
    await github.person('linus').pushes({ branch: 'x', message: 'x', files: { x: '1' } })
    await tells(first)
    const second = told()
    clock.jumps(3_600_000)
    await tells(second)
    const third = told()
    const token = github.person('ada').token
    await fetch(`${github.url}/repos/godel/api/issues/1256/comments`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
      body: JSON.stringify({ body: 'by API' }),
    })
    await tells(third)
    expect((await page.issue(1256)).comments).toBe(1)
  })

  it('how the App is', async () => {
    let status: AppStatus = { state: 'starting', says: 'The App starts.' }
    const { page } = await openPagePlayground({ getAppStatus: () => status })
    const told = await listen(page.url)
    expect((await page.look()).overview.app).toEqual(status)
    const heard = told()
    status = { state: 'ready', says: 'The App listens.' }
    await expect.poll(told).toBeGreaterThan(heard)
    expect((await page.look()).overview.app.state).toBe('ready')
  })
})

describe('Slack and Discord beside GitHub', () => {
  it('are heard too', async () => {
    const chats = {
      slack: await openSandboxSlack({ now: () => 0 }),
      discord: await openSandboxDiscord({ now: () => 0 }),
    }
    closeAfterTest(async () => {
      await chats.slack.close()
      await chats.discord.close()
    })
    const { page } = await openPagePlayground({ chats })
    const told = await listen(page.url)
    await page.does('mallory', 'slack-say', { channel: chats.slack.channel('releases'), text: '*hello*' })
    await expect.poll(told).toBeGreaterThan(1)
    const heard = told()
    chats.discord.channel('general').says('somebody', '**hi**')
    await expect.poll(told).toBeGreaterThan(heard)
    const { slack, discord } = (await page.look()).overview.chats ?? {}
    const hello = {
      by: { login: 'mallory' },
      blocks: [{ text: [{ children: [{ el: 'strong', children: ['hello'] }] }] }],
    }
    expect(slack?.channels[0]?.messages).toMatchObject([hello])
    expect(discord?.servers[0]?.channels[1]?.messages).toMatchObject([
      { content: [{ children: [{ el: 'strong', children: ['hi'] }] }] },
    ])
  })

  it('are not there where nobody has opened them', async () => {
    const { page } = await openPagePlayground()
    expect((await page.look()).overview.chats).toBeNull()
    expect(await page.act('ada', 'slack-say', { channel: 'x', text: 'x' })).toMatchObject({
      says: 'This sandbox has no Slack.',
    })
  })
})
