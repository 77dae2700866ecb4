import { createHmac, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSigned } from '../../src/web/signature.ts'
import { headersOf, inboxOf, NOW, openTestDoor, post, SECRET, sharedRecord } from './doors.ts'

const record = sharedRecord()
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))

function signatureOf(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

function flipped(buffer: Buffer, bit: number): Buffer {
  const copy = Buffer.from(buffer)
  const at = (bit >> 3) % copy.length
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << (bit & 7)), at)
  return copy
}

describe('a signature', () => {
  it('is the one that GitHub’s own example has', () => {
    // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const body = Buffer.from('Hello, World!')
    const secrets = { current: "It's a Secret to Everybody", previous: null }
    expect(isSigned({ body, signature, at: NOW }, secrets)).toBe(true)
  })

  it('property: holds for that body and that secret, and for nothing that differs by one bit', () => {
    fc.assert(
      fc.property(bytes, fc.string({ minLength: 1 }), fc.nat(), (body, secret, bit) => {
        const signature = signatureOf(body, secret)
        const secrets = { current: secret, previous: null }
        const holds = (given: { body?: Buffer; signature?: string; current?: string }) =>
          isSigned(
            { body: given.body ?? body, signature: given.signature ?? signature, at: NOW },
            { ...secrets, current: given.current ?? secret },
          )
        const digest = Buffer.from(signature.slice('sha256='.length), 'hex')
        expect(holds({})).toBe(true)
        if (body.length > 0) expect(holds({ body: flipped(body, bit) })).toBe(false)
        expect(holds({ body: Buffer.concat([body, Buffer.from('\n')]) })).toBe(false)
        expect(holds({ signature: `sha256=${flipped(digest, bit).toString('hex')}` })).toBe(false)
        expect(holds({ current: `${secret} ` })).toBe(false)
      }),
    )
  })

  it('property: whatever stands in its place is none', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'sha256=', 'sha1=', `sha256=${'0'.repeat(64)}`, `sha256=${'0'.repeat(63)}`),
      fc.string({ minLength: 64, maxLength: 64 }).map((digits) => `sha256=${digits}`),
    )
    fc.assert(
      fc.property(text, (signature) => {
        const body = Buffer.from('{}')
        expect(isSigned({ body, signature, at: NOW }, { current: SECRET, previous: null })).toBe(false)
      }),
    )
  })
})

describe('a secret that is being replaced', () => {
  const OLD = 'the secret before it, which is long enough'
  const secrets = { current: SECRET, previous: { secret: OLD, until: NOW + 60 } }

  it('is taken until its time is over, beside the new one, without a restart', async () => {
    const time = { now: NOW }
    await using door = await openTestDoor(await record(), { secrets, now: () => time.now })
    expect(await post(door.url, { secret: SECRET })).toMatchObject({ status: 202 })
    expect(await post(door.url, { secret: OLD })).toMatchObject({ status: 202 })
    time.now += 60
    expect(await post(door.url, { secret: OLD })).toMatchObject({ status: 401 })
    expect(await post(door.url, { secret: SECRET })).toMatchObject({ status: 202 })
  })
})

describe('what is forged', () => {
  it('property: is not let in, and leaves nothing on record', async () => {
    const store = await record()
    await using door = await openTestDoor(store)
    const before = await inboxOf(store)
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.nat(), async (value, bit) => {
        const body = Buffer.from(JSON.stringify(value))
        const headers = headersOf({ id: randomUUID(), body })
        expect(await post(door.url, { body: flipped(body, bit), headers })).toMatchObject({
          status: 401,
          outcome: 'unsigned',
        })
      }),
      { numRuns: 60 },
    )
    expect(await inboxOf(store)).toEqual(before)
  })
})
