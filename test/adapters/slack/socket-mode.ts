import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Slack's end of Socket Mode: `apps.connections.open`, and a WebSocket over which it hands things out. */
export interface SocketMode {
  /** What the App's client is to call for its connection; all else is passed on to another Slack. */
  readonly apiUrl: string
  /** What is posted there goes out in an envelope, and is answered by what that is acknowledged with. */
  readonly postUrl: string
  /** Resolves when there is a connection, and the App was greeted. */
  connected(): Promise<void>
  /** Ends the connection, as Slack does now and then. */
  recycles(): void
  close(): Promise<void>
}

interface Envelope {
  readonly type: 'interactive' | 'slash_commands' | 'events_api'
  /** The same for what comes again. */
  readonly envelope_id: string
  readonly payload: unknown
}

/** @param on the API of the Slack that plays all else */
export async function openSocketMode(on: string): Promise<SocketMode> {
  const acks = new Map<string, (payload: unknown) => void>()
  let socket: Duplex | null = null
  let greeted: () => void = () => undefined
  let greeting = new Promise<void>((resolve) => {
    greeted = resolve
  })
  const sends = (envelope: Envelope) =>
    new Promise<unknown>((resolve) => {
      acks.set(envelope.envelope_id, resolve)
      socket?.write(frame(JSON.stringify({ ...envelope, accepts_response_payload: true })))
    })
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    response.setHeader('content-type', 'application/json')
    if (request.url?.endsWith('/apps.connections.open')) {
      const url = `ws://${request.headers.host}/link`
      response.end(JSON.stringify({ ok: true, url }))
      return
    }
    if (request.url === '/posted') {
      const said = await sends(envelopeOf(request, body))
      response.end(JSON.stringify(said) === '{}' ? '' : JSON.stringify(said))
      return
    }
    const headers = {
      authorization: request.headers.authorization ?? '',
      'content-type': request.headers['content-type'] ?? '',
    }
    const answer = await fetch(new URL(request.url?.replace('/api/', '') ?? '', on), {
      method: 'POST',
      headers,
      body,
    })
    response.end(await answer.text())
  })
  server.on('upgrade', (request: IncomingMessage, link: Duplex) => {
    link.write(handshake(request.headers['sec-websocket-key'] ?? ''))
    socket = link
    link.on('error', () => undefined)
    link.on('data', (chunk: Buffer) => {
      for (const { opcode, text } of framesIn(chunk)) {
        if (opcode === CLOSING) link.end(Buffer.from([0x80 | CLOSING, 0]))
        if (opcode !== TEXT) continue
        const { envelope_id: id, payload } = JSON.parse(text)
        acks.get(id)?.(payload)
      }
    })
    link.write(frame(JSON.stringify({ type: 'hello', num_connections: 1 })))
    greeted()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = Object(server.address())
  return {
    apiUrl: `http://127.0.0.1:${address.port}/api/`,
    postUrl: `http://127.0.0.1:${address.port}/posted`,
    connected: () => greeting,
    recycles() {
      greeting = new Promise((resolve) => {
        greeted = resolve
      })
      socket?.write(frame(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })))
    },
    async close() {
      socket?.destroy()
      server.close()
      server.closeAllConnections()
    },
  }
}

function envelopeOf({ headers }: IncomingMessage, body: string): Envelope {
  const id = String(headers['x-slack-signature'])
  if (headers['content-type'] === 'application/json') {
    return { type: 'events_api', envelope_id: id, payload: JSON.parse(body) }
  }
  const fields = new URLSearchParams(body)
  const payload = fields.get('payload')
  return payload === null
    ? { type: 'slash_commands', envelope_id: id, payload: Object.fromEntries(fields) }
    : { type: 'interactive', envelope_id: id, payload: JSON.parse(payload) }
}

/** RFC 6455, section 4.2.2. */
function handshake(key: string): string {
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** A text in one frame (RFC 6455, section 5.2); a server masks nothing. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, 0, 0])
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}

const TEXT = 1
const CLOSING = 8

/** The frames in a chunk; a client masks each. */
function framesIn(chunk: Buffer) {
  const frames: { readonly opcode: number; readonly text: string }[] = []
  let at = 0
  while (at + 2 <= chunk.length) {
    const opcode = chunk.readUInt8(at) & 0x0f
    const short = chunk.readUInt8(at + 1) & 0x7f
    const isLong = short === 126
    const length = isLong ? chunk.readUInt16BE(at + 2) : short
    const from = at + (isLong ? 4 : 2)
    const mask = chunk.subarray(from, from + 4)
    const data = chunk.subarray(from + 4, from + 4 + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0))
    frames.push({ opcode, text: Buffer.from(data).toString() })
    at = from + 4 + length
  }
  return frames
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
