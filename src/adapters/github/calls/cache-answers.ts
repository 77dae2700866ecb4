import type { Exchange, Outgoing } from './exchange.ts'

/** Bytes of answers, the latest of which are kept: a round over a hundred candidates reads about ten million. */
const MOST = 24 * 1024 * 1024

type CachedAnswer = Awaited<ReturnType<Exchange>>

/**
 * Asks GitHub whether what it answered before still holds. A 304 costs none of the hour's calls, and most of what a round
 * looks at is as it was (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate).
 * Nothing is taken for granted: each answer is GitHub's word of now, to whoever asks.
 */
export function cacheAnswers(ask: Exchange, most = MOST): Exchange {
  const memory = openAnswerCache(most)
  return async (call, authorization) => {
    const key = getCacheKey(call)
    const before = key === null ? undefined : memory.take(key)
    const answer = await ask(before ? addConditionalHeaders(before, call) : call, authorization)
    const whole = before && answer.status === 304 ? replayAnswer(before, answer) : answer
    const isSmall = whole.bytes.byteLength < most / 10
    if (key !== null && isSmall && isWorthCaching(call, whole)) memory.keep(key, whole)
    return whole
  }
}

/** What the answer depends on besides who asks; null for what is no plain question. */
function getCacheKey({ url, init }: Outgoing): string | null {
  const headers = new Headers(init.headers)
  if ((init.method ?? 'GET') !== 'GET' || headers.has('if-none-match')) return null
  return `${headers.get('accept')} ${url}`
}

function addConditionalHeaders({ headers }: CachedAnswer, { url, init }: Outgoing): Outgoing {
  const asked = new Headers(init.headers)
  asked.set('if-none-match', headers.get('etag') ?? '')
  return { url, init: { ...init, headers: asked } }
}

/** What was answered before, with what is said of limits and time now. */
function replayAnswer(
  { bytes, headers: before }: CachedAnswer,
  { moved, headers: now }: CachedAnswer,
): CachedAnswer {
  const headers = new Headers(before)
  for (const [name, value] of now) if (!name.startsWith('content-')) headers.set(name, value)
  return { status: 200, headers, bytes, moved }
}

/** A full page that was the last stays the same when a next one comes, and says so in its headers alone. */
function isWorthCaching({ url }: Outgoing, { status, headers, bytes }: CachedAnswer): boolean {
  if (status !== 200 || !headers.has('etag')) return false
  const size = new URL(url).searchParams.get('per_page')
  return size === null || /rel="next"/.test(headers.get('link') ?? '') || countItems(bytes) < Number(size)
}

/** More than any page has where it cannot be told. */
function countItems(bytes: ArrayBuffer): number {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(said) ? said.length : 0
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** Forgets what was not asked for the longest. */
function openAnswerCache(most: number) {
  const kept = new Map<string, CachedAnswer>()
  let size = 0
  const takeAnswer = (key: string) => {
    const found = kept.get(key)
    size -= found?.bytes.byteLength ?? 0
    kept.delete(key)
    return found
  }
  return {
    take: takeAnswer,
    keep: (key: string, answer: CachedAnswer) => {
      takeAnswer(key)
      kept.set(key, answer)
      size += answer.bytes.byteLength
      for (const oldest of kept.keys()) if (size > most) takeAnswer(oldest)
    },
  }
}
