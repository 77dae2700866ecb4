import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openMetrics } from '../../../src/http/metrics.ts'
import {
  createSlackCounter,
  SLACK_PATH,
  type SlackRequest,
  type SlackTaken,
} from '../../../src/http/webhooks/slack/slack-endpoint.ts'
import { NOW, openTestDoor } from '../servers.ts'

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5'
const BODY = 'command=%2Frelease&text=go&api_app_id=A1&team_id=T1'

/** What is posted: by default a command, as Slack signs it now. */
interface Posting {
  readonly body?: string
  readonly type?: string
  /** Seconds from now. */
  readonly skew?: number
  readonly secret?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Signs another body than is sent. */
  readonly signs?: string
}

async function openSlackDoor(how: (request: SlackRequest) => Promise<SlackTaken> = async () => TAKEN) {
  const taken: SlackRequest[] = []
  const metrics = openMetrics()
  const take = (request: SlackRequest) => {
    taken.push(request)
    return how(request)
  }
  const slack = { signingSecret: SECRET, take, count: createSlackCounter(metrics) }
  const health = async () => ({ kind: 'well' }) as const
  const storeDelivery = async () => 'stored' as const
  const server = await openTestDoor({ storeDelivery, health }, { slack, metrics })
  const post = async (posting: Posting = {}) => {
    const { body = BODY } = posting
    const response = await fetch(server.url + SLACK_PATH, {
      method: 'POST',
      body,
      headers: headersOf(posting),
    })
    return { status: response.status, text: await response.text() }
  }
  const outcomes = async () =>
    Object.fromEntries(
      [
        ...(await metrics.text()).matchAll(
          /^release_captain_slack_requests_total\{outcome="(.*)"\} ([1-9]\d*)$/gm,
        ),
      ].map(([, outcome, count]) => [outcome, Number(count)]),
    )
  return { ...server, post, outcomes, taken, [Symbol.asyncDispose]: () => server.close(0) }
}

const TAKEN: SlackTaken = { outcome: 'stored', answer: null }

function headersOf({ body = BODY, type, skew = 0, secret = SECRET, signs = body, headers }: Posting) {
  const time = String(NOW + skew)
  const digest = createHmac('sha256', secret).update(`v0:${time}:${signs}`).digest('hex')
  return {
    'content-type': type ?? 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': time,
    'x-slack-signature': `v0=${digest}`,
    ...headers,
  }
}

