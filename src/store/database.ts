import type { Kysely } from 'kysely'
import { types } from 'pg'
import type { ConstructorOptions } from 'pg-boss'
import type { Refusal } from '../release/refusal.ts'
import type { Tables } from './tables.ts'

/** Whether the record can be relied on now; if not, what is wrong and what to do about it. */
export type Health = { readonly kind: 'well' } | { readonly kind: 'ill'; readonly refusal: Refusal }

/** A database, open, whatever it is kept in. */
export interface OpenDatabase {
  readonly db: Kysely<Tables>
  /** How the queue reaches the same database. */
  readonly queue: ConstructorOptions
  /** What has to happen when the tables are there and before anybody works. */
  afterMigration(): Promise<void>
  /** Makes the room of dead rows free for others, and counts anew what the planner goes by, where that does not happen by itself. */
  reclaim(): Promise<void>
  health(): Promise<Health>
  /** Resolves when nothing can be recorded any more before this program starts again. */
  readonly lost: Promise<Error>
  close(): Promise<void>
}

/** Object ids of PostgreSQL's own: int8, json. */
const INT8 = 20
const JSON_TYPE = 114

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: toSafeInteger,
  [JSON_TYPE]: (text) => text,
}

/**
 * How values come back: int8 as a number (the driver would give text), JSON as the text that was written, so that a
 * schema reads it and nothing else.
 */
export const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? types.getTypeParser(oid, format),
}

function toSafeInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`${text} from the database is too large for a number.`)
  return number
}
