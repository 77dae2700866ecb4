import type { IncomingHttpHeaders } from 'node:http'

/** A delivery of GitHub's, signed, as it came in. */
export interface WebhookDelivery {
  /** `X-GitHub-Delivery`, in small letters. The same when GitHub delivers again. */
  readonly id: string
  /** `X-GitHub-Event`: `issue_comment`. */
  readonly event: string
  /** `created`; null where the body has none. */
  readonly action: string | null
  /** As it came: JSON in UTF-8. */
  readonly body: Buffer
  /** What the body says. Not checked: the signature covers it, but no schema has seen it. */
  readonly payload: unknown
}

/** What the headers of a delivery say of it. */
interface DeliveryHeaders {
  readonly id: string
  readonly event: string
  /** `X-Hub-Signature-256`. The older header with SHA-1 is not looked at. */
  readonly signature: string
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const WORD = /^[a-z][a-z0-9_]{0,59}$/

/** Whether a body comes as JSON and as it is: a compressed one may be small on its way and without end here. */
export function isPlainJson(headers: IncomingHttpHeaders): boolean {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers
  return /^application\/json *(?:;|$)/i.test(type) && encoding.toLowerCase() === 'identity'
}

/** Reads the headers of a delivery; null when these are no headers of one. */
export function parseDeliveryHeaders(headers: IncomingHttpHeaders): DeliveryHeaders | null {
  const id = getSingle(headers['x-github-delivery']).toLowerCase()
  const event = getSingle(headers['x-github-event'])
  const signature = getSingle(headers['x-hub-signature-256'])
  return GUID.test(id) && WORD.test(event) && signature !== '' ? { id, event, signature } : null
}

/** Reads the body of a delivery; null when it is not JSON. */
export function parseDeliveryBody(
  { id, event }: Pick<DeliveryHeaders, 'id' | 'event'>,
  { bytes, text }: { readonly bytes: Buffer; readonly text: string },
): WebhookDelivery | null {
  try {
    const payload: unknown = JSON.parse(text)
    return { id, event, action: findAction(payload), body: bytes, payload }
  } catch {
    return null
  }
}

function findAction(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('action' in payload)) return null
  const { action } = payload
  return typeof action === 'string' && WORD.test(action) ? action : null
}

/** Node joins a header that comes twice by a comma, so that no part of it passes for the whole. */
function getSingle(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
