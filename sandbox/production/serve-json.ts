import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** One call of an HTTP API. */
export interface JsonCall {
  readonly method: string
  /** Without its query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface JsonAnswer {
  readonly status: number
  readonly json: object
}

export interface JsonServer {
  /** `http://127.0.0.1:4000` */
  readonly url: string
  readonly close: () => Promise<void>
}

const LARGEST_BODY = 1_000_000

/** Serves JSON on this machine alone. Answers have the date of the world, as real servers have theirs. */
export async function serveJson(
  now: () => number,
  answer: (call: JsonCall) => JsonAnswer,
): Promise<JsonServer> {
  const server = createServer((request, response) => {
    answerCall(request, response, { now, answer }).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  { now, answer }: { readonly now: () => number; readonly answer: (call: JsonCall) => JsonAnswer },
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox')
  const body = await readBody(request)
  const { status, json } = answer({
    ...{ method: request.method ?? 'GET', path: pathname, query: searchParams },
    ...{ headers: request.headers, body },
  })
  const date = new Date(now()).toUTCString()
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', date })
  response.end(JSON.stringify(json))
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > LARGEST_BODY) throw new Error('A body is too large.')
  }
  return text
}
