import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/http/limits.ts'
import { headersOf, isOnRecord, openTestDoor, post, sharedRecord } from './servers.ts'

const record = sharedRecord()
const MB = 1024 * 1024

/** Sends text over a connection of its own and hears whatever is said until it is closed from the other side. */
async function say(url: string, texts: readonly (string | Buffer)[], { ends = false } = {}): Promise<string> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  let heard = ''
  socket.setEncoding('utf8').on('data', (text) => {
    heard += text
  })
  const closed = new Promise((resolve) => socket.on('close', resolve).on('error', resolve))
  for (const text of texts) socket.write(text)
  if (ends) socket.destroySoon()
  await closed
  return heard
}

function requestOf(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /api/github/webhooks HTTP/1.1\r\nhost: door\r\n${lines.join('')}\r\n`
}

describe('a body', () => {
  it('of 25 MB, the most that GitHub sends, is taken', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    const id = randomUUID()
    const body = JSON.stringify('x'.repeat(LIMITS.bodyBytes - 2))
    expect(await post(server.url, { id, body })).toMatchObject({ status: 202 })
    expect(await isOnRecord(store, id)).toBe(true)
  })

  it('of one byte more is refused by what its header says, before it is sent', async () => {
    await using server = await openTestDoor(await record())
    const length = String(LIMITS.bodyBytes + 1)
    const heard = await say(server.url, [requestOf({ ...headersOf({}), 'content-length': length })])
    expect(heard).toMatch(/^HTTP\/1.1 413 .*"outcome":"too-large"/s)
  })

  it('without end is refused at the first byte too many', async () => {
    await using server = await openTestDoor(await record(), { limits: { bodyBytes: 1000 } })
    const chunk = `1f4\r\n${'x'.repeat(500)}\r\n`
    const head = requestOf({ ...headersOf({}), 'transfer-encoding': 'chunked' })
    const heard = await say(server.url, [head, chunk, chunk, chunk])
    expect(heard).toMatch(/^HTTP\/1.1 413 .*connection: close.*"outcome":"too-large"/is)
    expect(await server.counted('too-large')).toBe(1)
  })

  it('is read as it came: compressed it is refused, however small it is', async () => {
    await using server = await openTestDoor(await record())
    const body = gzipSync(Buffer.alloc(10 * MB, ' '))
    expect(await post(server.url, { body, headers: { 'content-encoding': 'gzip' } })).toMatchObject({
      status: 415,
    })
    expect(await post(server.url, { body })).toMatchObject({ outcome: 'not-json' })
  })

  it('finds no room while others of its size take it all, and small ones still do', async () => {
    const waiting = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const store = await record()
    const slow: typeof store = {
      ...store,
      storeDelivery: async (delivery) => {
        if (delivery.type === 'push') {
          arrived.resolve()
          await waiting.promise
        }
        return store.storeDelivery(delivery)
      },
    }
    await using server = await openTestDoor(slow, { limits: { smallBytes: 1000, largeBytes: 5000 } })
    const large = JSON.stringify('x'.repeat(3000))

    const first = post(server.url, { event: 'push', body: large })
    await arrived.promise
    expect(await post(server.url, { body: large })).toMatchObject({ status: 503, outcome: 'no-room' })
    expect(await post(server.url)).toMatchObject({ status: 202 })

    waiting.resolve()
    expect(await first).toMatchObject({ status: 202 })
    expect(await post(server.url, { body: large })).toMatchObject({ status: 202 })
  })

  it('that ends half-way leaves nothing, and gives its room back', async () => {
    await using server = await openTestDoor(await record(), { limits: { smallBytes: 10, largeBytes: 600 } })
    const head = requestOf({ ...headersOf({}), 'content-length': '1000' })
    await say(server.url, [head, 'x'.repeat(500)], { ends: true })
    await expect.poll(() => server.counted('gone')).toBe(1)
    expect(await post(server.url, { body: JSON.stringify('x'.repeat(500)) })).toMatchObject({ status: 202 })
  })

  it('of 20 MB that nobody signed leaves one line in the log, with nothing of it', async () => {
    await using server = await openTestDoor(await record())
    const body = Buffer.alloc(20 * MB, 'canary ')
    expect(await post(server.url, { body, secret: 'wrong' })).toMatchObject({ status: 401 })
    expect(server.lines).toHaveLength(1)
    expect(server.lines.join('')).not.toContain('canary')
    expect(server.lines.join('').length).toBeLessThan(300)
  })
})

describe('who sends slowly', () => {
  const limits = { headersMs: 150, requestMs: 300 }

  it('says nothing: the line is closed', async () => {
    await using server = await openTestDoor(await record(), { limits })
    expect(await say(server.url, [])).toMatch(/^(HTTP\/1.1 408 |$)/)
  })

  it('does not end the headers: the line is closed', async () => {
    await using server = await openTestDoor(await record(), { limits })
    const heard = await say(server.url, ['POST /api/github/webhooks HTTP/1.1\r\nhost: door\r\nx-a: '])
    expect(heard).toMatch(/^HTTP\/1.1 408 /)
  })

  it('does not end the body: the line is closed, and the door is open for others', async () => {
    await using server = await openTestDoor(await record(), { limits })
    const heard = await say(server.url, [requestOf({ ...headersOf({}), 'content-length': '1000' }), '{'])
    expect(heard).toMatch(/^HTTP\/1.1 408 /)
    expect(await post(server.url)).toMatchObject({ status: 202 })
  })
})

describe('what is no HTTP', () => {
  it.each([
    ['nonsense', '\u0000\u0001\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: door\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['two lengths', requestOf({ 'content-length': '1', 'Content-Length': '2' })],
    ['a length and chunks', requestOf({ 'content-length': '1', 'transfer-encoding': 'chunked' })],
  ])('%s is refused without a word of it, and the door stays open', async (_, text) => {
    await using server = await openTestDoor(await record())
    expect(await say(server.url, [text])).toMatch(/^HTTP\/1.1 4\d\d [\w ]+\r\nConnection: close\r\n\r\n$/)
    expect(await post(server.url)).toMatchObject({ status: 202 })
  })
})
