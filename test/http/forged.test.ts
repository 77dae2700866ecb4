import { createHmac, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSignatureCheck, type WebhookSecrets } from '../../src/http/webhooks/github/verify-signature.ts'
import { headersOf, inboxOf, NOW, openTestDoor, post, SECRET, sharedRecord } from './servers.ts'

const record = sharedRecord()
const texts = fc.string({ minLength: 1, maxLength: 300, unit: 'binary' })

function isSigned(signed: { text: string; signature: string }, secrets: WebhookSecrets): Promise<boolean> {
  return createSignatureCheck(secrets)({ ...signed, at: NOW })
}

function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

function flipped(buffer: Buffer, bit: number): Buffer {
  const copy = Buffer.from(buffer)
  const at = (bit >> 3) % copy.length
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << (bit & 7)), at)
  return copy
}

describe('a signature', () => {
  it('is the one that GitHub’s own example has', async () => {
    // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const secrets = { current: "It's a Secret to Everybody", previous: null }
    expect(await isSigned({ text: 'Hello, World!', signature }, secrets)).toBe(true)
  })

  it('property: holds for that body and that secret, and for nothing that differs by one bit', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.string({ minLength: 1 }), fc.nat(), async (text, secret, bit) => {
        const signature = signatureOf(text, secret)
        const holds = (given: { text?: string; signature?: string; current?: string }) =>
          isSigned(
            { text: given.text ?? text, signature: given.signature ?? signature },
            { current: given.current ?? secret, previous: null },
          )
        const digest = Buffer.from(signature.slice('sha256='.length), 'hex')
        expect(await holds({})).toBe(true)
        expect(await holds({ text: text.slice(1) })).toBe(false)
        expect(await holds({ text: `${text}\n` })).toBe(false)
        expect(await holds({ signature: `sha256=${flipped(digest, bit).toString('hex')}` })).toBe(false)
        expect(await holds({ current: `${secret} ` })).toBe(false)
      }),
    )
  })

  it('property: whatever stands in its place is none', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'sha256=', 'sha1=', `sha256=${'0'.repeat(64)}`, `sha256=${'0'.repeat(63)}`),
      fc.string({ minLength: 64, maxLength: 64 }).map((digits) => `sha256=${digits}`),
    )
    await fc.assert(
      fc.asyncProperty(text, async (signature) => {
        expect(await isSigned({ text: '{}', signature }, { current: SECRET, previous: null })).toBe(false)
      }),
    )
  })
})

describe('a secret that is being replaced', () => {
  const OLD = 'the secret before it, which is long enough'
  const secrets = { current: SECRET, previous: { secret: OLD, until: NOW + 60 } }

  it('is taken until its time is over, beside the new one, without a restart', async () => {
    const time = { now: NOW }
    await using server = await openTestDoor(await record(), { secrets, now: () => time.now })
    expect(await post(server.url, { secret: SECRET })).toMatchObject({ status: 202 })
    expect(await post(server.url, { secret: OLD })).toMatchObject({ status: 202 })
    time.now += 60
    expect(await post(server.url, { secret: OLD })).toMatchObject({ status: 401 })
    expect(await post(server.url, { secret: SECRET })).toMatchObject({ status: 202 })
  })
})

describe('what is forged', () => {
  it('is not let in where its bytes would read as the text that was signed', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    const headers = headersOf({ id: randomUUID(), body: '"\ufffd"' })
    const body = Buffer.from([0x22, 0xff, 0x22])
    expect(body.toString()).toBe('"\ufffd"')
    expect(await post(server.url, { body, headers })).toMatchObject({ status: 400, outcome: 'not-json' })
  })

  it('property: is not let in, and leaves nothing on record', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    const before = await inboxOf(store)
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.nat(), async (value, bit) => {
        const body = Buffer.from(JSON.stringify(value))
        const headers = headersOf({ id: randomUUID(), body })
        const answer = await post(server.url, { body: flipped(body, bit), headers })
        expect(['unsigned', 'not-json']).toContain(answer.outcome)
      }),
      { numRuns: 60 },
    )
    expect(await inboxOf(store)).toEqual(before)
  })
})
