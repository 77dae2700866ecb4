import { setTimeout as pause } from 'node:timers/promises'
import { Later } from '../../../runtime/ports/retry-later.ts'
import type { AdapterLog } from '../options.ts'
import { type ApiResponse, readMessage } from './api-response.ts'
import { type Exchange, nameCall, type Outgoing } from './exchange.ts'
import { CallFailed, nameKindOfCall } from './failure.ts'
import type { Governor } from './governor.ts'
import { limitIn } from './limits.ts'
import { toCallError } from './refusals.ts'

/** Who the calls are made as. */
export interface Credentials {
  /** The value of an Authorization header. */
  current(): Promise<string>
  /** GitHub does not know this one any more. */
  discardToken(authorization: string): void
}

/** Sends requests for Octokit. Their answers are a yes; a no is thrown (`Refused`, `Later` or `CallFailed`). */
export interface Sender {
  /** Again where GitHub was out of order or out of reach: for what changes nothing. */
  reading: (url: string, init: RequestInit) => Promise<Response>
  /** Once, and one after the other. Where no answer comes, whoever asked has to look what became of it. */
  writing: (url: string, init: RequestInit) => Promise<Response>
}

const ATTEMPTS = 4
const FIRST_PAUSE_MS = 250
/** A new token is not known at once to all of GitHub's machines. */
const SETTLE_MS = 1000

interface Parts {
  readonly exchange: Exchange
  readonly governor: Governor
  /** Null where Octokit signs itself, as the App; it looks at a 401 too, to mend its clock by it. */
  readonly credentials: Credentials | null
  readonly now: () => number
  readonly log: AdapterLog
  /** GitHub led a call elsewhere: a repository has another name by now. */
  readonly onMoved: () => void
}

export function createSender(parts: Parts): Sender {
  const { governor } = parts
  const sendAdmitted = async (call: Outgoing, kind: 'read' | 'write') => {
    await governor.admit({ kind, resource: getResource(call) })
    return sendAuthorized(parts, call)
  }
  return {
    reading: async (url, init) => {
      const call = { url, init }
      const retry = (attempt: number) =>
        parts.log.info({ ...nameKindOfCall(nameCall(call)), attempt }, 'asking GitHub again')
      return acceptAnswer(parts, call, await sendPersistently(() => sendAdmitted(call, 'read'), retry))
    },
    writing: async (url, init) => {
      const call = { url, init }
      return governor.inOrder(async () => acceptAnswer(parts, call, await sendAdmitted(call, 'write')))
    },
  }
}

async function sendPersistently(
  ask: () => Promise<ApiResponse>,
  again: (attempt: number) => void,
): Promise<ApiResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask().catch((error: unknown) => {
      if (attempt < ATTEMPTS && error instanceof CallFailed && error.status === null) return null
      throw error
    })
    if (answer && (answer.status < 500 || attempt === ATTEMPTS)) return answer
    again(attempt + 1)
    await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()))
  }
}

/** A token that ran out was never looked at further: nothing was done, so that a write may be sent with another one. */
async function sendAuthorized(
  { exchange, credentials, onMoved }: Parts,
  call: Outgoing,
): Promise<ApiResponse> {
  if (!credentials) return exchange(call, null)
  for (let attempt = 1; ; attempt += 1) {
    const authorization = await credentials.current()
    const answer = await exchange(call, authorization)
    if (answer.moved) onMoved()
    if (answer.status !== 401 || attempt === 3) return answer
    if (attempt === 1) credentials.discardToken(authorization)
    else await pause(SETTLE_MS)
  }
}

function acceptAnswer(
  { governor, now, credentials, log }: Parts,
  call: Outgoing,
  answer: ApiResponse,
): Response {
  const yes = answer.status < 400 || (answer.status === 401 && !credentials)
  const limit = limitIn(answer, yes ? '' : readMessage(answer), now())
  if (limit) governor.heed(limit)
  if (yes) return toResponse(call, answer)
  const limited = limit && (answer.status === 403 || answer.status === 429)
  if (limited) {
    log.warn(
      { ...nameKindOfCall(nameCall(call)), kind: limit.kind, until: limit.until },
      "GitHub's rate limit is reached",
    )
    throw new Later(Math.ceil(limit.until), 'GitHub asked Release Captain to call later')
  }
  throw toCallError(nameCall(call), answer)
}

/** Turns an answer into what Octokit reads; the statuses that have no body must be given none. */
export function toResponse({ url }: Outgoing, { status, headers, bytes }: ApiResponse): Response {
  const response = new Response([204, 205, 304].includes(status) ? null : bytes, { status, headers })
  return Object.defineProperty(response, 'url', { value: url })
}

function getResource({ url }: Outgoing): string {
  return url.endsWith('/graphql') ? 'graphql' : 'core'
}
