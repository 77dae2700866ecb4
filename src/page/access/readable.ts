import type { Person } from '../../release/lifecycle/who.ts'
import type { RuntimeDependencies } from '../../runtime/context.ts'
import type { Account, GitHubRepository } from '../../runtime/ports/github.ts'
import { listRecordedRepositories } from '../../store/events/recent-releases.ts'

/** For so long an answer of GitHub's holds, in seconds. */
const FRESH_S = 60
/** Questions to GitHub that are under way at once for one person. */
const AT_ONCE = 8
/** Of so many people the answers are kept. */
const MOST_PEOPLE = 500

/** A repository that somebody can read on GitHub at this moment. */
export interface ReadableRepository {
  readonly repo: GitHubRepository
  /** As GitHub names them now. */
  readonly account: Account
}

/** Which of the repositories on record somebody can read: GitHub is asked, and its answer holds for a minute. */
export type ListReadable = (person: Person) => Promise<readonly ReadableRepository[]>

/** Opens the list of what people can read. What GitHub doesn't say is a no. */
export function openReadable(
  deps: Pick<RuntimeDependencies, 'store' | 'github' | 'now' | 'log'>,
): ListReadable {
  const known = new Map<
    number,
    { readonly until: number; readonly list: Promise<readonly ReadableRepository[]> }
  >()
  return ({ id }) => {
    const found = known.get(id)
    if (found && found.until > deps.now()) return found.list
    const list = askGitHub(deps, id)
    known.delete(id)
    known.set(id, { until: deps.now() + FRESH_S, list })
    list.catch(() => known.delete(id))
    const [oldest] = known.keys()
    if (known.size > MOST_PEOPLE && oldest !== undefined) known.delete(oldest)
    return list
  }
}

async function askGitHub(
  deps: Pick<RuntimeDependencies, 'store' | 'github' | 'log'>,
  personId: number,
): Promise<readonly ReadableRepository[]> {
  const ids = await deps.store.transact(listRecordedRepositories)
  const readable: ReadableRepository[] = []
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const some = await Promise.all(
      ids.slice(i, i + AT_ONCE).map((id) => askAbout(deps, Number(id), personId)),
    )
    readable.push(...some.filter((one) => one !== null))
  }
  return readable.toSorted((one, other) => one.repo.fullName.localeCompare(other.repo.fullName))
}

/** Null for a repository that they can't read, and for one that the App can't reach any more. */
async function askAbout(
  { github, log }: Pick<RuntimeDependencies, 'github' | 'log'>,
  repositoryId: number,
  personId: number,
): Promise<ReadableRepository | null> {
  try {
    const repo = await github.openRepository(repositoryId)
    const account = await repo.findAccount(personId)
    if (!account) return null
    const { permission } = await repo.fetchAccess(account.login, [])
    return permission === 'none' || permission === 'unknown' ? null : { repo, account }
  } catch (error) {
    log.warn({ repository: repositoryId, error: String(error) }, 'Who may read a repository is unknown')
    return null
  }
}
