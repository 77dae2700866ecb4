import { z } from 'zod'
import { redactSecrets } from './redact-secrets.ts'

/** What came back from GitHub for one request, read to its end. */
export interface ApiResponse {
  readonly status: number
  readonly headers: Headers
  readonly bytes: ArrayBuffer
}

const NO = z.object({
  message: z.string(),
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string() }), z.object({ code: z.string() })]))
    .optional()
    .catch(undefined),
})
const LONGEST = 500

/** What GitHub says is wrong, on one line and without anything that looks like a secret. */
export function readMessage({ bytes, status }: ApiResponse): string {
  const said = NO.safeParse(parseJson(bytes))
  if (!said.success) return status >= 500 ? 'it has a problem' : "it didn't say why"
  const { message, errors = [] } = said.data
  return toOneLine([message, ...errors.map(formatError)].join(': '))
}

/** One line that may be shown. */
export function toOneLine(text: string): string {
  return redactSecrets(text.replaceAll(/\s+/g, ' ').trim()).slice(0, LONGEST)
}

function formatError(error: string | { readonly message: string } | { readonly code: string }): string {
  if (typeof error === 'string') return error
  if ('message' in error) return error.message
  return error.code.replaceAll('_', ' ')
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
