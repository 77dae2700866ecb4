import { Buffer } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type FaultKind, takeFault } from '../faults.ts'
import { pass } from '../tap.ts'
import type { World } from '../world.ts'
import type { ApiAnswer } from './answer.ts'
import { authenticate, parseToken } from './authenticate.ts'
import { matchRoute } from './match.ts'
import { redirect, resolvePathByName } from './moved.ts'
import { cutPage } from './pages.ts'
import { ApiProblem, createNotFound } from './problem.ts'
import { createRateHeaders, getRateStanding, spendCall } from './rate-limit.ts'
import type { ApiRoute } from './route.ts'

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
type Aside = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>

const LARGEST_BODY = 100 * 1024 * 1024
const REMEMBERED = 500

/** GitHub's HTTP: the API's routes, and beside them git. */
export function serveGitHub(world: World, routes: readonly ApiRoute[], aside: Aside): Server {
  const lately = new Map<string, Reply>()
  return createServer(async (incoming, response) => {
    try {
      const url = new URL(incoming.url ?? '/', world.origin.url)
      if (await aside(incoming, response, url)) return
      const request = {
        method: incoming.method ?? '',
        url,
        headers: incoming.headers,
        body: await readBody(incoming),
      }
      const reply = await replyTo({ world, routes, lately }, request)
      if (reply === 'lost') incoming.socket.destroy()
      else send(world, response, reply)
    } catch (error) {
      send(world, response, replyProblem(world, error))
    }
  })
}

interface Desk {
  readonly world: World
  readonly routes: readonly ApiRoute[]
  /** What reads were answered last, for reads that lag behind. */
  readonly lately: Map<string, Reply>
}

async function replyTo(desk: Desk, request: Request): Promise<Reply | 'lost'> {
  const { world } = desk
  const token = parseToken(request.headers.authorization)
  const reply = await attemptCall(desk, request, token).catch((error: unknown) => replyProblem(world, error))
  if (reply === 'lost') return reply
  const known = token === undefined || world.tokens.has(token) || token.includes('.')
  return known
    ? { ...reply, headers: { ...createRateHeaders(getRateStanding(world, token)), ...reply.headers } }
    : reply
}

async function attemptCall(desk: Desk, request: Request, token: string | undefined): Promise<Reply | 'lost'> {
  const { world } = desk
  const match = matchRoute(desk.routes, request.method, resolvePathByName(world, request.url.pathname))
  if (!match) throw createNotFound()
  const caller = authenticate(world, token)
  redirect(world, request)
  if (match.route.call !== 'rate-limit/get') spendCall(world, token)

  const { call } = match.route
  const passing = { call, method: request.method, path: request.url.pathname, caller, body: request.body }
  if ((await pass(world.taps, { when: 'before', ...passing })) === 'breaks') return 'lost'
  const fault = takeFault(world.faults, call)
  if (fault) await sufferFault(world, fault, { token, body: request.body })
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
  if (request.method !== 'GET') world.ticks.tick()
  if ((await pass(world.taps, { when: 'after', ...passing })) === 'breaks') return 'lost'
  if (fault?.kind === 'reply-lost') return 'lost'
  if (fault?.kind === 'lag') return replyLagging(desk, key, { answer, url: request.url })
  const reply = writeReply(answer, request.url)
  return request.method === 'GET' ? addEtag(desk, { key, request, token }, reply) : reply
}

/** What happens before a call in trouble is worked, if it is. */
async function sufferFault(
  world: World,
  fault: FaultKind,
  { token, body }: { readonly token: string | undefined; readonly body: Request['body'] },
): Promise<void> {
  switch (fault.kind) {
    case 'echoed':
      throw new ApiProblem(fault.status, `Validation Failed: ${body.toString()}`)
    case 'broken':
      throw new ApiProblem(fault.status, 'Server Error')
    case 'secondary-limit':
      throw new ApiProblem(
        403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        { headers: { 'retry-after': String(fault.retryAfterSeconds) } },
      )
    case 'expired':
      world.tokens.delete(token ?? '')
      throw new ApiProblem(401, 'Bad credentials')
    case 'overtaken':
      await fault.by()
      return
    case 'lag':
    case 'reply-lost':
      return
  }
}

/** A read that lags: as it was answered last; of what was never read, a list is empty and a thing is not there. */
function replyLagging(
  { lately }: Desk,
  key: string,
  { answer, url }: { answer: ApiAnswer; url: URL },
): Reply {
  const before = lately.get(key)
  if (before) return before
  if (answer.kind !== 'list') throw createNotFound()
  return writeReply({ ...answer, items: [] }, url)
}

function writeReply(answer: ApiAnswer, url: URL): Reply {
  switch (answer.kind) {
    case 'empty':
      return { status: answer.status, headers: {}, body: Buffer.alloc(0) }
    case 'json':
      return replyJson(answer.status, answer.body)
    case 'bytes':
      return { status: 200, headers: { 'content-type': answer.type }, body: answer.bytes }
    case 'list': {
      const { items, link } = cutPage(answer.items, url, answer.by)
      const { under, beside } = answer
      const body = under === null ? items : { total_count: answer.items.length, ...beside, [under]: items }
      return replyJson(200, body, link === undefined ? {} : { link })
    }
  }
}

function replyJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { status, headers: { ...type, ...headers }, body: Buffer.from(JSON.stringify(body)) }
}

/** Marks a read with its ETag. Who has it already gets a 304, which costs no call of the hour. */
function addEtag(
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
  getRateStanding(world, token, -1)
  return { status: 304, headers: { etag }, body: Buffer.alloc(0) }
}

function replyProblem(world: World, error: unknown): Reply {
  const problem = error instanceof ApiProblem ? error : new ApiProblem(500, `Server Error: ${String(error)}`)
  const { status, message, errors, headers } = problem
  const documentation_url = `${world.origin.url}/docs`
  return replyJson(
    status,
    { message, ...(errors ? { errors } : {}), documentation_url, status: String(status) },
    headers,
  )
}

/** The Date is the world's: clients fix their clock by it. */
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

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > LARGEST_BODY) throw new ApiProblem(413, 'Payload too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
