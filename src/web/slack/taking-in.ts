import type { IncomingMessage } from 'node:http'
import { type Room, readBody } from '../body.ts'
import type { Limits } from '../limits.ts'
import type { SlackEntrance, SlackTaken } from './entrance.ts'
import { formOf, type Payload, payloadOf } from './reading.ts'
import { verify } from './signature.ts'

/** What taking in what Slack posts needs. */
export interface SlackIntake {
  readonly entrance: SlackEntrance
  /** In seconds since 1970. */
  readonly now: () => number
  readonly limits: Limits
  readonly room: Room
}

/** Slack sends nothing that is nearly as large. */
const MOST_BYTES = 1024 * 1024
/** `ssl_check=1` and a token of old. */
const MOST_BYTES_OF_CHECK = 1024

/** Takes in what Slack posted: nothing is looked at before its signature was, but for the question whether we are there. */
export async function takeInSlack(request: IncomingMessage, intake: SlackIntake): Promise<SlackTaken> {
  const form = formOf(request.headers)
  if (form === null) return nothing('wrong-type')
  const limits = { ...intake.limits, bodyBytes: Math.min(MOST_BYTES, intake.limits.bodyBytes) }
  const body = await readBody(request, limits, intake.room)
  if (body.kind !== 'whole') return nothing(body.kind)
  try {
    if (isUnsignedCheck(request, body.bytes)) return nothing('checked')
    const posted = { headers: request.headers, body: body.bytes, at: intake.now() }
    const verified = verify(posted, intake.entrance.signingSecret)
    if (verified.kind !== 'genuine') return nothing(verified.kind)
    const payload = payloadOf(form, body.bytes)
    if (payload === null) return nothing('malformed')
    if (isCheck(payload)) return nothing('checked')
    if (payload['type'] === 'url_verification') return challenged(payload)

    return await intake.entrance.take({ id: verified.id, payload })
  } finally {
    body.free()
  }
}

/** Slack sees now and then whether the certificate is good; that need not be signed, and wants nothing but an answer. */
function isUnsignedCheck({ headers }: IncomingMessage, bytes: Buffer): boolean {
  if (headers['x-slack-signature'] || bytes.length > MOST_BYTES_OF_CHECK) return false
  const payload = payloadOf('form', bytes)
  return payload !== null && isCheck(payload)
}

function isCheck(payload: Payload): boolean {
  return payload['ssl_check'] === '1' && payload['command'] === undefined
}

/** https://docs.slack.dev/reference/events/url_verification */
function challenged({ challenge }: Payload): SlackTaken {
  return typeof challenge === 'string' ? { outcome: 'checked', answer: { challenge } } : nothing('malformed')
}

function nothing(outcome: SlackTaken['outcome']): SlackTaken {
  return { outcome, answer: null }
}
