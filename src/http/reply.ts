import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** For so long the rest of a refused body is read and let go, so that whoever sends it gets to read the answer. */
const LINGER_MS = 1_000

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** What is sent in place of `text`, where that isn't text. */
  readonly bytes?: Uint8Array
  /** What is sent piece by piece in place of `text`; it is ended when the other side goes away. */
  readonly stream?: AsyncIterable<string>
  /** Besides those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers JSON. */
export function replyJson(status: number, value: unknown): Reply {
  return { status, contentType: 'application/json; charset=utf-8', text: `${JSON.stringify(value)}\n` }
}

/** Sends an answer. A connection whose request was not read to its end is of no further use, and closed. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.stream) {
    void streamReply(request, response, { ...reply, stream: reply.stream })
    return
  }
  const { status, contentType } = reply
  const body = reply.bytes ?? reply.text
  const headers = {
    ...reply.headers,
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (request.complete) {
    response.writeHead(status, headers).end(body)
    return
  }
  response.writeHead(status, { ...headers, connection: 'close' }).write(body)
  const hangUp = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(hangUp, LINGER_MS)
  request.once('end', hangUp).once('close', hangUp).resume()
}

/** Sends piece by piece, no faster than the other side reads. A connection that breaks ends the stream, and nothing else. */
async function streamReply(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, headers, stream }: Reply & { readonly stream: AsyncIterable<string> },
): Promise<void> {
  response.writeHead(status, {
    ...headers,
    'content-type': contentType,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  response.flushHeaders()
  await pipeline(Readable.from(stream), response).catch(() => response.destroy())
}
