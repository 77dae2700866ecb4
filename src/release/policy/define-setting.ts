import { z } from 'zod'
import type { Section } from '../process/section.ts'

/** Where a default that is not the process document's own comes from. */
export const OWN = 'default'

/** What a setting is when the config says nothing, and where that comes from. */
interface Default<T> {
  readonly section: Section | typeof OWN
  readonly value: T
}

/** A default that the process document does not state, and that Release Captain had to choose. */
export function chooseDefault<const T>(value: T): { readonly section: typeof OWN; readonly value: T } {
  return { section: OWN, value }
}

/**
 * One setting: how it is written, what it is by default, and what it is for. The default goes through the same
 * schema as a value of the config.
 */
export function defineSetting<S extends z.ZodType>(
  schema: S,
  { section, value }: Default<z.core.util.NoUndefined<z.input<S>>>,
  description: string,
) {
  return schema.prefault(value).meta({ description, section })
}

/** The most entries that a list of the config may have. */
const MOST_ENTRIES = 200

/** A list of the config. It replaces the default list as a whole. */
export function defineList<S extends z.ZodType>(entry: S) {
  return z.array(entry).max(MOST_ENTRIES).readonly()
}

/** As `defineList`, for what means nothing when it is empty. */
export function defineFullList<S extends z.ZodType>(entry: S) {
  return z.array(entry).min(1).max(MOST_ENTRIES).readonly()
}

/** A list in which every entry has an `id` of its own. */
export function defineListById<S extends z.ZodType<{ readonly id: string }>>(entry: S) {
  return byId(z.array(entry).max(MOST_ENTRIES))
}

/** As `defineListById`, for what means nothing when it is empty. */
export function defineFullListById<S extends z.ZodType<{ readonly id: string }>>(entry: S) {
  return byId(z.array(entry).min(1).max(MOST_ENTRIES))
}

function byId<S extends z.ZodType<{ readonly id: string }>>(entries: z.ZodArray<S>) {
  return entries
    .superRefine((entries, context) => {
      const seen = new Set<string>()
      for (const [index, { id }] of entries.entries()) {
        if (seen.has(id)) {
          context.addIssue({ code: 'custom', path: [index, 'id'], message: 'an id that no other entry has' })
        }
        seen.add(id)
      }
    })
    .readonly()
}
