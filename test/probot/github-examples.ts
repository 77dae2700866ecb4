import examples from '@octokit/webhooks-examples' with { type: 'json' }
import { z } from 'zod'

const listed = z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) })

export interface Example {
  readonly event: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Every payload that GitHub shows as an example of what it sends. */
export const EXAMPLES: readonly Example[] = z
  .array(listed)
  .parse(examples)
  .flatMap(({ name, examples: payloads }) => payloads.map((payload) => ({ event: name, payload })))

/** Every place in a value, as the keys that lead to it. */
export function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))
  return path.length === 0 ? inner : [path, ...inner]
}

const MISSING = Symbol('missing')
/** What may stand where something else is expected; the first is nothing at all. */
export const OTHERS: readonly unknown[] = [MISSING, null, 17, 'text', true, [], {}, -1.5, { id: {} }]

/** The same value with something else at a place, or nothing. */
export function withOther(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return other
  const entries = Object.entries(value).flatMap(([name, part]) => {
    if (name !== key) return [[name, part]]
    if (rest.length > 0) return [[name, withOther(part, rest, other)]]
    return other === MISSING ? [] : [[name, other]]
  })
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries)
}
