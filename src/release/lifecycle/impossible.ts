import type { ReleaseEvent } from './events.ts'

/** A history that no decision made: something is broken, and nobody can act on it but by looking. */
export function refuseImpossibleEvent({ type }: ReleaseEvent, where: string): never {
  throw new Error(`The record of a release is broken: ${type} cannot have happened ${where}.`)
}
