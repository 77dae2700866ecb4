import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { Refused } from '../../src/release/refusal.ts'
import { inboxOf, isOnRecord, NOW, openTestDoor, post, sharedRecord } from './servers.ts'

const record = sharedRecord()

describe('a delivery', () => {
  it('is answered once it is on record, with the kind, the lane and the time that it has', async () => {
    const store = await record()
    await using server = await openTestDoor(store, {
      laneOf: ({ event, action, payload }) => `${event} ${action} ${JSON.stringify(payload)}`,
    })
    const id = randomUUID()

    const { status, text, headers } = await post(server.url, { id, body: '{"action":"labeled"}' })

    expect(status).toBe(202)
    expect(JSON.parse(text)).toEqual({
      outcome: 'stored',
      said: 'The delivery is recorded and will be handled.',
      request: headers.get('x-request-id'),
    })
    expect((await inboxOf(store)).filter((one) => one.id === id)).toEqual([
      { id, type: 'issues.labeled', lane: 'issues labeled {"action":"labeled"}', at: NOW },
    ])
    expect(await server.counted('stored')).toBe(1)
  })

  it('that comes again changes nothing, also with its id in capitals', async () => {
    await using server = await openTestDoor(await record())
    const id = randomUUID()
    await post(server.url, { id })

    expect(await post(server.url, { id })).toMatchObject({ status: 200, outcome: 'duplicate' })
    expect(await post(server.url, { id: id.toUpperCase() })).toMatchObject({ outcome: 'duplicate' })
    expect(await server.counted('duplicate')).toBe(2)
  })

  it('that says something else under an id that is known is refused, and an alarm', async () => {
    await using server = await openTestDoor(await record())
    const id = randomUUID()
    await post(server.url, { id, body: '{"action":"labeled"}' })

    expect(await post(server.url, { id, body: '{"action":"deleted"}' })).toMatchObject({
      status: 409,
      outcome: 'altered',
    })
    expect(await server.counted('altered')).toBe(1)
    expect(server.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'error', delivery: id, type: 'issues.deleted' }),
    )
  })

  it('of the kind by which GitHub tries the door is answered, and is no delivery', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    const id = randomUUID()
    expect(await post(server.url, { id, event: 'ping' })).toMatchObject({ status: 200, outcome: 'pong' })
    expect(await isOnRecord(store, id)).toBe(false)
  })

  it.each([
    ['not signed', { headers: { 'x-hub-signature-256': null } }, 400, 'no-delivery'],
    ['signed by SHA-1 alone', { headers: { 'x-hub-signature-256': 'sha1=00' } }, 401, 'unsigned'],
    ['signed with another secret', { secret: 'another secret that is as long as ours' }, 401, 'unsigned'],
    ['without an event', { headers: { 'x-github-event': null } }, 400, 'no-delivery'],
    ['with something else in the place of an event', { event: '../push' }, 400, 'no-delivery'],
    ['without an id', { headers: { 'x-github-delivery': null } }, 400, 'no-delivery'],
    ['with an id that is no GUID', { id: '1' }, 400, 'no-delivery'],
    ['of an event that the App has no use for', { event: 'star' }, 400, 'unknown-event'],
    ['of an event called like what objects have', { event: 'constructor' }, 400, 'unknown-event'],
    ['that is no JSON', { body: 'payload=%7B%7D' }, 400, 'not-json'],
    ['that is empty', { body: '' }, 400, 'not-json'],
    ['that is no UTF-8', { body: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'not-json'],
    [
      'with half a surrogate pair in it',
      { body: Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]) },
      400,
      'not-json',
    ],
    ['as a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'wrong-type'],
    ['as JSON of a kind', { headers: { 'content-type': 'application/jsonp' } }, 415, 'wrong-type'],
    ['as text', { headers: { 'content-type': 'text/plain' } }, 415, 'wrong-type'],
    ['compressed', { headers: { 'content-encoding': 'gzip' } }, 415, 'wrong-type'],
  ])('%s is refused, counted, and nowhere on record', async (_, given, status, outcome) => {
    const store = await record()
    await using server = await openTestDoor(store)
    const id = randomUUID()
    expect(await post(server.url, { id, ...given })).toMatchObject({ status, outcome })
    expect(await isOnRecord(store, id)).toBe(false)
    expect(await server.counted(outcome)).toBe(1)
  })

  it('may say with which letters its JSON is written', async () => {
    await using server = await openTestDoor(await record())
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect(await post(server.url, { headers })).toMatchObject({ outcome: 'stored' })
  })

  it('that cannot be put on record is to be delivered again, and then is', async () => {
    const store = await record()
    const troubles = [new Error('the disk of /var/lib/captain is full')]
    await using server = await openTestDoor({
      ...store,
      storeDelivery: async (delivery) => {
        const trouble = troubles.pop()
        if (trouble) throw trouble
        return store.storeDelivery(delivery)
      },
    })
    const id = randomUUID()

    const first = await post(server.url, { id })

    expect(first).toMatchObject({ status: 503, outcome: 'not-stored' })
    expect(first.text).not.toContain('disk')
    expect(server.lines.join('')).toContain('the disk of /var/lib/captain is full')
    expect(await post(server.url, { id })).toMatchObject({ status: 202 })
  })

  it('is refused where nobody can say which lane it belongs to, and the door stays open', async () => {
    await using server = await openTestDoor(await record(), {
      laneOf: ({ event }) => {
        if (event === 'push') throw new TypeError('Cannot read properties of null')
        return event
      },
    })
    expect(await post(server.url, { event: 'push' })).toMatchObject({ status: 503 })
    expect(await post(server.url)).toMatchObject({ status: 202 })
  })
})

