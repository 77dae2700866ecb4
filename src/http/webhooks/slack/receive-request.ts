import type { IncomingMessage } from 'node:http'
import type { Limits } from '../../limits.ts'
import { type MemoryBudget, readBody } from '../../read-body.ts'
import { type Payload, parseForm, parsePayload } from './parse-payload.ts'
import type { SlackEndpoint, SlackTaken } from './slack-endpoint.ts'
import { verify } from './verify-signature.ts'

/** What taking in what Slack posts needs. */
interface SlackIntake {
  readonly endpoint: SlackEndpoint
  /** In seconds since 1970. */
  readonly now: () => number
  readonly limits: Limits
  readonly room: MemoryBudget
}

/** Slack sends nothing that is nearly as large. */
const MOST_BYTES = 1024 * 1024
/** `ssl_check=1` and a token of old. */
const MOST_BYTES_OF_CHECK = 1024

/** Takes in what Slack posted: nothing is looked at before its signature was, but for the question whether we are there. */
export async function receiveSlackRequest(
  request: IncomingMessage,
  intake: SlackIntake,
): Promise<SlackTaken> {
  const form = parseForm(request.headers)
  if (form === null) return takeNothing('wrong-type')
  const limits = { ...intake.limits, bodyBytes: Math.min(MOST_BYTES, intake.limits.bodyBytes) }
  const body = await readBody(request, limits, intake.room)
  if (body.kind !== 'whole') return takeNothing(body.kind)
  try {
    if (isUnsignedCheck(request, body.bytes)) return takeNothing('checked')
    const posted = { headers: request.headers, body: body.bytes, at: intake.now() }
    const verified = verify(posted, intake.endpoint.signingSecret)
    if (verified.kind !== 'genuine') return takeNothing(verified.kind)
    const payload = parsePayload(form, body.bytes)
    if (payload === null) return takeNothing('malformed')
    if (isCheck(payload)) return takeNothing('checked')
    if (payload['type'] === 'url_verification') return answerChallenge(payload)

    return await intake.endpoint.take({ id: verified.id, payload })
  } finally {
    body.free()
  }
}

/** Slack sees now and then whether the certificate is good; that need not be signed, and wants nothing but an answer. */
function isUnsignedCheck({ headers }: IncomingMessage, bytes: Buffer): boolean {
  if (headers['x-slack-signature'] || bytes.length > MOST_BYTES_OF_CHECK) return false
  const payload = parsePayload('form', bytes)
  return payload !== null && isCheck(payload)
}

function isCheck(payload: Payload): boolean {
  return payload['ssl_check'] === '1' && payload['command'] === undefined
}

/** https://docs.slack.dev/reference/events/url_verification */
function answerChallenge({ challenge }: Payload): SlackTaken {
  return typeof challenge === 'string'
    ? { outcome: 'checked', answer: { challenge } }
    : takeNothing('malformed')
}

function takeNothing(outcome: SlackTaken['outcome']): SlackTaken {
  return { outcome, answer: null }
}
