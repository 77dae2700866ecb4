import type { Exchange, Outgoing } from './exchange.ts'

/** Bytes of answers, the latest of which are kept: a round over a hundred candidates reads about ten million. */
const MOST = 24 * 1024 * 1024

type Answered = Awaited<ReturnType<Exchange>>

/**
 * Asks GitHub whether what it answered before still holds. A 304 costs none of the hour's calls, and most of what a round
 * looks at is as it was (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate).
 * Nothing is taken for granted: each answer is GitHub's word of now, to whoever asks.
 */
export function remembering(ask: Exchange, most = MOST): Exchange {
  const memory = openMemory(most)
  return async (call, authorization) => {
    const key = keyOf(call)
    const before = key === null ? undefined : memory.take(key)
    const answer = await ask(before ? unlessAs(before, call) : call, authorization)
    const whole = before && answer.status === 304 ? again(before, answer) : answer
    const isSmall = whole.bytes.byteLength < most / 10
    if (key !== null && isSmall && isWorthKeeping(call, whole)) memory.keep(key, whole)
    return whole
  }
}

/** What the answer depends on besides who asks; null for what is no plain question. */
function keyOf({ url, init }: Outgoing): string | null {
  const headers = new Headers(init.headers)
  if ((init.method ?? 'GET') !== 'GET' || headers.has('if-none-match')) return null
  return `${headers.get('accept')} ${url}`
}

function unlessAs({ headers }: Answered, { url, init }: Outgoing): Outgoing {
  const asked = new Headers(init.headers)
  asked.set('if-none-match', headers.get('etag') ?? '')
  return { url, init: { ...init, headers: asked } }
}

/** What was answered before, with what is said of limits and time now. */
function again({ bytes, headers: before }: Answered, { moved, headers: now }: Answered): Answered {
  const headers = new Headers(before)
  for (const [name, value] of now) if (!name.startsWith('content-')) headers.set(name, value)
  return { status: 200, headers, bytes, moved }
}

/** A full page that was the last stays the same when a next one comes, and says so in its headers alone. */
function isWorthKeeping({ url }: Outgoing, { status, headers, bytes }: Answered): boolean {
  if (status !== 200 || !headers.has('etag')) return false
  const size = new URL(url).searchParams.get('per_page')
  return size === null || /rel="next"/.test(headers.get('link') ?? '') || itemsIn(bytes) < Number(size)
}

/** More than any page has where it cannot be told. */
function itemsIn(bytes: ArrayBuffer): number {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(said) ? said.length : 0
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** Forgets what was not asked for the longest. */
function openMemory(most: number) {
  const kept = new Map<string, Answered>()
  let size = 0
  const take = (key: string) => {
    const found = kept.get(key)
    size -= found?.bytes.byteLength ?? 0
    kept.delete(key)
    return found
  }
  return {
    take,
    keep: (key: string, answer: Answered) => {
      take(key)
      kept.set(key, answer)
      size += answer.bytes.byteLength
      for (const oldest of kept.keys()) if (size > most) take(oldest)
    },
  }
}
