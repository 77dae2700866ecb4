import { z } from 'zod'
import { originatorSchema } from './who.ts'

/** When, in seconds since 1970, and who. */
const recorded = { at: z.number(), by: originatorSchema }

/** Defines an event: its type, when and who, and what happened. */
export function defineEvent<const T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...recorded, ...shape }).readonly()
}
