import { z } from 'zod'

/** Where a page of the list of releases ended. */
export const releaseCursorSchema = z.strictObject({ changedAt: z.number(), release: z.string() })

/** Writes where a page of a list ended, for the address of the next one. */
export function formatCursor(cursor: object): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Reads where the page before ended; null for what isn't a cursor: then the list begins at its top. */
export function parseCursor<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (text === null || text === '') return null
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The address of the next page of a list: the same filters, after the cursor. */
export function createNextPath({ pathname, searchParams }: URL, cursor: object | null): string | null {
  if (cursor === null) return null
  const query = new URLSearchParams(searchParams)
  query.set('after', formatCursor(cursor))
  return `${pathname}?${query}`
}
