import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings.ts'
import { headersOf, inboxOf, isOnRecord, openTestDoor, post, sharedRecord } from './servers.ts'

/**
 * What a bare Probot does by default at its HTTP endpoint; each of it is closed here. What its Octokit and its log do is in
 * test/probot/handler-octokit.test.ts (docs/decisions/0017-a-probot-app-behind-the-inbox.md).
 */
const record = sharedRecord()

describe('a default of Probot that does not hold here', () => {
  it('without a secret, "development" is the secret: here nothing starts without one, whatever NODE_ENV says', () => {
    for (const NODE_ENV of ['production', 'development', 'test', undefined]) {
      for (const WEBHOOK_SECRET of [undefined, '', 'development', 'too short to be safe']) {
        const read = readSettings({ APP_ID: '1', NODE_ENV, WEBHOOK_SECRET })
        const found = read.kind === 'wrong' ? read.mistakes.map(({ setting }) => setting) : []
        expect(found).toContain('WEBHOOK_SECRET')
      }
    }
  })

  it('what is signed with "development" is let in: here it is not', async () => {
    await using server = await openTestDoor(await record())
    expect(await post(server.url, { secret: 'development' })).toMatchObject({ status: 401 })
  })

  it('a delivery that comes twice is worked twice: here it is on record once', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    const id = randomUUID()
    await post(server.url, { id })
    await post(server.url, { id })
    expect((await inboxOf(store)).filter((one) => one.id === id)).toHaveLength(1)
  })

  it('bodies have no limit: here they have one, also when they do not say how long they are', async () => {
    await using server = await openTestDoor(await record(), { limits: { bodyBytes: 10 } })
    expect(await post(server.url, { body: '["0123456789"]' })).toMatchObject({ status: 413 })
  })

  it('a payload that is not signed is written to the log: here no payload ever is', async () => {
    await using server = await openTestDoor(await record())
    const body = JSON.stringify({ action: 'created', comment: { body: 'canary of the payload' } })
    await post(server.url, { body })
    await post(server.url, { body, secret: 'wrong' })
    await post(server.url, { body: `${body}}` })
    expect(server.lines).toHaveLength(3)
    expect(server.lines.join('')).not.toContain('canary')
  })

  it('a slow handler is answered with 202 before its work is safe: here 202 means that it is on record', async () => {
    const store = await record()
    const id = randomUUID()
    const seen: boolean[] = []
    await using server = await openTestDoor({
      ...store,
      storeDelivery: async (delivery) => {
        const stored = await store.storeDelivery(delivery)
        seen.push(await isOnRecord(store, id))
        return stored
      },
    })
    expect(await post(server.url, { id })).toMatchObject({ status: 202 })
    expect(seen).toEqual([true])
  })

  it('what a handler throws is shown to the caller: here answers are the same whatever broke', async () => {
    await using server = await openTestDoor({
      ...(await record()),
      storeDelivery: async () => {
        throw new Error('password authentication failed for user "captain" at /srv/release-captain')
      },
    })
    const { text, headers } = await post(server.url)
    expect(JSON.parse(text)).toEqual({
      outcome: 'not-stored',
      said: 'The delivery could not be recorded. Deliver it again.',
      request: headers.get('x-request-id'),
    })
  })

  it('property: nothing of what was sent comes back in an answer', async () => {
    await using server = await openTestDoor(await record())
    const word = fc.stringMatching(/^[a-z]{6}[0-9]{6}$/)
    await fc.assert(
      fc.asyncProperty(
        word,
        fc.constantFrom('body', 'event', 'id', 'type', 'signature'),
        async (canary, where) => {
          const headers: Record<string, Record<string, string>> = {
            body: {},
            event: { 'x-github-event': canary },
            id: { 'x-github-delivery': canary },
            type: { 'content-type': `application/${canary}` },
            signature: { 'x-hub-signature-256': canary },
          }
          const { text, headers: answered } = await post(server.url, {
            body: where === 'body' ? `{"${canary}"` : '{}',
            headers: headers[where] ?? {},
          })
          expect(text + JSON.stringify([...answered])).not.toContain(canary)
          expect(Object.keys(JSON.parse(text)).toSorted()).toEqual(['outcome', 'request', 'said'])
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    '/probot',
    '/probot/',
    '/probot/setup',
    '/probot/import',
    '/probot/success',
    '/ping',
    '/probot/static/probot-head.png',
  ])('%s is served: here it is not there, by no method', async (path) => {
    await using server = await openTestDoor(await record())
    for (const method of ['GET', 'POST', 'HEAD']) {
      expect((await fetch(`${server.url}${path}`, { method })).status).toBe(404)
    }
  })

  it('an answer says which program gives it: here it does not', async () => {
    await using server = await openTestDoor(await record())
    const { headers } = await post(server.url, { headers: headersOf({ secret: 'wrong' }) })
    expect([...headers.keys()].toSorted()).toEqual([
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
      'x-content-type-options',
      'x-request-id',
    ])
  })
})
