import { once } from 'node:events'
import { request } from 'node:http'
import { platform } from 'node:os'
import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { openSandboxSlack, type SandboxSlack } from '../../../sandbox/slack/open.ts'
import { openWorkspace } from '../../../sandbox/slack/workspace.ts'

let seconds = 1_770_000_000
const opened: SandboxSlack[] = []
afterEach(async () => {
  for (const slack of opened.splice(0)) await slack.close()
})

/** A workspace, and an App's client of Slack's own. */
async function open() {
  seconds = 1_770_000_000
  const slack = await openSandboxSlack({ now: () => seconds * 1000 })
  opened.push(slack)
  const { botToken } = slack.app()
  return { slack, client: clientOf(slack, botToken), channel: slack.channel('releases') }
}

/** Slack's own, which says nothing: what goes wrong here is meant to. */
function clientOf({ apiUrl: slackApiUrl }: SandboxSlack, token: string): WebClient {
  const quiet = () => undefined
  const logger = {
    ...{ debug: quiet, info: quiet, warn: quiet, error: quiet, setLevel: quiet, setName: quiet },
    getLevel: () => LogLevel.ERROR,
  }
  return new WebClient(token, {
    slackApiUrl,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const button = (action_id: string, value = 'v') => ({
  ...{ type: 'button', action_id, value },
  text: { type: 'plain_text', text: 'Press' },
})

describe('messages', () => {
  it('stand in their channel with blocks, by the world’s clock, and tell that they came', async () => {
    const { slack, client, channel } = await open()
    let changes = 0
    const stop = slack.onChange(() => {
      changes += 1
    })
    const blocks = [section('*v2.0.1*')]
    const { ts } = await client.chat.postMessage({ channel, text: 'v2.0.1', blocks })
    seconds += 60
    await client.chat.update({ channel, ts: ts ?? '', text: 'out', blocks })
    stop()
    await client.chat.postMessage({ channel, text: 'more', ...(ts === undefined ? {} : { thread_ts: ts }) })
    expect(changes).toBe(2)
    expect(slack.messages(channel)).toMatchObject([
      { id: ts, text: 'out', at: 1_770_000_000_000, editedAt: 1_770_000_060_000, blocks, thread: null },
      { text: 'more', thread: ts, editedAt: null },
    ])
  })

  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['a section of 3,001 characters', [section('x'.repeat(3_001))]],
    ['a section of 3,000 characters, of which one counts twice', [section(`${'x'.repeat(2_999)}😀`)]],
    ['a section with nothing in it', [{ type: 'section' }]],
    ['an empty text', [section('')]],
    ['a kind of block that nobody knows', [{ type: 'hologram' }]],
    ['11 fields', [{ type: 'section', fields: Array.from({ length: 11 }, () => section('x').text) }]],
    ['26 buttons', [{ type: 'actions', elements: Array.from({ length: 26 }, (_, i) => button(`b${i}`)) }]],
    ['a value of 2,001 characters', [{ type: 'actions', elements: [button('b', 'x'.repeat(2_001))] }]],
    ['a header with markup', [{ type: 'header', text: section('x').text }]],
    ['a header of 151 characters', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]],
    ['the same block_id twice', [1, 2].map(() => ({ ...section('x'), block_id: 'b' }))],
  ])('with %s are refused as Slack refuses them', async (_, blocks) => {
    const { slack, client, channel } = await open()
    await expect(client.chat.postMessage({ channel, text: 'x', blocks })).rejects.toMatchObject({
      data: { error: 'invalid_blocks' },
    })
    expect(slack.messages(channel)).toEqual([])
  })

  it('that only two may read reach nobody else', async () => {
    const { slack } = await open()
    const channel = slack.channel('security')
    const text = 'A hole.'
    expect(await slack.asSomebody('ada', 'chat.postMessage', { channel, text })).toMatchObject({ ok: true })
    expect(await slack.asSomebody('mallory', 'conversations.history', { channel })).toMatchObject({
      ok: false,
    })
  })
})

describe('what people do', () => {
  it('reaches nobody where nobody listens, and Slack says so', async () => {
    const { slack, client, channel } = await open()
    const blocks = [{ type: 'actions', block_id: 'b', elements: [button('go')] }]
    const { ts: id = '' } = await client.chat.postMessage({ channel, text: 'x', blocks })
    expect(await slack.press('ada', { channel, id }, 'go')).toEqual({ kind: 'silent' })
    await slack.says('ada', channel, '/release go')
    expect(slack.listEphemerals('ada')).toMatchObject([
      { text: 'This button did not work.', from: 'slack' },
      { text: '/release failed.', from: 'slack' },
    ])
  })

  it('is no press of a button that is gone', async () => {
    const { slack, client, channel } = await open()
    const blocks = [{ type: 'actions', block_id: 'b', elements: [button('go')] }]
    const { ts: id = '' } = await client.chat.postMessage({ channel, text: 'x', blocks })
    await client.chat.update({ channel, ts: id, text: 'over', blocks: [] })
    await expect(slack.press('ada', { channel, id }, 'go')).rejects.toThrow('There is no button go')
    await expect(slack.submits('ada', {})).rejects.toThrow('There is no form open before ada.')
    await expect(slack.opensHome('nobody')).rejects.toThrow('nobody is not in the workspace.')
  })
})

describe('trouble', () => {
  it('is had by the next call of that name, once', async () => {
    const { slack, client, channel } = await open()
    const post = () => client.chat.postMessage({ channel, text: 'x' })
    slack.faults.add('chat.postMessage', { kind: 'limited', retryAfterSeconds: 7 })
    slack.faults.add('chat.postMessage', { kind: 'broken', status: 500 })
    slack.faults.add('*', { kind: 'reply-lost' })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    await expect(post()).rejects.toMatchObject({ statusCode: 500 })
    expect(slack.messages(channel)).toHaveLength(0)
    await expect(post()).rejects.toThrow()
    expect(slack.messages(channel)).toHaveLength(1)
    expect(slack.faults.left()).toEqual([])
    await post()
  })

  it('may last, until Slack is back', async () => {
    const { slack, client } = await open()
    slack.faults.goesDown({ kind: 'unreachable' })
    await expect(client.auth.test()).rejects.toThrow()
    await expect(client.auth.test()).rejects.toThrow()
    slack.faults.comesBack()
    expect(await client.auth.test()).toMatchObject({ ok: true })
  })

  it('is a token that nobody gave', async () => {
    const { slack } = await open()
    const stranger = clientOf(slack, 'xoxb-another')
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } })
  })
})

describe('a page that is open beside it', () => {
  it.each([
    ['by another name of this machine', { host: 'evil.example' }],
    ['from its own origin', { origin: 'https://evil.example' }],
  ])('does not reach it %s', async (_, headers) => {
    const { slack } = await open()
    const { botToken } = slack.app()
    const url = `${slack.apiUrl}auth.test`
    const asked = request(url, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${botToken}` },
    })
    asked.end()
    const [response] = await once(asked, 'response')
    expect([response.statusCode, response.headers['access-control-allow-origin']]).toEqual([421, undefined])
    response.resume()
  })

  it.runIf(platform() === 'linux')(
    'finds no emulate at 127.0.0.1 either, which would take any token',
    async () => {
      const workspace = await openWorkspace({ people: [{ login: 'ada' }], channels: [], scopes: [] })
      const { hostname, port } = new URL(workspace.emulatorUrl)
      expect(hostname).not.toBe('127.0.0.1')
      await expect(fetch(`http://127.0.0.1:${port}/api/auth.test`)).rejects.toThrow()
      await workspace.close()
    },
  )
})
