import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Answers } from './answers.ts'
import { play, type Scene } from './calls.ts'
import type { Faults, Trouble } from './faults.ts'
import type { Given } from './workspace.ts'

/** What the front works with. */
export interface Desk {
  readonly scene: Scene
  readonly faults: Faults
  readonly answers: Answers
}

/** An answer as it goes over the wire; `lost` breaks the connection in place of it. */
type Reply =
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: Given
      readonly retryAfter: number | null
    }
  | { readonly kind: 'lost' }

/** Slack's HTTP as an App sees it: the API's methods, and the addresses for answers to what people did. */
export function serve(desk: Desk): Server {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const body = await bodyOf(request)
    send(request, response, await replyTo(desk, { pathname, headers: request.headers, body }))
  })
}

interface Request {
  readonly pathname: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function replyTo({ scene, faults, answers }: Desk, request: Request): Promise<Reply> {
  const [, place, name = ''] = request.pathname.split('/')
  if (place !== 'api' && place !== 'answers') return json({ ok: false, error: 'not_found' }, 404)
  const trouble = faults.meet(place === 'api' ? name : 'answer')
  const instead = trouble ? insteadOf(trouble) : null
  if (instead) return instead
  const reply = place === 'api' ? await call(scene, name, request) : answers.take(name, request.body)
  return trouble?.kind === 'reply-lost' ? { kind: 'lost' } : json(reply.body, reply.status)
}

/** What is answered without anything being done; null where it is done. */
function insteadOf(trouble: Trouble): Reply | null {
  switch (trouble.kind) {
    case 'unreachable':
      return { kind: 'lost' }
    case 'broken':
      return json({ ok: false, error: 'internal_error' }, trouble.status)
    case 'limited':
      return {
        ...{ kind: 'json', status: 429, body: { ok: false, error: 'ratelimited' } },
        retryAfter: trouble.retryAfterSeconds,
      }
    case 'refused':
      return json({ ok: false, error: trouble.error })
    case 'reply-lost':
      return null
  }
}

async function call(scene: Scene, method: string, { headers, body }: Request) {
  const { workspace } = scene
  if (headers.authorization !== `Bearer ${workspace.app.token}`) {
    return { status: 200, body: { ok: false, error: 'invalid_auth' } }
  }
  const type = headers['content-type'] ?? 'application/x-www-form-urlencoded'
  const on = new Headers({ authorization: headers.authorization, 'content-type': type })
  const given = Object.fromEntries(new URLSearchParams(body))
  const pass = () => workspace.pass(method, on, body)
  return { status: 200, body: await play(scene, { method, given, pass }) }
}

function json(body: Given, status = 200): Reply {
  return { kind: 'json', status, body, retryAfter: null }
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'lost') {
    request.socket.destroy()
    return
  }
  const retry = reply.retryAfter === null ? {} : { 'retry-after': String(reply.retryAfter) }
  response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...retry })
  response.end(JSON.stringify(reply.body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
