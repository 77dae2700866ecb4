import type { Buffer } from 'node:buffer'

/** How the client names the part that it wants: by its number, or by what the part before said. */
export type PageBy = 'page' | 'cursor'

/** What a call comes to; the server makes pages, ETags and headers of it. */
export type ApiAnswer =
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

export function replyOk(body: unknown): ApiAnswer {
  return { kind: 'json', status: 200, body }
}

export function replyCreated(body: unknown): ApiAnswer {
  return { kind: 'json', status: 201, body }
}

export function replyDone(): ApiAnswer {
  return { kind: 'empty', status: 204 }
}

export function replyList(items: readonly unknown[]): ApiAnswer {
  return { kind: 'list', items, under: null, beside: {}, by: 'page' }
}

/** A list within an object: `{ total_count, [under]: […] }`. */
export function replyListUnder(
  under: string,
  items: readonly unknown[],
  beside: Readonly<Record<string, unknown>> = {},
): ApiAnswer {
  return { kind: 'list', items, under, beside, by: 'page' }
}

/** A list that grows at its head while it is read. */
export function replyListByCursor(items: readonly unknown[]): ApiAnswer {
  return { kind: 'list', items, under: null, beside: {}, by: 'cursor' }
}
