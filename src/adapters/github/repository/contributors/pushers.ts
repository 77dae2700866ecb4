import { z } from 'zod'
import type { CommitRange, Contributors } from '../../../../runtime/ports/github.ts'
import { getStatus } from '../../calls/failure.ts'
import { accountSchema } from '../account.ts'
import type { RepositoryContext } from '../repository-context.ts'
import { toContributors } from './outside-committers.ts'

/** https://docs.github.com/rest/repos/repos#list-repository-activities: an account that is gone is null. */
const ACTIVITY = z.object({
  before: z.string(),
  after: z.string(),
  actor: accountSchema.nullish().catch(null),
})
type Activity = z.output<typeof ACTIVITY>

/** Where a branch came from that was not there before. */
const NOTHING = /^0+$/

/**
 * Finds who moved a branch, step by step from where it is back to where the App left it. A step that GitHub doesn't show
 * (yet, or on a server without the call) is unknown: nobody's go becomes good by it.
 */
export async function findPushers(
  { client, at, self }: RepositoryContext,
  { branch, base, head }: CommitRange & { readonly branch: string },
): Promise<Contributors> {
  if (head === base) return { people: [], unknown: false }
  const all = await client
    .list(
      z.array(ACTIVITY),
      (rest, page) => rest.repos.listActivities({ ...at, ref: `refs/heads/${branch}`, ...page }),
      (soFar) => walkBack(soFar, { base, head }).isWhole,
    )
    .catch((error: unknown) => {
      if (getStatus(error) === 404) return []
      throw error
    })
  const { steps, isWhole } = walkBack(all, { base, head })
  const found = toContributors(
    self,
    steps.map(({ actor }) => actor ?? null),
  )
  return { ...found, unknown: found.unknown || !isWhole }
}

/** @param all the newest first */
function walkBack(
  all: readonly Activity[],
  { base, head }: CommitRange,
): { readonly steps: readonly Activity[]; readonly isWhole: boolean } {
  const steps: Activity[] = []
  let wanted = head
  for (const one of all) {
    if (one.after !== wanted) continue
    steps.push(one)
    wanted = one.before
    if (wanted === base || NOTHING.test(wanted)) return { steps, isWhole: true }
  }
  return { steps, isWhole: false }
}
