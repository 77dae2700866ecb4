import { z } from 'zod'
import { Refused } from '../release/refusal.ts'
import { Later } from '../runtime/ports/retry-later.ts'
import { type HttpClient, type HttpOutcome, type HttpRequest, readJson } from './http-client.ts'

/** A vendor's API as a port’s adapter asks it. */
export interface VendorApi {
  readonly client: HttpClient
  /** How people call it: `Statuspage`. */
  readonly name: string
  /** What an administrator checks when it lets us in no more. */
  readonly fix: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/**
 * Asks, and says what an answer means for the caller of a port: a limit is `Later`, a login `Refused`, everything that is
 * no success an Error. 404 and 410 are answers.
 */
export async function callApi(api: VendorApi, request: HttpRequest): Promise<Answered> {
  const outcome = await api.client(request)
  if (outcome.kind === 'failed') throw new Error(`${api.name} didn’t answer: ${outcome.detail}`)
  const { status } = outcome
  if (status < 300 || status === 404 || status === 410) return outcome
  if (status === 429 || (status === 503 && outcome.headers.has('retry-after')))
    throw new Later(toRetryTime(outcome, api.now()), `${api.name} asks to wait.`)
  if (status === 401 || status === 403) throw refuse(api, `${api.name} doesn’t accept the login (${status}).`)
  if (status === 400 || status === 422)
    throw refuse(api, `${api.name} refused it (${status}): ${toLine(outcome.text)}`)
  throw new Error(`${api.name} answered ${status}: ${toLine(outcome.text)}`)
}

/** Reads an answer by its schema. @throws {Error} for something else */
export function readAnswer<S extends z.ZodType>(api: VendorApi, schema: S, { text }: Answered): z.output<S> {
  const read = schema.safeParse(readJson(text))
  if (read.success) return read.data
  throw new Error(`${api.name} gave an unexpected answer: ${toLine(z.prettifyError(read.error))}`)
}

/** By `Retry-After` in seconds or as a date, or by `X-RateLimit-Reset`; a minute without them, an hour at most. */
function toRetryTime({ headers }: Answered, now: number): number {
  const seconds = Math.floor(now / 1000)
  const after = headers.get('retry-after')
  const date = Date.parse(after ?? headers.get('x-ratelimit-reset') ?? '')
  const reset = Number(headers.get('x-rate-limit-reset') ?? Number.NaN)
  const known = [
    /^\d+$/.test(after ?? '') ? seconds + Number(after) : Number.NaN,
    Math.ceil(date / 1000),
    reset,
  ].find((time) => Number.isFinite(time))
  return Math.min(seconds + 3_600, Math.max(seconds + 1, known ?? seconds + 60))
}

function refuse({ fix }: VendorApi, what: string): Refused {
  return new Refused({ kind: 'config', what, next: fix })
}

function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300)
}
