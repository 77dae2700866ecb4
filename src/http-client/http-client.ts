/** How one configured server is asked. */
export interface HttpClientOptions {
  /** `https://prometheus.internal:9090/prefix`. Nothing else is ever asked, whatever a server answers. */
  readonly baseUrl: string
  /** Sent with every request: who we are, and the login. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** The largest answer, in bytes. */
  readonly maxBytes?: number
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Below the base: `/api/v1/query`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Why there is no answer. */
export type HttpFailure = 'timeout' | 'unreachable' | 'broken-off' | 'too-large' | 'redirected'

export type HttpOutcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: Headers
      readonly text: string
      /** How long it took, in milliseconds. */
      readonly tookMs: number
    }
  | {
      readonly kind: 'failed'
      readonly why: HttpFailure
      /** In the words of the machine, without anything of the request. */
      readonly detail: string
      /** Whether the server may have acted on it: only a connection that was never made says no. */
      readonly maybeDone: boolean
    }

export type HttpClient = (request: HttpRequest) => Promise<HttpOutcome>

const TIMEOUT_MS = 10_000
const MOST_BYTES = 4 * 1024 * 1024
const MOST_REDIRECTS = 3
/** By these a connection failed before anything could be sent. */
const NEVER_SENT = [
  'other-host',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/**
 * Creates a client for one configured server (threat A14): bounded in time and size, and never led to another host. What
 * a server does is an outcome; nothing of it throws.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { timeoutMs = TIMEOUT_MS } = options
  return async (request) => {
    const started = performance.now()
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await follow(toUrl(options.baseUrl, request), request, { options, signal, started })
    } catch (error) {
      return signal.aborted
        ? createFailure('timeout', `no answer within ${timeoutMs / 1000} s`, true)
        : toFailure(error)
    }
  }
}

/** Reads a text as JSON; undefined where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Sending {
  readonly options: HttpClientOptions
  readonly signal: AbortSignal
  readonly started: number
}

/** Redirects are followed within the host alone, and only where nothing can be done twice. */
async function follow(url: URL, request: HttpRequest, sending: Sending): Promise<HttpOutcome> {
  let at = url
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await sendOnce(at, request, sending)
    const location = response.headers.get('location')
    const isRedirect = response.status >= 300 && response.status < 400 && location !== null
    if (!isRedirect) return toAnswer(response, sending)
    await response.body?.cancel()
    const next = URL.parse(location, at.href)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || next?.origin !== at.origin)
      return createFailure('redirected', 'it redirects elsewhere', !isRead)
    at = next
  }
  return createFailure('redirected', 'it redirects without end', false)
}

function sendOnce(url: URL, { method, headers, body }: HttpRequest, { options, signal }: Sending) {
  return fetch(url, {
    method,
    headers: { ...options.headers, ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal,
  })
}

async function toAnswer(response: Response, { options, started }: Sending): Promise<HttpOutcome> {
  const { maxBytes = MOST_BYTES } = options
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes)
      return createFailure('too-large', `its answer is larger than ${maxBytes} bytes`, true)
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  const { status, headers } = response
  return { kind: 'answered', status, headers, text, tookMs: performance.now() - started }
}

function toUrl(baseUrl: string, { path, query = {} }: HttpRequest): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`)
  if (url.origin !== new URL(baseUrl).origin)
    throw Object.assign(new Error('The path leads to another host.'), { code: 'other-host' })
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

function toFailure(error: unknown): HttpOutcome {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no code'
  if (NEVER_SENT.includes(code)) return createFailure('unreachable', code, false)
  return createFailure('broken-off', code, true)
}

function createFailure(why: HttpFailure, detail: string, maybeDone: boolean): HttpOutcome {
  return { kind: 'failed', why, detail, maybeDone }
}
