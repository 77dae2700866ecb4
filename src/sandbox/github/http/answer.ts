import type { Buffer } from 'node:buffer'

/** How the client names the part that it wants: by its number, or by what the part before said. */
export type PageBy = 'page' | 'cursor'

/** What a call comes to; the server makes pages, ETags and headers of it. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | {
      readonly kind: 'list'
      readonly items: readonly unknown[]
      /** The key of an object that holds the list beside `total_count`; null for a plain list. */
      readonly under: string | null
      readonly beside: Readonly<Record<string, unknown>>
      readonly by: PageBy
    }
  | { readonly kind: 'empty'; readonly status: 202 | 204 }
  | { readonly kind: 'bytes'; readonly type: string; readonly bytes: Buffer | Uint8Array }

export function ok(body: unknown): Answer {
  return { kind: 'json', status: 200, body }
}

export function created(body: unknown): Answer {
  return { kind: 'json', status: 201, body }
}

export function done(): Answer {
  return { kind: 'empty', status: 204 }
}

export function list(items: readonly unknown[]): Answer {
  return { kind: 'list', items, under: null, beside: {}, by: 'page' }
}

/** A list within an object: `{ total_count, [under]: […] }`. */
export function listUnder(
  under: string,
  items: readonly unknown[],
  beside: Readonly<Record<string, unknown>> = {},
): Answer {
  return { kind: 'list', items, under, beside, by: 'page' }
}

/** A list that grows at its head while it is read. */
export function listByCursor(items: readonly unknown[]): Answer {
  return { kind: 'list', items, under: null, beside: {}, by: 'cursor' }
}
