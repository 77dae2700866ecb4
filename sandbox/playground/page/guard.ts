import { Buffer } from 'node:buffer'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'

/** A request that is not answered: why, in a word for whoever looks at the network. */
export interface RejectedRequest {
  readonly status: 400 | 403 | 415 | 421
  readonly why: string
}

/** Keeps everyone but the page itself from reading and from acting: web sites, other names of this machine, frames. */
export interface Guard {
  /** Goes with every request of the page, and is known to no one else. Another one at each start. */
  readonly token: string
  /** For the page and its files. */
  readonly refusesLoading: (request: IncomingMessage) => RejectedRequest | null
  /** For what the page reads and does. */
  readonly refusesAsking: (request: IncomingMessage) => RejectedRequest | null
}

const TOKEN_HEADER = 'x-sandbox-token'

/**
 * What the browser is told of every answer. Nothing comes from anywhere else, nothing inline runs, no text becomes
 * HTML (Trusted Types without a policy), no one frames it.
 */
export const HEADERS: OutgoingHttpHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
}

export function openGuard(port: () => number): Guard {
  const token = randomBytes(24).toString('base64url')
  const listHosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`]
  const refusesLoading = ({ headers }: IncomingMessage): RejectedRequest | null => {
    // A name that someone else's DNS has for this machine must not become our origin.
    if (!listHosts().includes(headers.host ?? '')) return { status: 421, why: 'another host' }
    // Someone may follow a link to the page; no one else's page gets a part of it.
    const site = headers['sec-fetch-site'] ?? 'same-origin'
    const isOwn = site === 'same-origin' || headers['sec-fetch-mode'] === 'navigate'
    return isOwn ? null : { status: 403, why: 'another site' }
  }
  return {
    token,
    refusesLoading,
    refusesAsking: (request) => {
      const { headers, method } = request
      const { origin, 'sec-fetch-site': site = 'same-origin' } = headers
      if (site !== 'same-origin') return { status: 403, why: 'another site' }
      const isOwn = origin !== undefined && listHosts().some((host) => origin === `http://${host}`)
      if (origin === undefined ? method === 'POST' : !isOwn) return { status: 403, why: 'another origin' }
      if (!isSame(headers[TOKEN_HEADER], token)) return { status: 403, why: 'not the token of this start' }
      if (method === 'POST' && headers['content-type'] !== 'application/json')
        return { status: 415, why: 'no JSON' }
      return refusesLoading(request)
    },
  }
}

function isSame(given: string | readonly string[] | undefined, token: string): boolean {
  if (typeof given !== 'string' || given.length !== token.length) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(token))
}
