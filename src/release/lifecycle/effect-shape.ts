import { z } from 'zod'

/** Defines an effect: its kind, its idempotency key, and what it is about. */
export function defineEffect<const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), key: z.string().min(1), ...shape }).readonly()
}
