import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { openWebhookProxy } from '../../../src/app/webhook-proxy.ts'
import { WEBHOOK_PATH } from '../../../src/http/routes.ts'
import { openLog } from '../../../src/logging/log.ts'
import { openRedactor } from '../../../src/logging/redact.ts'
import { headersOf, isOnRecord, openTestDoor, sharedRecord } from '../../http/servers.ts'

const record = sharedRecord()

/** A smee channel on this machine: whoever listens is sent each delivery as an event. */
async function openChannel() {
  const listeners: ServerResponse[] = []
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: ready\ndata: {}\n\n')
    listeners.push(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    isHeard: () => listeners.length > 0,
    url: `http://127.0.0.1:${port}/channel`,
    send: (delivery: object) => {
      for (const one of listeners) one.write(`data: ${JSON.stringify(delivery)}\n\n`)
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('a smee channel', () => {
  it('brings deliveries in, which are checked as any others', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    await using channel = await openChannel()
    const log = openLog({ level: 'silent', destination: { write: () => 0 }, redactor: openRedactor([]) })
    const proxy = await openWebhookProxy({ source: channel.url, target: server.url + WEBHOOK_PATH, log })
    const [id, forged] = [randomUUID(), randomUUID()]
    const body = { action: 'opened' }
    const text = JSON.stringify(body)

    await vi.waitFor(() => expect(channel.isHeard()).toBe(true))
    channel.send({ ...headersOf({ id: forged, body: text, secret: 'another one' }), body })
    channel.send({ ...headersOf({ id, body: text }), body })

    await vi.waitFor(async () => expect(await isOnRecord(store, id)).toBe(true), { timeout: 10_000 })
    expect(await server.counted('unsigned')).toBe(1)
    expect(await isOnRecord(store, forged)).toBe(false)
    await proxy.close()
  })

  it('that cannot be reached is told in the log, and keeps nobody from starting', async () => {
    const lines: string[] = []
    const destination = { write: (line: string) => lines.push(line) }
    const log = openLog({ level: 'info', destination, redactor: openRedactor([]) })
    const source = 'http://127.0.0.1:9/channel'
    const proxy = await openWebhookProxy({ source, target: `http://127.0.0.1:9${WEBHOOK_PATH}`, log })
    await vi.waitFor(() => expect(lines.join('')).toContain("Can't reach the webhook proxy"))
    await proxy.close()
  })
})
