import type { ApiResponse } from './api-response.ts'

/**
 * GitHub's limits as its answers tell them
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). Seconds since 1970.
 */
export type Limit =
  /** No call of this kind is left until then. */
  | { readonly kind: 'used-up'; readonly resource: string; readonly until: number }
  /** GitHub thinks that we call too fast, and wants to hear nothing from us until then. */
  | { readonly kind: 'too-fast'; readonly until: number }

const UNTOLD_S = 60
const LONGEST_S = 3600

/** What an answer says of limits, whether it is a no or not; `said` is GitHub's message, empty for a yes. */
export function limitIn({ status, headers }: ApiResponse, said: string, now: number): Limit | null {
  const left = headers.get('x-ratelimit-remaining')
  const reset = Number(headers.get('x-ratelimit-reset'))
  const resource = headers.get('x-ratelimit-resource') ?? 'core'
  const no = status === 403 || status === 429
  const wait = parseSeconds(headers.get('retry-after'))
  const tooFast = no && (wait !== null || /secondary rate limit|abuse detection/i.test(said))
  if (tooFast) return { kind: 'too-fast', until: now + (wait ?? UNTOLD_S) }
  if (left === '0' && reset > now)
    return { kind: 'used-up', resource, until: Math.min(reset, now + LONGEST_S) }
  const untold = status === 429 || (no && /rate limit/i.test(said))
  return untold ? { kind: 'too-fast', until: now + UNTOLD_S } : null
}

function parseSeconds(text: string | null): number | null {
  const seconds = Number(text ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, LONGEST_S) : null
}
