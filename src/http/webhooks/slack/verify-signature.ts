import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** A request of Slack's, as it came over the line. */
interface SignedRequest {
  readonly headers: IncomingHttpHeaders
  /** Before anybody read it: a form that is put together anew has another order. */
  readonly body: Buffer
  /** Now, in seconds since 1970. */
  readonly at: number
}

/** What Slack's own libraries allow, and here in both directions (threat A5). */
const MOST_SKEW_SECONDS = 300

type SlackSignatureCheck =
  /** `id` is the same for the same request, however often somebody sends it. */
  { readonly kind: 'genuine'; readonly id: string } | { readonly kind: 'forged' | 'old' }

/**
 * Whether Slack signed it, and just now (https://docs.slack.dev/authentication/verifying-requests-from-slack). Takes the
 * same time wherever a signature begins to differ; when it was signed is not looked at before.
 */
export function verify({ headers, body, at }: SignedRequest, signingSecret: string): SlackSignatureCheck {
  const signature = getSingle(headers['x-slack-signature'])
  const time = getSingle(headers['x-slack-request-timestamp'])
  const [, digits] = /^v0=([0-9a-f]{64})$/.exec(signature) ?? []
  if (digits === undefined || !/^\d{1,12}$/.test(time)) return { kind: 'forged' }
  const own = createHmac('sha256', signingSecret).update(`v0:${time}:`).update(body).digest()
  if (!timingSafeEqual(own, Buffer.from(digits, 'hex'))) return { kind: 'forged' }
  if (Math.abs(at - Number(time)) > MOST_SKEW_SECONDS) return { kind: 'old' }
  return { kind: 'genuine', id: createHash('sha256').update(`${time}:${digits}`).digest('hex') }
}

/** Node joins a header that comes twice by a comma, so that no part of it passes for the whole. */
function getSingle(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
