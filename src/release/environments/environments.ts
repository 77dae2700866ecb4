import { z } from 'zod'
import type { EnvironmentLock } from '../lifecycle/rollout/words.ts'
import { originatorSchema, type Person, personSchema } from '../lifecycle/who.ts'

/** What all releases of a repository share: who has which environment for themselves. A history of its own beside theirs. */

const recorded = { at: z.number(), by: originatorSchema, environment: z.string().min(1) }

function defineEvent<const T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...recorded, ...shape }).readonly()
}

/** What happened to an environment. Stored for ever: types are added, never edited. */
export const environmentEventSchema = z.discriminatedUnion('type', [
  defineEvent('EnvironmentLocked', { person: personSchema, because: z.string().min(1) }),
  defineEvent('EnvironmentUnlocked', { person: personSchema }),
  /** A release rolls out there, and no other may until it is done. */
  defineEvent('EnvironmentClaimed', { version: z.string() }),
  defineEvent('EnvironmentFreed', { version: z.string() }),
  /** §4.1: the rollback was tried there and works. */
  defineEvent('RollbackTested', { version: z.string(), evidence: z.string() }),
])
export type EnvironmentEvent = z.output<typeof environmentEventSchema>

/** What is true of an environment. Times are in seconds since 1970. */
export interface EnvironmentState {
  readonly locked: { readonly person: Person; readonly because: string; readonly at: number } | null
  readonly claimed: { readonly version: string; readonly at: number } | null
  readonly tested: { readonly at: number; readonly evidence: string } | null
}

/** The environments of a repository, by their ids; one that nothing happened to is not among them. */
export type Environments = Readonly<Record<string, EnvironmentState>>

const UNTOUCHED: EnvironmentState = { locked: null, claimed: null, tested: null }

/** Returns what is true of an environment. */
export function getEnvironment(environments: Environments, id: string): EnvironmentState {
  return Object.hasOwn(environments, id) ? (environments[id] ?? UNTOUCHED) : UNTOUCHED
}

/** What is true of the environments after an event. */
export function evolveEnvironments(environments: Environments, event: EnvironmentEvent): Environments {
  const { environment: id } = event
  return { ...environments, [id]: evolveOne(getEnvironment(environments, id), event) }
}

function evolveOne(environment: EnvironmentState, event: EnvironmentEvent): EnvironmentState {
  const { at } = event
  switch (event.type) {
    case 'EnvironmentLocked': {
      const { person, because } = event
      return { ...environment, locked: { person, because, at } }
    }
    case 'EnvironmentUnlocked':
      return { ...environment, locked: null }
    case 'EnvironmentClaimed':
      return { ...environment, claimed: { version: event.version, at } }
    case 'EnvironmentFreed':
      return { ...environment, claimed: null }
    case 'RollbackTested':
      return { ...environment, tested: { at, evidence: event.evidence } }
  }
}

/** Lists who keeps an environment, people and releases, as releases see it before they change it. */
export function listLocks(environments: Environments): EnvironmentLock[] {
  return Object.entries(environments).flatMap(([environment, { locked, claimed }]): EnvironmentLock[] => [
    ...(locked
      ? [
          {
            environment,
            owner: { kind: 'person', person: locked.person } as const,
            because: locked.because,
            at: locked.at,
          },
        ]
      : []),
    ...(claimed
      ? [
          {
            environment,
            owner: { kind: 'release', version: claimed.version } as const,
            because: claimed.version,
            at: claimed.at,
          },
        ]
      : []),
  ])
}
