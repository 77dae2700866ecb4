import type { Terms } from '../../../release/lifecycle/terms.ts'
import { Refused } from '../../../release/refusal.ts'
import type { ChatUser } from '../../../store/links/links.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { fetchTerms } from '../../github-state/create-open-command.ts'
import { findPerson, type KnownPerson } from '../../identity/find-person.ts'
import type { GitHubRepository } from '../../ports/github.ts'

/** Somebody in Slack, in a repository. */
export interface ActorQuery extends ChatUser {
  readonly repo: GitHubRepository
  /** Of the release that is meant; null where none is: then the policy on main says who is who. */
  readonly terms: Terms | null
}

/** As whom somebody in Slack acts in a repository: who they proved to be, else who the policy says that they are. */
export async function resolveActor(
  deps: RuntimeDependencies,
  { terms, ...somebody }: ActorQuery,
): Promise<KnownPerson> {
  const known = await findPerson(deps, { ...somebody, terms })
  if (known.kind !== 'unlinked' || terms !== null) return known
  return findPerson(deps, { ...somebody, terms: await fetchTermsOnMain(deps, somebody.repo) })
}

/** Null where the config has mistakes, or there is nothing yet: who has proved it is known all the same. */
async function fetchTermsOnMain(
  { git }: Pick<RuntimeDependencies, 'git'>,
  repo: GitHubRepository,
): Promise<Terms | null> {
  try {
    const { policy } = await git.readGround({ url: await repo.createGitUrl() })
    return await fetchTerms(repo, policy)
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}
