import { LIMITS } from '../http/limits.ts'
import { openMemoryBudget, readBody } from '../http/read-body.ts'
import type { HttpRequest } from '../http/route.ts'

/** Forms of ours are small; a reason may be long. */
const MOST_BYTES = 16 * 1024
const FORM_TYPE = 'application/x-www-form-urlencoded'
const room = openMemoryBudget(MOST_BYTES * 64)

/** Reads the form that a page of ours sent; null for anything else. */
export async function readForm(request: HttpRequest): Promise<URLSearchParams | null> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1)
  if (type.trim().toLowerCase() !== FORM_TYPE) return null
  const body = await readBody(request, { ...LIMITS, bodyBytes: MOST_BYTES }, room)
  if (body.kind !== 'whole') return null
  const form = new URLSearchParams(body.bytes.toString())
  body.free()
  return form
}

/** Checks that a form comes from our own pages: browsers say from where. The form's token is checked besides. */
export function isFromOwnPage({ headers }: HttpRequest): boolean {
  const { origin, host, 'sec-fetch-site': site = 'same-origin' } = headers
  if (site !== 'same-origin') return false
  const from = origin === undefined ? null : URL.parse(origin)
  return from !== null && from.host === host
}
