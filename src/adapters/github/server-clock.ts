/** Tells how far a server's clock is from ours, by the dates of its answers. */
export interface ServerClock {
  /** Sends a request, and reads the date of the answer. */
  readonly fetch: typeof fetch
  /** By how many seconds the server's clock is ahead of ours at this moment; null before its first answer. */
  getSecondsAhead(): number | null
}

interface ClockOptions {
  /** Instead of Node's own. */
  readonly fetch?: typeof fetch
  /** Our clock: seconds since 1970. */
  readonly now: () => number
  /** Milliseconds that no one can set, as `performance.now()`. */
  readonly elapsed?: () => number
}

/**
 * Watches a server's clock. `Date` is the second in which it answered (RFC 9110, 6.6.1). From then on its time is
 * reckoned by the time that has passed, so that a jump of our own clock shows at once and not at the next answer.
 */
export function openServerClock({
  fetch: send = fetch,
  now,
  elapsed = () => performance.now(),
}: ClockOptions): ServerClock {
  let seen: { readonly at: number; readonly elapsed: number } | null = null
  return {
    fetch: async (url, init) => {
      const answer = await send(url, init)
      const at = Date.parse(answer.headers.get('date') ?? '')
      if (!Number.isNaN(at)) seen = { at: at / 1000, elapsed: elapsed() }
      return answer
    },
    getSecondsAhead: () =>
      seen === null ? null : Math.round(seen.at + (elapsed() - seen.elapsed) / 1000 - now()),
  }
}
