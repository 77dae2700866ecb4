import { describe, expect, it } from 'vitest'
import { readCallback } from '../../../../src/adapters/deploy/http-request/callback.ts'
import { signWebhook } from '../../../../src/http-client/sign-webhook.ts'

const NOW = 1_772_000_000
const SECRET = `whsec_${Buffer.from('a secret of both sides').toString('base64')}`

const event = (change: object = {}) =>
  JSON.stringify({
    specversion: '1.0',
    ...{ id: '1', source: '/deployer', type: 'dev.release-captain.deployment.changed', subject: 'key-1' },
    ...{ datacontenttype: 'application/json', data: { state: 'failed', detail: 'no space' }, ...change },
  })

const received = (body: string, secret = SECRET, at = NOW) => ({
  headers: { ...signWebhook(secret, { id: '1', at, body }), 'content-type': 'application/cloudevents+json' },
  body,
})

describe('a deployer that calls back', () => {
  it('says what became of a deployment', () => {
    expect(readCallback(SECRET, received(event()), NOW)).toEqual({
      kind: 'changed',
      key: 'key-1',
      state: { kind: 'failed', why: 'failed', detail: 'no space', url: null },
    })
  })

  it('is not believed with another signature, an old one, or for another body', () => {
    expect(readCallback(SECRET, received(event(), 'other'), NOW).kind).toBe('unauthorized')
    expect(readCallback(SECRET, received(event(), SECRET, NOW - 301), NOW).kind).toBe('unauthorized')
    const changed = { ...received(event()), body: event({ subject: 'key-2' }) }
    expect(readCallback(SECRET, changed, NOW).kind).toBe('unauthorized')
    expect(readCallback(SECRET, { headers: {}, body: event() }, NOW).kind).toBe('unauthorized')
  })

  it.each([['{}'], ['no event'], [event({ type: 'other' })], [event({ data: { state: 'done' } })]])(
    'is not understood: %s',
    (body) => {
      expect(readCallback(SECRET, received(body), NOW).kind).toBe('malformed')
    },
  )
})
