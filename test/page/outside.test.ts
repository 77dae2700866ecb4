import { createServer } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyWebhook } from '../../src/http-client/sign-webhook.ts'
import { NO_CONNECTIONS, parseConnections } from '../../src/settings/connections.ts'
import { listenHere } from '../servers/listen-here.ts'
import { makeProduct, type Product } from '../worlds/app/product.ts'
import { CRASH, planned } from '../worlds/app/releasing.ts'
import { type AppWorld, openAppWorld } from '../worlds/app/world.ts'
import { type Browser, signIn } from './browse.ts'

const SECRET = 'a secret of sixteen and more'

/** What a server of somebody's own was told. */
interface Heard {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
  readonly event: {
    readonly id: string
    readonly type: string
    readonly subject: string
    readonly data: { readonly number: number }
  }
}

let world: AppWorld
let product: Product
let ada: Browser
const heard: Heard[] = []
const answers = { status: 503 }

beforeAll(async () => {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body, event: JSON.parse(body) })
      response.writeHead(answers.status).end()
    })
  })
  const url = await listenHere(server)
  const repositories = Array.from({ length: 200 }, (_, i) => `godel/api-${i}`)
  const webhooks = [{ name: 'ci', repositories, url: `${url}/hook`, secret: SECRET, events: null }]
  world = await openAppWorld({
    lasts: 'file',
    product: 'none',
    tick: 200,
    connections: { ...NO_CONNECTIONS, webhooks },
  })
  product = await makeProduct(world)
  await planned(product, CRASH)
  ada = await signIn(world, 'ada')
})

describe('webhooks', () => {
  it('are told every event in order, as signed CloudEvents, again until they take it', async () => {
    await world.until('a first attempt', () => heard.length > 0)
    answers.status = 200
    world.passes(5)
    const planned = await world.until('the plan', () =>
      heard.find(({ event }) => event.type.endsWith('.planned')),
    )
    const seconds = Math.floor(world.now() / 1000)
    expect(verifyWebhook(SECRET, planned, seconds)).toBe(planned.event.id)
    expect(planned.headers['content-type']).toContain('application/cloudevents+json')
    expect(planned.event).toMatchObject({ subject: 'v2.0.1', data: { release: 'v2.0.1' } })
    const taken = [...new Set(heard.map(({ event }) => event.data.number))]
    expect(taken).toEqual(taken.map((_, i) => i + 1))
    const log = await ada.get('/webhooks')
    expect(log.text).toContain('503 answered 503')
    expect(log.text).toContain('200 taken')

    const failed = await ada.get('/webhooks?outcome=failed&webhook=ci')
    expect(failed.text).toContain('503 answered 503')
    expect(failed.text).not.toContain('200 taken')
    expect((await ada.get('/webhooks?webhook=other')).text).toContain('No deliveries match.')
  })

  it('hear nothing of a security release before it is published', async () => {
    const own = await makeProduct(world)
    const number = await own.merges({ ...CRASH, labels: ['security'] })
    await own.says('ada', number, '/release plan --track security')
    await own.tracking()
    const other = await makeProduct(world)
    await planned(other, CRASH)
    const source = `/${other.repository.name}"`
    await world.until('the other release', () => heard.some(({ body }) => body.includes(source)))
    expect(heard.filter(({ body }) => body.includes(`/${own.repository.name}"`))).toEqual([])
  })

  it('need a secret, and https anywhere but on this machine', () => {
    const parse = (url: string, secret: string) =>
      parseConnections(
        `webhooks: [{ name: ci, repositories: [godel/api], url: '${url}', secret: '${secret}' }]`,
      )
    expect(parse('https://ci.example/hook', SECRET)).toMatchObject({
      webhooks: [{ name: 'ci', events: null }],
    })
    expect(parse('http://ci.example/hook', SECRET)).toMatchObject({ kind: 'mistake' })
    expect(parse('https://ci.example/hook', 'short')).toMatchObject({ kind: 'mistake' })
  })
})

describe('the API', () => {
  async function makeToken(browser: Browser): Promise<string> {
    const { html } = await browser.get('/tokens')
    const [, form = ''] = /name="token" value="([^"]+)"/.exec(html) ?? []
    const made = await browser.post('/tokens', { token: form, name: 'reports', days: '30' })
    const [, token = ''] = /<code>(rct_[^<]+)<\/code>/.exec(made.html) ?? []
    return token
  }

  async function call(
    path: string,
    token: string,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const answer = await fetch(world.app.url + path, { headers: { authorization: `Bearer ${token}` } })
    return { status: answer.status, json: await answer.json() }
  }

  it('answers as its description says', async () => {
    const token = await makeToken(ada)
    const { json: description } = await call('/api/v1/openapi.json', '')
    expect(description).toMatchObject({ openapi: '3.1.0' })
    const ajv = new Ajv2020({ strict: false }).addSchema({ $id: 'api', ...Object(description) })
    const name = product.repository.name
    for (const [path, schema] of [
      ['/api/v1/releases?status=open', 'Releases'],
      [`/api/v1/releases/godel/${name}/v2.0.1`, 'ReleaseDetail'],
      [`/api/v1/audit?repository=godel/${name}`, 'Events'],
      ['/api/v1/releases/godel/nothing/v2.0.1', 'Problem'],
    ] as const) {
      const { json } = await call(path, token)
      const validate = ajv.getSchema(`api#/components/schemas/${schema}`)
      expect([path, validate?.(json), validate?.errors]).toEqual([path, true, null])
    }
  })

  it('has the rights of who made the token, and none without one', async () => {
    const token = await makeToken(ada)
    expect((await call('/api/v1/releases', 'rct_nothing')).status).toBe(401)
    expect((await call('/api/v1/releases', `${token.slice(0, -1)}x`)).status).toBe(401)
    const grace = await signIn(world, 'eve')
    const own = await makeToken(grace)
    expect((await call('/api/v1/releases', own)).json).toMatchObject({ releases: expect.any(Array) })
  })

  it('forgets a token that its owner deletes', async () => {
    const token = await makeToken(ada)
    const { html } = await ada.get('/tokens')
    const [, form = ''] = /name="token" value="([^"]+)"/.exec(html) ?? []
    for (const [, id = ''] of html.matchAll(/\/tokens\/(\d+)\/delete/g))
      await ada.post(`/tokens/${id}/delete`, { token: form })
    expect((await call('/api/v1/releases', token)).status).toBe(401)
  })
})
