import { z } from 'zod'
import type { RolePermission } from '../policy/roles.ts'

/** A person as GitHub knows them. The id is who they are: a name can be given up and taken by somebody else. */
export const personSchema = z.strictObject({ id: z.int(), login: z.string() }).readonly()
export type Person = z.output<typeof personSchema>

/** Who an event comes from: a person, GitHub's own facts, or a rule of the process that followed by itself. */
export const originatorSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), person: personSchema }).readonly(),
    z.strictObject({ kind: z.literal('github') }).readonly(),
    z.strictObject({ kind: z.literal('rule') }).readonly(),
  ])
  .readonly()
export type Originator = z.output<typeof originatorSchema>

/**
 * Somebody who asks, with what GitHub says of them at that moment. `unknown` is an answer that did not come, and no
 * right follows from it (law 9).
 */
export interface Asker {
  readonly person: Person
  readonly account: 'user' | 'bot'
  readonly permission: RolePermission | 'none' | 'unknown'
  /** Slugs of the teams that they are an active member of; `unknown` where GitHub did not say. */
  readonly teams: readonly string[] | 'unknown'
}

/** Two names of the same account: ids are compared, names never. */
export function isSame(one: Person, other: Person): boolean {
  return one.id === other.id
}
