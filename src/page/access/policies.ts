import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import type { RuntimeDependencies } from '../../runtime/context.ts'
import type { GitHubRepository } from '../../runtime/ports/github.ts'

/** The policy on main of a repository; null where it can't be read or has mistakes. */
export type ReadMainPolicy = (repo: GitHubRepository) => Promise<Policy | null>

/** Main is looked at again after so many seconds. */
const FRESH_S = 300
const MOST_KEPT = 500

/** Opens the memory of policies: what a page shows may be some minutes old, and no page waits for git each time. */
export function openMainPolicies({
  git,
  now,
  log,
}: Pick<RuntimeDependencies, 'git' | 'now' | 'log'>): ReadMainPolicy {
  const known = new Map<number, { readonly until: number; readonly policy: Promise<Policy | null> }>()
  const read = async (repo: GitHubRepository): Promise<Policy | null> => {
    try {
      return (await git.readGround({ url: await repo.createGitUrl() })).policy
    } catch (error) {
      if (!(error instanceof Refused))
        log.warn({ repository: repo.ref.id, error: String(error) }, 'No policy for a page')
      return null
    }
  }
  return (repo) => {
    const { id } = repo.ref
    const found = known.get(id)
    if (found && found.until > now()) return found.policy
    const policy = read(repo)
    known.delete(id)
    known.set(id, { until: now() + FRESH_S, policy })
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return policy
  }
}
