import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ApiCall, answerApi } from './api.ts'
import { isObject, type Json } from './json.ts'
import type { ClusterState, Workload } from './state.ts'
import { StatusError, toStatus } from './status.ts'
import { viewWorkload } from './views.ts'

const LARGEST_BODY = 1_000_000

export interface ApiServer {
  readonly url: string
  readonly close: () => Promise<void>
}

export interface ApiServerOptions {
  readonly port: number
  /** Whoever calls has to know it. */
  readonly token: string
  readonly anonymous: boolean
  readonly allows: ApiCall['allows']
  /** What the next call meets instead of an answer; null answers it. */
  readonly fault: () => ClusterFault | null
}

/** `lost` does what is asked and answers nothing; `silent` does nothing and never answers. */
export type ClusterFault = 'lost' | 'silent' | 'error' | 'garbage' | 'busy'

/** Answers as a Kubernetes API server, on this machine alone. */
export async function serveApi(state: ClusterState, options: ApiServerOptions): Promise<ApiServer> {
  const server = createServer((request, response) => {
    handle(state, options, { request, response }).catch((error: unknown) => {
      if (!response.headersSent)
        answer(response, 500, toStatus(new StatusError(500, 'InternalError', String(error))))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve))
  return { url: urlOf(server), close: () => close(server) }
}

function urlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The cluster listens on no port.')
  return `http://127.0.0.1:${address.port}`
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

async function handle(state: ClusterState, options: ApiServerOptions, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const body = await readBody(request)
  if (!options.anonymous && request.headers.authorization !== `Bearer ${options.token}`)
    return answer(response, 401, toStatus(new StatusError(401, 'Unauthorized', 'Unauthorized')))
  const fault = options.fault()
  if (fault === 'silent') return
  if (fault === 'garbage') return void response.writeHead(200).end('<html>Bad gateway</html>')
  if (fault === 'busy')
    return answer(response, 429, toStatus(new StatusError(429, 'TooManyRequests', 'try again later')))
  if (fault === 'error')
    return answer(response, 500, toStatus(new StatusError(500, 'InternalError', 'etcd is down')))
  try {
    const result = answerApi(state, toCall(request, body, options))
    if (fault === 'lost') return void request.socket.destroy()
    if (result.kind === 'object') answer(response, 200, result.object)
    else watch(state, response, result)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    answer(response, error.code, toStatus(error))
  }
}

function toCall(request: IncomingMessage, body: Json, { allows }: ApiServerOptions): ApiCall {
  const url = new URL(request.url ?? '/', 'http://cluster')
  const { accept = '', 'content-type': contentType = '' } = request.headers
  return {
    ...{ method: request.method ?? '', path: url.pathname, query: url.searchParams },
    ...{ accept, contentType, body, allows },
  }
}

async function readBody(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? null : JSON.parse(text)
}

function watch(
  state: ClusterState,
  response: ServerResponse,
  { now, matches }: { readonly now: readonly Json[]; readonly matches: (workload: Workload) => boolean },
): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const tell = (type: string, object: Json) => response.write(`${JSON.stringify({ type, object })}\n`)
  for (const object of now) tell('ADDED', object)
  const watcher = (workload: Workload) => {
    if (matches(workload)) tell('MODIFIED', viewWorkload(workload))
  }
  state.watchers.add(watcher)
  response.on('close', () => state.watchers.delete(watcher))
}

function answer(response: ServerResponse, status: number, object: Json): void {
  if (!isObject(object)) throw new Error('The API answers with objects.')
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(object))
}
