import { PERMISSIONS } from '../../release/policy/roles.ts'
import { countWork } from '../../store/jobs/counting.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Account, GitHubRepository } from '../ports/github.ts'
import { ANSWER, formatAnswerKeyPrefix } from './answer.ts'

/** What of answers somebody may still have. */
export type AnswerAllowance =
  | { readonly kind: 'free' }
  /** Somebody from outside: they are answered, and what takes work is limited. */
  | { readonly kind: 'outside' }
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
export async function readAllowance(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { by, isCostly }: { readonly by: Account; readonly isCostly: boolean },
): Promise<AnswerAllowance> {
  const keyBegins = formatAnswerKeyPrefix(repo.ref.id, by.id)
  const given = await deps.store.transact((unit) =>
    countWork(unit, { topic: 'effects', source: ANSWER, keyBegins, since: deps.now() - HOUR }),
  )
  if (given >= MOST) return { kind: 'none' }
  if (given < MOST_OUTSIDE && !isCostly) return { kind: 'free' }

  const { permission } = await repo.fetchAccess(by.login, [])
  if (WRITERS.includes(permission)) return { kind: 'free' }
  return { kind: given < MOST_OUTSIDE ? 'outside' : 'if-accepted' }
}

const WRITERS: readonly string[] = PERMISSIONS.slice(PERMISSIONS.indexOf('write'))
