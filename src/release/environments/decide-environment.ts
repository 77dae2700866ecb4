import type { Originator, Person } from '../lifecycle/who.ts'
import { type EnvironmentEvent, type Environments, getEnvironment } from './environments.ts'

interface Stamp {
  readonly at: number
  readonly by: Originator
}

type Decided =
  | { readonly kind: 'accepted'; readonly events: readonly EnvironmentEvent[] }
  | { readonly kind: 'refused'; readonly refusal: EnvironmentRefusal }

/** Why an environment is not locked or unlocked: a code with data, put into words in the messages. */
export type EnvironmentRefusal =
  | {
      readonly code: 'locked-already'
      readonly environment: string
      readonly person: Person
      readonly because: string
    }
  | { readonly code: 'not-locked'; readonly environment: string }
  | { readonly code: 'unknown-environment'; readonly environment: string; readonly known: readonly string[] }

/** What somebody wants of an environment. `known` are the environments of the policy on main. */
interface LockWish {
  readonly environment: string
  readonly person: Person
  readonly known: readonly string[]
}

/** Decides whether somebody may have an environment for themselves: its releases wait until it is unlocked. */
export function lockEnvironment(
  environments: Environments,
  { environment, person, known, because }: LockWish & { readonly because: string },
  stamp: Stamp,
): Decided {
  if (!known.includes(environment)) return refuse({ code: 'unknown-environment', environment, known })
  const { locked } = getEnvironment(environments, environment)
  if (locked) {
    const { person: owner, because: why } = locked
    return refuse({ code: 'locked-already', environment, person: owner, because: why })
  }
  return accept({ type: 'EnvironmentLocked', ...stamp, environment, person, because })
}

/** Decides whether an environment is unlocked: by whoever may lock it, and not only by who did. */
export function unlockEnvironment(
  environments: Environments,
  { environment, person }: Pick<LockWish, 'environment' | 'person'>,
  stamp: Stamp,
): Decided {
  if (!getEnvironment(environments, environment).locked) return refuse({ code: 'not-locked', environment })
  return accept({ type: 'EnvironmentUnlocked', ...stamp, environment, person })
}

/** A release and an environment. */
interface Claim {
  readonly environment: string
  readonly version: string
}

/** Claims an environment for a release: accepted without events where it has it, or where another release does. */
export function claimEnvironment(environments: Environments, claim: Claim, stamp: Stamp): Decided {
  const { claimed } = getEnvironment(environments, claim.environment)
  return claimed ? accept() : accept({ type: 'EnvironmentClaimed', ...stamp, ...claim })
}

/** Checks whether a release has an environment for itself. */
export function hasClaim(environments: Environments, { environment, version }: Claim): boolean {
  return getEnvironment(environments, environment).claimed?.version === version
}

/** Leaves an environment to others; nothing where the release does not have it. */
export function freeEnvironment(environments: Environments, claim: Claim, stamp: Stamp): Decided {
  return hasClaim(environments, claim) ? accept({ type: 'EnvironmentFreed', ...stamp, ...claim }) : accept()
}

function accept(...events: readonly EnvironmentEvent[]): Decided {
  return { kind: 'accepted', events }
}

function refuse(refusal: EnvironmentRefusal): Decided {
  return { kind: 'refused', refusal }
}
