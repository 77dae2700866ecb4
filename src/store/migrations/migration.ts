import type { RawBuilder } from 'kysely'

/**
 * One step forward of the schema; there is none back. It expands: what the program before it uses stays. What only
 * that program used goes in a later step, which then names the oldest program that does without.
 */
export interface Migration {
  readonly version: number
  /** The oldest program, by its own newest schema version, that can work with what this step leaves. */
  readonly oldestProgram: number
  /** Run in order, in the transaction of all steps that are due. */
  readonly statements: readonly RawBuilder<unknown>[]
}
