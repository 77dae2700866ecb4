import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'

/** In what form Slack sends: events as JSON, all else as a form. */
type Form = 'json' | 'form'

export type Payload = Readonly<Record<string, unknown>>

/** Null for what comes in another form, or compressed: such may be small on its way and without end here. */
export function parseForm(headers: IncomingHttpHeaders): Form | null {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers
  if (encoding.toLowerCase() !== 'identity') return null
  const [bare = ''] = type.split(';', 1)
  switch (bare.trim().toLowerCase()) {
    case 'application/json':
      return 'json'
    case 'application/x-www-form-urlencoded':
      return 'form'
    default:
      return null
  }
}

/** Reads a body; null where it says no object. Presses and forms come as JSON in the field `payload` of a form. */
export function parsePayload(form: Form, body: Buffer): Payload | null {
  if (!isUtf8(body)) return null
  const text = body.toString()
  if (form === 'json') return parseObject(text)
  const fields = new URLSearchParams(text)
  const payload = fields.get('payload')
  return payload === null ? Object.fromEntries(fields) : parseObject(payload)
}

function parseObject(text: string): Payload | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return Object.fromEntries(Object.entries(value))
  } catch {
    return null
  }
}
