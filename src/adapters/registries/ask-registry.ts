import { lookup as resolveName } from 'node:dns/promises'
import { type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as safeRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Refused } from '../../release/refusal.ts'
import { isPublic } from './addresses.ts'

/** How outside addresses are asked. */
export interface AskingOptions {
  readonly userAgent: string
  /** Whether plain HTTP to this machine is let through: for the sandbox and for tests. */
  readonly loopback: boolean
  /** The addresses of a name. Each is looked at, and the connection goes to one of these. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

export interface RegistryResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export type AskRegistry = (
  method: 'GET' | 'HEAD',
  url: URL,
  headers?: Readonly<Record<string, string>>,
) => Promise<RegistryResponse>

const TIMEOUT_MS = 15_000
const LARGEST = 4 * 1024 * 1024
const MOST_REDIRECTS = 3
/** Of HTTPS, and those on which registries of companies are. */
const PORTS: readonly string[] = ['', '443', '5000', '8443']

/**
 * Asks an address that somebody configured, and no other (threat A14): https alone, to a public address that was looked
 * at before the connection and is the one connected to, within its host, in bounded time and size.
 */
export function createAsk(options: AskingOptions): AskRegistry {
  const ask = async (...[method, url, headers = {}]: Parameters<AskRegistry>): Promise<RegistryResponse> => {
    let at = url
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      refuseUnsafe(at, options)
      const answer = await askOnce(options, { method, url: at, headers })
      const { location } = answer.headers
      if (answer.status < 300 || answer.status > 399 || location === undefined) return answer
      at = resolveLocation(at, location)
    }
    throw refuseAddress(url, 'redirects endlessly')
  }
  return ask
}

function resolveLocation(from: URL, location: string): URL {
  const to = URL.parse(location, from.href)
  if (to?.host !== from.host || to.protocol !== from.protocol)
    throw refuseAddress(
      from,
      `redirects to another host, ${(to?.host ?? 'none').slice(0, 100)}, and that is not followed`,
    )
  return to
}

function refuseUnsafe(url: URL, { loopback }: AskingOptions): void {
  if (loopback && url.protocol === 'http:' && url.hostname === '127.0.0.1') return
  if (url.protocol !== 'https:') throw refuseAddress(url, "isn't an https address")
  if (url.username !== '' || url.password !== '') throw refuseAddress(url, 'has credentials in it')
  if (!PORTS.includes(url.port))
    throw refuseAddress(url, `is on port ${url.port}, which registries don't use`)
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0 && !isPublic(literal)) throw refuseAddress(url, LEADS_INSIDE)
}

const LEADS_INSIDE = 'leads into a private network'

interface Call {
  readonly method: 'GET' | 'HEAD'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

function askOnce(options: AskingOptions, { method, url, headers }: Call): Promise<RegistryResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<RegistryResponse>()
  const sent = url.protocol === 'http:' ? plainRequest : safeRequest
  const call = sent(url, {
    method,
    headers: { 'user-agent': options.userAgent, ...headers },
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(url.protocol === 'http:' ? {} : { lookup: createCheckedLookup(options, url) }),
  })
  call.on('response', (response) => readResponse(response, url).then(resolve, reject))
  call.on('error', (error) => reject(error instanceof Refused ? error : toConnectionError(url, error)))
  call.end()
  return promise
}

/** Node connects to what this answers and asks nobody else, so that a name cannot mean another address a moment later. */
function createCheckedLookup({ resolve = resolveAddresses }: AskingOptions, url: URL): LookupFunction {
  return (host, { all }, answer) => {
    resolve(host).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        const [first] = found
        if (!first || !addresses.every(isPublic)) return answer(refuseAddress(url, LEADS_INSIDE), [])
        if (all) return answer(null, found)
        return answer(null, first.address, first.family)
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), []),
    )
  }
}

async function resolveAddresses(host: string): Promise<readonly string[]> {
  return (await resolveName(host, { all: true })).map(({ address }) => address)
}

async function readResponse(response: IncomingMessage, url: URL): Promise<RegistryResponse> {
  const { statusCode: status = 0, headers } = response
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > LARGEST) throw toConnectionError(url, new Error(`its answer is larger than ${LARGEST} bytes`))
    parts.push(bytes)
  }
  return { status, headers, body: Buffer.concat(parts) }
}

function toConnectionError({ origin }: URL, error: Error): Error {
  return new Error(`${origin} did not answer: ${error.message}`, { cause: error })
}

function refuseAddress({ protocol, host, pathname }: URL, why: string): Refused {
  return new Refused({
    kind: 'config',
    what: `\`${`${protocol}//${host}${pathname}`.slice(0, 300)}\` ${why}.`,
    next: 'Set another place for it in `build.artifacts` of the config.',
  })
}
