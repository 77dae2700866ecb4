import { type Effect, releaseEffect } from '../../release/lifecycle/effects.ts'

/** An effect from its payload. @throws {Error} when this version does not know it: a newer one put it there */
export function parseEffect(payload: string): Effect {
  const read = releaseEffect.safeParse(JSON.parse(payload))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`An effect cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}
