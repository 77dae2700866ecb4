import { createHmac, timingSafeEqual } from 'node:crypto'

/** The secrets that GitHub may sign with. */
export interface DoorSecrets {
  readonly current: string
  /** The one before it, while it is being replaced (threat A4); `until` in seconds since 1970. */
  readonly previous: { readonly secret: string; readonly until: number } | null
}

export interface Signed {
  /** As it came over the line, before anybody read it. */
  readonly body: Buffer
  /** `X-Hub-Signature-256`: `sha256=` and 64 hexadecimal digits. */
  readonly signature: string
  /** In seconds since 1970. */
  readonly at: number
}

/**
 * Whether GitHub signed a body (https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries): with the
 * secret of now, or the one before it until its time is over. Takes the same time wherever a signature begins to differ.
 */
export function isSigned({ body, signature, at }: Signed, { current, previous }: DoorSecrets): boolean {
  const [, digits] = /^sha256=([0-9a-f]{64})$/.exec(signature) ?? []
  if (digits === undefined) return false
  const given = Buffer.from(digits, 'hex')
  const isBy = (secret: string) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given)
  return isBy(current) || (previous !== null && at < previous.until && isBy(previous.secret))
}
