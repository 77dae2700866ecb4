import { z } from 'zod'
import { inPlainSight } from './secrets.ts'

/** What came back from GitHub for one request, read to its end. */
export interface Answer {
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
export function saidIn({ bytes, status }: Answer): string {
  const said = NO.safeParse(jsonIn(bytes))
  if (!said.success) return status >= 500 ? 'it is out of order' : 'it did not say why'
  const { message, errors = [] } = said.data
  return oneLine([message, ...errors.map(wordsOf)].join(': '))
}

/** One line that may be shown. */
export function oneLine(text: string): string {
  return inPlainSight(text.replaceAll(/\s+/g, ' ').trim()).slice(0, LONGEST)
}

function wordsOf(error: string | { readonly message: string } | { readonly code: string }): string {
  if (typeof error === 'string') return error
  if ('message' in error) return error.message
  return error.code.replaceAll('_', ' ')
}

function jsonIn(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
