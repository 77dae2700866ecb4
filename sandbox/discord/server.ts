import { Buffer } from 'node:buffer'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DiscordFaultKind, DiscordFaults } from './faults.ts'
import { GATEWAY_PATH, openGateway } from './gateway.ts'
import { DiscordProblem, problems } from './problem.ts'
import { DISCORD_ROUTES, type DiscordRoute } from './routes.ts'
import type { DiscordState } from './state.ts'

const API = '/api/v10'
/** Discord's own limit of messages to one channel. */
const POSTS = { most: 5, withinMs: 5_000 }
const LARGEST_BODY = 1_000_000

interface Serving {
  /** Where the API is: `http://127.0.0.1:4400/api`. */
  readonly url: string
  readonly close: () => Promise<void>
}

interface Desk {
  readonly discord: DiscordState
  readonly faults: DiscordFaults
  readonly sees: (request: { readonly path: string; readonly body: string }) => void
  /** When something was posted in a channel last, milliseconds since 1970. */
  readonly posts: Map<string, number[]>
}

/** Answers as Discord's REST API, on this machine alone. */
export async function serveDiscord(
  discord: DiscordState,
  faults: DiscordFaults,
  { port, sees }: Pick<Desk, 'sees'> & { readonly port: number },
): Promise<Serving> {
  const desk: Desk = { discord, faults, sees, posts: new Map() }
  const server = createServer((incoming, response) => {
    answerRequest(desk, incoming, response).catch(() => response.destroy())
  })
  const endGateway = openGateway(discord, server, faults)
  await waitUntilListening(server, port)
  const host = `127.0.0.1:${getPort(server.address())}`
  discord.gatewayUrl = `ws://${host}${GATEWAY_PATH}`
  return {
    url: `http://${host}/api`,
    close: () =>
      new Promise((resolve) => {
        endGateway()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function waitUntilListening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function getPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}

async function answerRequest(desk: Desk, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readText(incoming)
  const json = parseJson(text)
  desk.sees({ path: incoming.url ?? '/', body: text })
  if (desk.faults.isDown()) {
    incoming.socket.destroy()
    return
  }
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const found = routeOf(incoming.method ?? 'GET', url.pathname)
  const fault = found && desk.faults.meet(`${found.route.method} ${found.route.path}`)
  try {
    if (fault) sufferFault(fault)
    if (!found) throw problems.notFound()
    spendCall(desk, found)
    const { authorization = null } = incoming.headers
    const { discord } = desk
    const body = found.route.answer({
      discord,
      params: found.params,
      query: url.searchParams,
      json,
      authorization,
    })
    if (fault?.kind === 'reply-lost') incoming.socket.destroy()
    else send(response, body === undefined ? 204 : 200, body)
  } catch (error) {
    refuse(response, error)
  }
}

/** Discord's 429: https://discord.com/developers/docs/topics/rate-limits */
class TooFast extends Error {
  readonly retryAfter: number
  readonly isGlobal: boolean

  constructor(retryAfter: number, isGlobal: boolean) {
    super('You are being rate limited.')
    this.retryAfter = retryAfter
    this.isGlobal = isGlobal
  }
}

function sufferFault(fault: DiscordFaultKind): void {
  if (fault.kind === 'broken') throw new DiscordProblem(fault.status, 0, `${fault.status}: Server Error`)
  if (fault.kind === 'rate-limit') throw new TooFast(fault.retryAfterSeconds, fault.global ?? false)
}

/** Counts what is posted to a channel. */
function spendCall({ discord, posts }: Desk, { route, params }: Found): void {
  const channel = params['channel'] ?? params['webhook']
  if (route.method !== 'POST' || channel === undefined) return
  const now = discord.now()
  const recent = (posts.get(channel) ?? []).filter((at) => at > now - POSTS.withinMs)
  const [oldest = now] = recent
  if (recent.length >= POSTS.most) throw new TooFast((oldest + POSTS.withinMs - now) / 1000, false)
  posts.set(channel, [...recent, now])
}

interface Found {
  readonly route: DiscordRoute
  readonly params: Readonly<Record<string, string>>
}

function routeOf(method: string, path: string): Found | null {
  const parts = path.startsWith(`${API}/`) ? path.slice(API.length).split('/') : []
  for (const route of DISCORD_ROUTES) {
    const wanted = route.path.split('/')
    if (route.method !== method || wanted.length !== parts.length) continue
    const pairs = wanted.map((want, at) => ({ want, has: parts[at] ?? '' }))
    if (!pairs.every(({ want, has }) => want === has || (want.startsWith('{') && has !== ''))) continue
    const named = pairs.filter(({ want }) => want.startsWith('{'))
    return { route, params: Object.fromEntries(named.map(({ want, has }) => [want.slice(1, -1), has])) }
  }
  return null
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof TooFast) {
    const { message, retryAfter, isGlobal } = error
    const headers = {
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    }
    send(response, 429, { message, retry_after: retryAfter, global: isGlobal }, headers)
    return
  }
  const problem =
    error instanceof DiscordProblem ? error : new DiscordProblem(500, 0, `500: ${String(error)}`)
  const { status, code, message, errors } = problem
  send(response, status, { message, code, ...(errors === undefined ? {} : { errors }) })
}

/** An answer without a body has no type either. */
function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > LARGEST_BODY) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
