import { createHmac } from 'node:crypto'

/** How Slack reaches the App: where to, and with what it signs. */
export interface AppEndpoint {
  readonly signingSecret: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  to: string | null
}

/** What Slack sends. */
export interface Parcel {
  readonly type: 'application/json' | 'application/x-www-form-urlencoded'
  readonly body: string
}

/** A parcel with its signature, as it goes over the line: it can be sent again. */
export interface SignedParcel extends Parcel {
  readonly headers: Readonly<Record<string, string>>
}

/** How the App answered; `silent` where it did not within three seconds. */
export type SlackAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'silent' }

const TIMEOUT_MS = 3_000

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signParcel(
  parcel: Parcel,
  { signingSecret, now }: Pick<AppEndpoint, 'signingSecret' | 'now'>,
): SignedParcel {
  const time = String(Math.floor(now() / 1000))
  const digest = createHmac('sha256', signingSecret).update(`v0:${time}:${parcel.body}`).digest('hex')
  return {
    ...parcel,
    headers: {
      'content-type': parcel.type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': time,
      'x-slack-signature': `v0=${digest}`,
    },
  }
}

export async function sendParcel(
  signed: SignedParcel,
  { to }: Pick<AppEndpoint, 'to'>,
): Promise<SlackAnswer> {
  if (to === null) return { kind: 'silent' }
  try {
    const response = await fetch(to, {
      method: 'POST',
      headers: signed.headers,
      body: signed.body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { kind: 'answered', status: response.status, text: await response.text() }
  } catch {
    return { kind: 'silent' }
  }
}

/** What stands in the field `payload` of a form: presses and forms. */
export function toFormPayload(payload: unknown): Parcel {
  return {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  }
}

export function toForm(fields: Readonly<Record<string, string>>): Parcel {
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() }
}

export function toJson(payload: unknown): Parcel {
  return { type: 'application/json', body: JSON.stringify(payload) }
}
