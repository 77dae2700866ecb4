import { ApiRequestError, ApiResponseError, TwitterApi } from 'twitter-api-v2'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import { Later } from '../../runtime/ports/retry-later.ts'
import type { SocialNetwork, SocialPosted } from '../../runtime/ports/social-network.ts'

export interface XOptions {
  readonly appKey: string
  readonly appSecret: string
  readonly accessToken: string
  readonly accessSecret: string
  readonly timeoutMs?: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const TIMEOUT_MS = 15_000

const me = z.object({ data: z.object({ id: z.string(), username: z.string() }) })
const post = z.object({
  id: z.string(),
  entities: z
    .object({ urls: z.array(z.object({ expanded_url: z.string().optional() })).optional() })
    .optional(),
})
const timeline = z.object({ data: z.array(post).optional() })
const created = z.object({ data: z.object({ id: z.string() }) })

/** Opens an account of X, by its API v2 and OAuth 1.0a (https://docs.x.com/x-api). */
export function openX(options: XOptions): SocialNetwork {
  const api = new TwitterApi(options).v2
  const call = <T>(what: Promise<T>) => inTime(options, what)
  const readMe = async () => me.parse(await call(api.get('users/me'))).data
  return {
    mostCharacters: 280,
    findPost: async (link) => {
      const { id, username } = await readMe()
      const query = { max_results: 100, 'tweet.fields': 'entities', exclude: 'replies,retweets' }
      const { data = [] } = timeline.parse(await call(api.get(`users/${id}/tweets`, query)))
      const found = data.find(({ entities }) => entities?.urls?.some((one) => one.expanded_url === link))
      return found ? toPosted(username, found.id) : null
    },
    publishPost: async ({ text }) => {
      const { username } = await readMe()
      const { data } = created.parse(await call(api.post('tweets', { text })))
      return toPosted(username, data.id)
    },
    // Its API edits nothing.
    editPost: async () => false,
  }
}

function toPosted(username: string, id: string): SocialPosted {
  return { id, url: `https://x.com/${encodeURIComponent(username)}/status/${encodeURIComponent(id)}` }
}

/** An answer that doesn’t come in time may still come about: whoever asked looks before they ask again. */
async function inTime<T>({ timeoutMs = TIMEOUT_MS, now }: XOptions, what: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`X didn’t answer within ${timeoutMs / 1000} s.`)),
    timeoutMs,
  )
  try {
    return await Promise.race([what, promise])
  } catch (error) {
    throw translate(error, now())
  } finally {
    clearTimeout(timer)
  }
}

/** Errors of the library have the request with its login in them: only status and reason are taken. */
function translate(error: unknown, now: number): Error {
  if (error instanceof ApiResponseError) return translateAnswer(error, now)
  if (error instanceof ApiRequestError) return new Error(`X didn’t answer: ${error.requestError.message}`)
  return error instanceof Error ? new Error(`X: ${error.message.slice(0, 300)}`) : new Error('X failed.')
}

function translateAnswer({ code, data, rateLimit }: ApiResponseError, now: number): Error {
  const said = 'detail' in data ? String(data.detail).slice(0, 300) : ''
  if (code === 429) return new Later(rateLimit?.reset ?? Math.ceil(now / 1000) + 900, 'X asks to wait.')
  if (code < 400 || code >= 500) return new Error(`X answered ${code}.`)
  return new Refused({
    kind: 'config',
    what: `X doesn’t take it (${code}): ${said}`,
    next: 'Ask your Release Captain administrator to check the four tokens of X, or post it by hand.',
  })
}