describe('what Slack posts', () => {
  it('is taken in as it is signed, under an id that is the same for the same request alone', async () => {
    await using server = await openSlackDoor()
    expect(await server.post()).toEqual({ status: 200, text: '' })
    await server.post()
    await server.post({ skew: 1 })
    const [first, again, later] = server.taken
    expect(first?.payload).toEqual({ command: '/release', text: 'go', api_app_id: 'A1', team_id: 'T1' })
    expect(first?.id).toMatch(/^[0-9a-f]{64}$/)
    expect(again?.id).toBe(first?.id)
    expect(later?.id).not.toBe(first?.id)
    expect(await server.outcomes()).toEqual({ stored: 3 })
  })

  it.each([
    ['a press, as JSON in a form', { body: `payload=${encodeURIComponent('{"type":"block_actions"}')}` }],
    ['an event, as JSON', { body: '{"type":"block_actions"}', type: 'application/json; charset=utf-8' }],
  ])('may be %s', async (_, posting) => {
    await using server = await openSlackDoor()
    await server.post(posting)
    expect(server.taken).toMatchObject([{ payload: { type: 'block_actions' } }])
  })

  it.each([-300, 300])('may be %d seconds from now', async (skew) => {
    await using server = await openSlackDoor()
    expect(await server.post({ skew })).toMatchObject({ status: 200 })
  })

  it.each<[string, Posting, number, string]>([
    ['signed with another secret', { secret: 'f'.repeat(32) }, 401, 'forged'],
    ['another body than was signed', { signs: `${BODY}+` }, 401, 'forged'],
    ['the same fields in another order', { signs: BODY.split('&').reverse().join('&') }, 401, 'forged'],
    [
      'signed in another version',
      { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } },
      401,
      'forged',
    ],
    ['signed in part', { headers: { 'x-slack-signature': 'v0=00' } }, 401, 'forged'],
    ['without a signature', { headers: { 'x-slack-signature': '' } }, 401, 'forged'],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }, 401, 'forged'],
    ['at no time', { headers: { 'x-slack-request-timestamp': 'NaN' } }, 401, 'forged'],
    [
      'with another time than was signed',
      { headers: { 'x-slack-request-timestamp': `${NOW - 1}` } },
      401,
      'forged',
    ],
    ['older than five minutes', { skew: -301 }, 401, 'old'],
    ['more than five minutes ahead', { skew: 301 }, 401, 'old'],
    ['no JSON', { body: '{', type: 'application/json' }, 400, 'malformed'],
    ['JSON of no object', { body: '[]', type: 'application/json' }, 400, 'malformed'],
    ['a press that is no JSON', { body: 'payload=%7B' }, 400, 'malformed'],
    ['no UTF-8', { body: 'payload=%7B', type: 'text/plain' }, 415, 'wrong-type'],
    ['compressed', { headers: { 'content-encoding': 'gzip' } }, 415, 'wrong-type'],
    ['larger than a megabyte', { body: 'x'.repeat(1024 * 1024 + 1) }, 413, 'too-large'],
  ])('is refused when it is %s', async (_, posting, status, outcome) => {
    await using server = await openSlackDoor()
    expect((await server.post(posting)).status).toBe(status)
    expect(await server.outcomes()).toEqual({ [outcome]: 1 })
    expect(server.taken).toEqual([])
  })

  it.each<[string, SlackTaken, number, string]>([
    ['tells what is to be told', { outcome: 'not-stored', answer: { text: 'No.' } }, 200, '{"text":"No."}\n'],
    ['is well where it was told already', { outcome: 'not-stored', answer: '' }, 200, ''],
    ['has Slack come again', { outcome: 'not-stored', answer: null }, 503, 'not-stored'],
    [
      'is refused from another workspace',
      { outcome: 'other-workspace', answer: null },
      403,
      'other-workspace',
    ],
    ['is refused for another App', { outcome: 'other-app', answer: null }, 403, 'other-app'],
  ])('%s', async (_, taken, status, text) => {
    await using server = await openSlackDoor(async () => taken)
    const reply = await server.post()
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(text)
    expect(await server.outcomes()).toEqual({ [taken.outcome]: 1 })
  })

  it('is not shown what broke', async () => {
    await using server = await openSlackDoor(async () => {
      throw new Error('deep inside')
    })
    const reply = await server.post()
    expect(reply.status).toBe(500)
    expect(reply.text).not.toContain('deep inside')
  })

  it('may be whether we are there', async () => {
    await using server = await openSlackDoor()
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c4' })
    expect(await server.post({ body, type: 'application/json' })).toEqual({
      status: 200,
      text: '{"challenge":"c4"}\n',
    })
    const unsigned = { 'x-slack-signature': '' }
    expect(await server.post({ body: 'ssl_check=1&token=x', headers: unsigned })).toEqual({
      status: 200,
      text: '',
    })
    expect(await server.post({ body: 'ssl_check=1&command=%2Frelease', headers: unsigned })).toMatchObject({
      status: 401,
    })
    expect(await server.post({ body, type: 'application/json', skew: 301 })).toMatchObject({ status: 401 })
    expect(server.taken).toEqual([])
  })

  it('has no place where Slack does not post here', async () => {
    const health = async () => ({ kind: 'well' }) as const
    await using server = await openTestDoor({ storeDelivery: async () => 'stored', health })
    expect((await fetch(server.url + SLACK_PATH, { method: 'POST', body: BODY })).status).toBe(404)
  })
})