describe('a line of the log', () => {
  it('has the id of the request that its answer has, and that of the delivery', async () => {
    await using server = await openTestDoor(await record())
    const id = randomUUID()
    const { headers } = await post(server.url, { id })
    const [line] = server.lines.map((text) => JSON.parse(text))
    expect(line).toMatchObject({ request: headers.get('x-request-id'), delivery: id, outcome: 'stored' })
  })
})

describe('the other routes', () => {
  it('/healthz says that the process lives, whatever state the record is in', async () => {
    const store = await record()
    const ill = { kind: 'ill', refusal: { kind: 'usage', what: 'secret reasons', next: '' } } as const
    await using server = await openTestDoor({ ...store, health: async () => ill })
    const response = await fetch(`${server.url}/healthz`)
    expect([response.status, await response.text()]).toEqual([200, '{"ok":true}\n'])
  })

  it('/readyz asks the record and every check, and says why not in the log alone', async () => {
    const store = await record()
    let well = false
    const checks = {
      worker: async () =>
        well
          ? ({ kind: 'well' } as const)
          : ({ kind: 'ill', refusal: { kind: 'usage', what: 'It stands still.', next: 'Look.' } } as const),
      mirror: async () => {
        if (!well) throw new Error('no such folder')
        return { kind: 'well' } as const
      },
    }
    await using server = await openTestDoor(store, { ready: checks })
    const response = await fetch(`${server.url}/readyz`)
    expect([response.status, await response.text()]).toEqual([503, '{"ok":false}\n'])
    expect(server.lines.join('')).toMatch(/It stands still.*no such folder/)

    well = true
    await using later = await openTestDoor(store, { ready: checks })
    expect((await fetch(`${later.url}/readyz`)).status).toBe(200)
  })

  it('/metrics shows every outcome from the start, in the format of Prometheus', async () => {
    await using server = await openTestDoor(await record())
    await post(server.url)
    const response = await fetch(`${server.url}/metrics`)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = await response.text()
    expect(text).toContain('# TYPE release_captain_deliveries_total counter\n')
    expect(text).toContain('release_captain_deliveries_total{outcome="stored"} 1\n')
    expect(text).toContain('release_captain_deliveries_total{outcome="unsigned"} 0\n')
    expect(text).toContain('release_captain_http_request_duration_seconds_count{route="webhook"} 1\n')
  })

  it.each([
    ['by another name', { host: 'captain.example' }],
    ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }],
  ])('/metrics without a token is told to no one who asks %s', async (_, headers) => {
    await using server = await openTestDoor(await record())
    const asked = request(`${server.url}/metrics`, { headers }).end()
    const [response] = await once(asked, 'response')
    expect(response.statusCode).toBe(401)
    response.resume()
  })

  it('/metrics wants the token where there is one', async () => {
    await using server = await openTestDoor(await record(), { metricsToken: 'a token of the tests' })
    const ask = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/metrics`, { headers })).status
    expect(await ask({})).toBe(401)
    expect(await ask({ authorization: 'Bearer another' })).toBe(401)
    expect(await ask({ authorization: 'Bearer a token of the tests' })).toBe(200)
  })

  it.each([
    ['GET', '/'],
    ['GET', '/api/github/webhooks'],
    ['PUT', '/api/github/webhooks'],
    ['POST', '/api/github/webhooks/'],
    ['POST', '/healthz'],
    ['GET', '/healthz/../metrics/..'],
    ['OPTIONS', '/metrics'],
  ])('%s %s is not there', async (method, path) => {
    await using server = await openTestDoor(await record())
    const response = await fetch(`${server.url}${path}`, { method })
    expect([response.status, JSON.parse(await response.text()).outcome]).toEqual([404, 'not-found'])
  })
})

describe('listening', () => {
  it('is refused where the port is taken, with what to do', async () => {
    await using server = await openTestDoor(await record())
    const port = Number(new URL(server.url).port)
    const second = openTestDoor(await record(), { port })
    await expect(second).rejects.toThrow(Refused)
    await expect(second).rejects.toThrow(`The server can't listen on port ${port} of 127.0.0.1 (EADDRINUSE).`)
  })
})
