import { PERMISSIONS } from '../../release/policy/roles.ts'
import { countWork } from '../../store/counting.ts'
import type { Account, Hub } from '../ports/github.ts'
import type { World } from '../world.ts'
import { ANSWER, answersTo } from './answering.ts'

/** What of answers somebody may still have. */
export type Allowance =
  | { readonly kind: 'free' }
  /** Somebody from outside who had their answers: only what is let through is answered. */
  | { readonly kind: 'if-accepted' }
  | { readonly kind: 'none' }

const HOUR = 3_600
/** Answers in an hour. Nobody says as much by hand. */
const MOST = 100
/** Of somebody who may not write to the repository: enough to learn how it is done. */
const MOST_OUTSIDE = 5

/**
 * How many answers somebody may have (threats C5 and H1): whoever floods a tracking issue must not have us flood it too, nor
 * use up what GitHub lets us write. A right by a team is seen when something is let through.
 */
export async function allowanceOf(world: World, hub: Hub, by: Account): Promise<Allowance> {
  const keyBegins = answersTo(hub.ref.id, by.id)
  const given = await world.store.transact((unit) =>
    countWork(unit, { topic: 'effects', source: ANSWER, keyBegins, since: world.now() - HOUR }),
  )
  if (given < MOST_OUTSIDE) return { kind: 'free' }
  if (given >= MOST) return { kind: 'none' }

  const { permission } = await hub.standing(by.login, [])
  return { kind: WRITERS.includes(permission) ? 'free' : 'if-accepted' }
}

const WRITERS: readonly string[] = PERMISSIONS.slice(PERMISSIONS.indexOf('write'))
