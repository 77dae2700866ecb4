import {
  DefaultRestOptions,
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  type RESTOptions,
  RequestMethod,
} from 'discord.js'
import type { z } from 'zod'
import { type Failure, toDiscordError } from './errors.ts'
import type { DiscordAdapterOptions } from './options.ts'

/** One call of Discord's API. */
interface DiscordCall<T> {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** One of discord.js' `Routes`. It may have a token in it, so what is shown of it is `nameCall`'s. */
  readonly route: `/${string}`
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** What is used of the answer. */
  readonly reads: z.ZodType<T>
}

/**
 * Asks Discord, once: a write whose answer was lost may have been made, and whoever asked has to look.
 *
 * @throws what troubles.ts makes of what went wrong
 */
export type AskDiscord = <T>(wanted: DiscordCall<T>) => Promise<T>

/** Discord answers within one; the rest is for bad days. */
const TIMEOUT_MS = 10_000

const METHODS = { GET: RequestMethod.Get, POST: RequestMethod.Post, PATCH: RequestMethod.Patch } as const

export function createCalls({
  as,
  apiUrl,
  now,
}: Pick<DiscordAdapterOptions, 'as' | 'apiUrl' | 'now'>): AskDiscord {
  const rest = new REST(createRestOptions(apiUrl))
  return async ({ method, route, query = {}, body, reads }) => {
    const name = nameCall(method, route)
    // The client forgets a token that Discord did not know once.
    if (as.kind === 'bot') rest.setToken(as.token)
    const answer: unknown = await rest
      .request({
        method: METHODS[method],
        fullRoute: route,
        auth: as.kind === 'bot',
        query: new URLSearchParams(query),
        ...(body === undefined ? {} : { body }),
      })
      .catch((error: unknown) => {
        throw toDiscordError(toFailure(error), { as, name, now: now() })
      })
    const read = reads.safeParse(answer)
    if (read.success) return read.data
    throw new Error(`${name}: Discord gave an unknown answer.`)
  }
}

/** Returns options of a client without the patience of its own: nothing is sent twice, and no limit is waited for. */
export function createRestOptions(api: string): Partial<RESTOptions> {
  return {
    version: '10',
    api,
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: () => true,
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
    makeRequest: async (url, init) => {
      const answer = await DefaultRestOptions.makeRequest(url, init)
      // Read here, where the timeout still counts: Discord's headers may come without the rest.
      const body = await answer.arrayBuffer()
      const { status, statusText } = answer
      const headers = Object.fromEntries(answer.headers)
      return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers })
    },
  }
}

function toFailure(error: unknown): Failure {
  if (error instanceof RateLimitError)
    return { kind: 'limited', seconds: Math.ceil(Math.max(error.retryAfter, error.timeToReset) / 1000) }
  if (error instanceof DiscordAPIError)
    return { kind: 'answered', status: error.status, code: Number(error.code), said: error.message }
  if (error instanceof HTTPError)
    return { kind: 'answered', status: error.status, code: 0, said: 'Discord has a problem' }
  return { kind: 'unanswered', said: nameError(error) }
}

/** Names a call without its ids and tokens: `POST /channels/{id}/messages`. */
function nameCall(method: string, route: string): string {
  const withoutToken = route.replace(/^(\/(?:webhooks|interactions)\/[^/]+)\/[^/]+/, '$1/{token}')
  return `${method} ${withoutToken.replace(/\/\d+(?=\/|$)/g, '/{id}')}`
}

/** Nothing of the address that was called: it may have a token in it. */
function nameError(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return `no answer (${code})`
}
