import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type ServerOptions } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Refused } from '../release/refusal.ts'
import type { RunningSpan, SpanOptions } from '../tracing/tracing.ts'
import { LIMITS, type Limits } from './limits.ts'
import { type Reply, replyJson, sendReply } from './reply.ts'
import type { HttpCall, HttpRoute } from './route.ts'
import { createRouter, type MatchedRoute } from './router.ts'
import { createRoutes, type HttpDependencies, replyNotFound } from './routes.ts'

export interface HttpServerOptions extends HttpDependencies {
  /** What differs from `LIMITS`. */
  readonly limits?: Partial<Limits>
}

/** The door, through which all comes in that others send. */
export interface HttpServer {
  /**
   * @returns where it listens: `http://127.0.0.1:3000`
   * @throws {Refused} when the port is taken, or not for this user
   */
  listen(at: { readonly port: number; readonly host: string }): Promise<string>
  /** Takes nothing new, lets what is on its way end, for so long, and then ends what is left (fault R49). */
  close(milliseconds: number): Promise<void>
}

/** Makes the door. What has no route is answered with 404, and nothing of what broke inside is shown outside. */
export function openHttpServer({ limits: changed, ...behind }: HttpServerOptions): HttpServer {
  const { log, tracing } = behind
  const limits = { ...LIMITS, ...changed }
  const routes = createRoutes(behind, limits)
  const findRoute = createRouter(routes)
  const measure = createMeasurement(behind, routes)
  let closing = false
  const streams = new AbortController()
  const server = createServer(createServerOptions(limits), async (request, response) => {
    const from = performance.now()
    const id = randomUUID()
    const found = findRoute(request)
    const answer = () =>
      answerCall({ request, id, closing: streams.signal, log: log.child({ request: id }) }, found)
    const reply = isTraced(found)
      ? await tracing.runInSpan(describeRequest(id, found), (span) => showStatus(span, answer))
      : await answer()
    response.setHeader('x-request-id', id)
    if (closing) response.setHeader('connection', 'close')
    sendReply(request, response, reply)
    measure({ route: found?.route.name ?? 'none' }, (performance.now() - from) / 1000)
  })
  server.maxConnections = limits.connections
  return {
    listen: (at) => listen(server, at),
    close: (milliseconds) => {
      closing = true
      streams.abort()
      return close(server, milliseconds)
    },
  }
}

function createServerOptions({ headersMs, requestMs, idleMs }: Limits): ServerOptions {
  return {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    // Node looks every 30 seconds by default, and so much longer a slow sender could hold on.
    connectionsCheckingInterval: Math.min(1_000, headersMs, requestMs),
  }
}

function createMeasurement({ metrics }: HttpDependencies, routes: readonly HttpRoute[]) {
  return metrics.createHistogram({
    name: 'release_captain_http_request_duration_seconds',
    help: 'Time from the headers of a request to its answer.',
    labels: { route: [...new Set(routes.map(({ name }) => name)), 'none'] },
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
}

/** What machines ask every few seconds would be most of all traces. */
const UNTRACED: readonly string[] = ['alive', 'ready', 'metrics', 'live'] satisfies HttpRoute['name'][]

function isTraced(found: MatchedRoute | null): found is MatchedRoute {
  return found !== null && !UNTRACED.includes(found.route.name)
}

/** A trace begins here: whoever calls from outside doesn't say what belongs together inside. */
function describeRequest(id: string, { route }: MatchedRoute): SpanOptions {
  const { method, path } = route
  const attributes = { 'http.request.method': method, 'http.route': path, 'release_captain.request': id }
  return { name: `${method} ${path}`, kind: 'server', parent: null, attributes }
}

async function showStatus(span: RunningSpan, answer: () => Promise<Reply>): Promise<Reply> {
  const reply = await answer()
  span.setAttributes({ 'http.response.status_code': reply.status })
  if (reply.status >= 500) span.setFailed(String(reply.status))
  return reply
}

async function answerCall(call: Omit<HttpCall, 'params'>, found: MatchedRoute | null): Promise<Reply> {
  if (!found) return replyNotFound(call.id)
  try {
    return await found.route.answer({ ...call, params: found.params })
  } catch (error) {
    call.log.error({ err: error }, 'A request could not be answered.')
    return replyJson(500, {
      outcome: 'broken',
      said: 'Something went wrong. The log says what.',
      request: call.id,
    })
  }
}

async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening').catch((error: Error) => {
    throw new Refused(cannotListen(error, { port, host }), error)
  })
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error("The server isn't listening on a port.")
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
}

function cannotListen(error: Error, { port, host }: { port: number; host: string }) {
  const code = 'code' in error ? String(error.code) : error.message
  return {
    kind: 'usage',
    what: `The server can't listen on port ${port} of ${host} (${code}).`,
    next: 'Set PORT to a free port above 1023, and HOST to an address of this machine.',
  } as const
}

/** Connections without a request are closed at once. Whoever is answered from now on is told that it was the last. */
async function close(server: Server, milliseconds: number): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  const stop = new AbortController()
  await Promise.race([closed, pause(milliseconds, undefined, { signal: stop.signal }).catch(() => {})])
  stop.abort()
  server.closeAllConnections()
  await closed
}
