import type { IncomingMessage, ServerResponse } from 'node:http'

/** For so long the rest of a refused body is read and let go, so that whoever sends it gets to read the answer. */
const LINGER_MS = 1_000

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** Besides those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers JSON. */
export function replyJson(status: number, value: unknown): Reply {
  return { status, contentType: 'application/json; charset=utf-8', text: `${JSON.stringify(value)}\n` }
}

/** Sends an answer. A connection whose request was not read to its end is of no further use, and closed. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, contentType, text } = reply
  const headers = {
    ...reply.headers,
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (request.complete) {
    response.writeHead(status, headers).end(text)
    return
  }
  response.writeHead(status, { ...headers, connection: 'close' }).write(text)
  const hangUp = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(hangUp, LINGER_MS)
  request.once('end', hangUp).once('close', hangUp).resume()
}
