import { setTimeout as pause } from 'node:timers/promises'
import { Later } from '../../../runtime/ports/later.ts'
import type { Log } from '../options.ts'
import { type Answer, saidIn } from './answer.ts'
import { type Exchange, nameOf, type Outgoing } from './exchange.ts'
import { CallFailed } from './failure.ts'
import type { Governor } from './governor.ts'
import { limitIn } from './limits.ts'
import { noOf } from './refusals.ts'

/** Who the calls are made as. */
export interface Credentials {
  /** The value of an Authorization header. */
  current(): Promise<string>
  /** GitHub does not know this one any more. */
  spent(authorization: string): void
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
  readonly log: Log
  /** GitHub led a call elsewhere: a repository has another name by now. */
  readonly onMoved: () => void
}

export function senderOf(parts: Parts): Sender {
  const { governor } = parts
  const admitted = async (call: Outgoing, kind: 'read' | 'write') => {
    await governor.admit({ kind, resource: resourceOf(call) })
    return authorized(parts, call)
  }
  return {
    reading: async (url, init) => {
      const call = { url, init }
      const again = (attempt: number) => parts.log.info({ ...nameOf(call), attempt }, 'asking GitHub again')
      return yesOf(parts, call, await persistently(() => admitted(call, 'read'), again))
    },
    writing: async (url, init) => {
      const call = { url, init }
      return governor.inTurn(async () => yesOf(parts, call, await admitted(call, 'write')))
    },
  }
}

async function persistently(ask: () => Promise<Answer>, again: (attempt: number) => void): Promise<Answer> {
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
async function authorized({ exchange, credentials, onMoved }: Parts, call: Outgoing): Promise<Answer> {
  if (!credentials) return exchange(call, null)
  for (let attempt = 1; ; attempt += 1) {
    const authorization = await credentials.current()
    const answer = await exchange(call, authorization)
    if (answer.moved) onMoved()
    if (answer.status !== 401 || attempt === 3) return answer
    if (attempt === 1) credentials.spent(authorization)
    else await pause(SETTLE_MS)
  }
}

function yesOf({ governor, now, credentials, log }: Parts, call: Outgoing, answer: Answer): Response {
  const yes = answer.status < 400 || (answer.status === 401 && !credentials)
  const limit = limitIn(answer, yes ? '' : saidIn(answer), now())
  if (limit) governor.heed(limit)
  if (yes) return responseOf(call, answer)
  const limited = limit && (answer.status === 403 || answer.status === 429)
  if (limited) {
    log.warn({ ...nameOf(call), kind: limit.kind, until: limit.until }, 'GitHub limits our calls')
    throw new Later(Math.ceil(limit.until), 'GitHub asked us to call later')
  }
  throw noOf(nameOf(call), answer)
}

/** As Octokit wants it; the statuses that have no body must be given none. */
function responseOf({ url }: Outgoing, { status, headers, bytes }: Answer): Response {
  const response = new Response([204, 205, 304].includes(status) ? null : bytes, { status, headers })
  return Object.defineProperty(response, 'url', { value: url })
}

function resourceOf({ url }: Outgoing): string {
  return url.endsWith('/graphql') ? 'graphql' : 'core'
}
