import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** A message between two programs that know one secret (https://www.standardwebhooks.com). */
export interface WebhookMessage {
  /** The same for every attempt. */
  readonly id: string
  /** Seconds since 1970. */
  readonly at: number
  readonly body: string
}

/** The headers that a message travels with. */
export function signWebhook(
  secret: string,
  { id, at, body }: WebhookMessage,
): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${toSignature(secret, { id, at, body })}`,
  }
}

/** How old a message may be, in seconds. */
const MOST_AGE = 300

/** What a receiver has of a message: its headers in small letters. */
export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/**
 * Verifies that whoever knows the secret signed a message just now.
 *
 * @param now seconds since 1970
 * @returns its id, or null
 */
export function verifyWebhook(
  secret: string,
  { headers, body }: ReceivedWebhook,
  now: number,
): string | null {
  const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    typeof headers[name] === 'string' ? headers[name] : '',
  )
  if (!id || !time || !signatures || !/^\d{1,12}$/.test(time)) return null
  if (Math.abs(now - Number(time)) > MOST_AGE) return null
  const expected = `v1,${toSignature(secret, { id, at: Number(time), body })}`
  return signatures.split(' ').some((one) => isEqualText(one, expected)) ? id : null
}

/** Compares two texts by their digests, in a time that says nothing of them. */
export function isEqualText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

function toSignature(secret: string, { id, at, body }: WebhookMessage): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret
  return createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
}
