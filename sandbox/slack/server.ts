import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Answers } from './answers.ts'
import { playCall, type SlackCallContext } from './calls.ts'
import type { SlackFaultKind, SlackFaults } from './faults.ts'
import type { SlackFields } from './workspace.ts'

/** What the front works with. */
interface Desk {
  readonly scene: SlackCallContext
  readonly faults: SlackFaults
  readonly answers: Answers
  readonly sees: (request: SeenRequest) => void
}

/** A request as it came in. */
export interface SeenRequest {
  readonly path: string
  readonly body: string
}

/** An answer as it goes over the wire; `lost` breaks the connection instead of it. */
type Reply =
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: SlackFields
      readonly retryAfter: number | null
    }
  | { readonly kind: 'lost' }

/** Slack's HTTP as an App sees it: the API's methods, and the addresses for answers to what people did. */
export function serveSlack(desk: Desk): Server {
  return createServer(async (request, response) => {
    if (!isForUs(request)) return send(request, response, replyJson({ ok: false, error: 'not_found' }, 421))
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const body = await readBody(request)
    desk.sees({ path: request.url ?? '/', body })
    send(request, response, await replyTo(desk, { pathname, headers: request.headers, body }))
  })
}

/** By no other name: a page whose own name leads to this machine is none of ours. */
function isForUs({ headers, socket }: IncomingMessage): boolean {
  return headers.host === `127.0.0.1:${socket.localPort}` && headers.origin === undefined
}

interface Request {
  readonly pathname: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function replyTo({ scene: scope, faults, answers }: Desk, request: Request): Promise<Reply> {
  const [, place, name = ''] = request.pathname.split('/')
  if (place !== 'api' && place !== 'answers') return replyJson({ ok: false, error: 'not_found' }, 404)
  const fault = faults.meet(place === 'api' ? name : 'answer')
  const instead = fault ? replyInstead(fault) : null
  if (instead) return instead
  const reply = place === 'api' ? await handleCall(scope, name, request) : answers.take(name, request.body)
  return fault?.kind === 'reply-lost' ? { kind: 'lost' } : replyJson(reply.body, reply.status)
}

/** What is answered without anything being done; null where it is done. */
function replyInstead(fault: SlackFaultKind): Reply | null {
  switch (fault.kind) {
    case 'unreachable':
      return { kind: 'lost' }
    case 'broken':
      return replyJson({ ok: false, error: 'internal_error' }, fault.status)
    case 'limited':
      return {
        ...{ kind: 'json', status: 429, body: { ok: false, error: 'ratelimited' } },
        retryAfter: fault.retryAfterSeconds,
      }
    case 'refused':
      return replyJson({ ok: false, error: fault.error })
    case 'reply-lost':
      return null
  }
}

async function handleCall(scope: SlackCallContext, method: string, { headers, body }: Request) {
  const { workspace } = scope
  if (headers.authorization !== `Bearer ${workspace.app.token}`) {
    return { status: 200, body: { ok: false, error: 'invalid_auth' } }
  }
  const type = headers['content-type'] ?? 'application/x-www-form-urlencoded'
  const on = new Headers({ authorization: headers.authorization, 'content-type': type })
  const given = Object.fromEntries(new URLSearchParams(body))
  const pass = () => workspace.pass(method, on, body)
  return { status: 200, body: await playCall(scope, { method, given, pass }) }
}

function replyJson(body: SlackFields, status = 200): Reply {
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
