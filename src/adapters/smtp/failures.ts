import type { MailOutcome } from '../../runtime/ports/mailer.ts'

/** Says what a failed attempt means: what the server answered decides, and without an answer whether it had the mail. */
export function classifyFailure(error: unknown, dataBegun: boolean): MailOutcome {
  const code = readNumber(error, 'responseCode')
  const response = toText(error)
  if (code >= 500) return { kind: 'refused', code, response }
  if (code >= 400) return { kind: 'deferred', response }
  if (readText(error, 'code') === 'EENVELOPE') return { kind: 'refused', code: 0, response }
  return dataBegun ? { kind: 'unclear', response } : { kind: 'deferred', response }
}

function toText(error: unknown): string {
  const said = readText(error, 'response') || (error instanceof Error ? error.message : String(error))
  return said.replace(/\s+/g, ' ').slice(0, 300)
}

function readNumber(error: unknown, name: string): number {
  const value = read(error, name)
  return typeof value === 'number' ? value : 0
}

function readText(error: unknown, name: string): string {
  const value = read(error, name)
  return typeof value === 'string' ? value : ''
}

function read(error: unknown, name: string): unknown {
  return error instanceof Error ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined
}
