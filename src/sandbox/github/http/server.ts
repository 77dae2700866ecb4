import { Buffer } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { meetTrouble, type Trouble } from '../faults.ts'
import { pass } from '../tap.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'
import { authenticate, tokenOf } from './authenticate.ts'
import { matchRoute } from './match.ts'
import { leadOn, pathByName } from './moved.ts'
import { cutPage } from './pages.ts'
import { notFound, Problem } from './problem.ts'
import { rateHeaders, spend, standing } from './rate-limit.ts'
import type { Route } from './route.ts'

/** An answer as it goes over the wire. */
interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A request that was read to its end. */
interface Request {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Serves what is no API call (git), and says whether it did. */
export type Aside = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>

const LARGEST_BODY = 100 * 1024 * 1024
const REMEMBERED = 500

/** GitHub's HTTP: the API's routes, and beside them git. */
export function serve(world: World, routes: readonly Route[], aside: Aside): Server {
  const lately = new Map<string, Reply>()
  return createServer(async (incoming, response) => {
    try {
      const url = new URL(incoming.url ?? '/', world.origin.url)
      if (await aside(incoming, response, url)) return
      const request = {
        method: incoming.method ?? '',
        url,
        headers: incoming.headers,
        body: await bodyOf(incoming),
      }
      const reply = await replyTo({ world, routes, lately }, request)
      if (reply === 'lost') incoming.socket.destroy()
      else send(world, response, reply)
    } catch (error) {
      send(world, response, problemReply(world, error))
    }
  })
}

interface Desk {
  readonly world: World
  readonly routes: readonly Route[]
  /** What reads were answered last, for reads that lag behind. */
  readonly lately: Map<string, Reply>
}

async function replyTo(desk: Desk, request: Request): Promise<Reply | 'lost'> {
  const { world } = desk
  const token = tokenOf(request.headers.authorization)
  const reply = await attempt(desk, request, token).catch((error: unknown) => problemReply(world, error))
  if (reply === 'lost') return reply
  const known = token === undefined || world.tokens.has(token) || token.includes('.')
  return known ? { ...reply, headers: { ...rateHeaders(standing(world, token)), ...reply.headers } } : reply
}

async function attempt(desk: Desk, request: Request, token: string | undefined): Promise<Reply | 'lost'> {
  const { world } = desk
  const match = matchRoute(desk.routes, request.method, pathByName(world, request.url.pathname))
  if (!match) throw notFound()
  const caller = authenticate(world, token)
  leadOn(world, request)
  if (match.route.call !== 'rate-limit/get') spend(world, token)

  const { call } = match.route
  const passing = { call, method: request.method, path: request.url.pathname, caller, body: request.body }
  if ((await pass(world.taps, { when: 'before', ...passing })) === 'breaks') return 'lost'
  const trouble = meetTrouble(world.faults, call)
  if (trouble) await suffer(world, trouble, token)
  const key = `${token} ${request.url.href}`
  const answer = await match.route.answer({
    world,
    caller,
    params: match.params,
    query: request.url.searchParams,
    body: request.body,
    contentType: request.headers['content-type'] ?? '',
    accept: request.headers.accept ?? '',
  })
  if (request.method !== 'GET') world.pulse.beat()
  if ((await pass(world.taps, { when: 'after', ...passing })) === 'breaks') return 'lost'
  if (trouble?.kind === 'reply-lost') return 'lost'
  if (trouble?.kind === 'lag') return lagging(desk, key, { answer, url: request.url })
  const reply = written(answer, request.url)
  return request.method === 'GET' ? tagged(desk, { key, request, token }, reply) : reply
}

/** What happens before a call in trouble is worked, if it is. */
async function suffer(world: World, trouble: Trouble, token: string | undefined): Promise<void> {
  switch (trouble.kind) {
    case 'broken':
      throw new Problem(trouble.status, 'Server Error')
    case 'secondary-limit':
      throw new Problem(
        403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        { headers: { 'retry-after': String(trouble.retryAfterSeconds) } },
      )
    case 'expired':
      world.tokens.delete(token ?? '')
      throw new Problem(401, 'Bad credentials')
    case 'overtaken':
      await trouble.by()
      return
    case 'lag':
    case 'reply-lost':
      return
  }
}

/** A read that lags: as it was answered last; of what was never read, a list is empty and a thing is not there. */
function lagging({ lately }: Desk, key: string, { answer, url }: { answer: Answer; url: URL }): Reply {
  const before = lately.get(key)
  if (before) return before
  if (answer.kind !== 'list') throw notFound()
  return written({ ...answer, items: [] }, url)
}

function written(answer: Answer, url: URL): Reply {
  switch (answer.kind) {
    case 'empty':
      return { status: answer.status, headers: {}, body: Buffer.alloc(0) }
    case 'json':
      return json(answer.status, answer.body)
    case 'bytes':
      return { status: 200, headers: { 'content-type': answer.type }, body: answer.bytes }
    case 'list': {
      const { items, link } = cutPage(answer.items, url, answer.by)
      const { under, beside } = answer
      const body = under === null ? items : { total_count: answer.items.length, ...beside, [under]: items }
      return json(200, body, link === undefined ? {} : { link })
    }
  }
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { status, headers: { ...type, ...headers }, body: Buffer.from(JSON.stringify(body)) }
}

/** Marks a read with its ETag. Who has it already gets a 304, which costs no call of the hour. */
function tagged(
  { world, lately }: Desk,
  {
    key,
    request,
    token,
  }: { readonly key: string; readonly request: Request; readonly token: string | undefined },
  reply: Reply,
): Reply {
  const etag = `"${createHash('sha256').update(reply.body).digest('hex')}"`
  const whole = { ...reply, headers: { ...reply.headers, etag } }
  lately.delete(key)
  lately.set(key, whole)
  for (const [oldest] of lately) if (lately.size > REMEMBERED) lately.delete(oldest)
  if (request.headers['if-none-match']?.replace(/^W\//, '') !== etag) return whole
  standing(world, token, -1)
  return { status: 304, headers: { etag }, body: Buffer.alloc(0) }
}

function problemReply(world: World, error: unknown): Reply {
  const problem = error instanceof Problem ? error : new Problem(500, `Server Error: ${String(error)}`)
  const { status, message, errors, headers } = problem
  const documentation_url = `${world.origin.url}/docs`
  return json(
    status,
    { message, ...(errors ? { errors } : {}), documentation_url, status: String(status) },
    headers,
  )
}

/** The Date is the world's: clients mend their clock by it. */
function send(world: World, response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, {
    date: new Date(world.now()).toUTCString(),
    'x-github-request-id': randomUUID(),
    'x-github-media-type': 'github.v3; format=json',
    'content-length': body.length,
    ...headers,
  })
  response.end(status === 204 || status === 304 ? undefined : body)
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > LARGEST_BODY) throw new Problem(413, 'Payload too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
