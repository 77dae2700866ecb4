import type { Terms } from '../../release/lifecycle/terms.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import { type ChatUser, findLink, listLinks } from '../../store/links/links.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Account, GitHubRepository } from '../ports/github.ts'

/** Who a Slack user is on GitHub. */
export type KnownPerson =
  | { readonly kind: 'linked'; readonly account: Account }
  | { readonly kind: 'unlinked' }
  /** They proved to be somebody who GitHub does not know any more; whoever has that name now is somebody else. */
  | { readonly kind: 'renamed'; readonly login: string }

/** Somebody in Slack, for a repository whose policy may name them. */
interface PersonQuery extends ChatUser {
  /** Of the release that it is about; null where there is none. */
  readonly terms: Terms | null
  readonly repo: Pick<GitHubRepository, 'findAccount' | 'findAccounts'>
}

/**
 * Who somebody in Slack is (design, law 6): who they proved to be, else who the policy says. By the id alone: a renamed
 * user goes on under the new name, and who takes a name over gets nothing by it (threats B1, B2). GitHub is asked each
 * time, because what somebody may do is asked by their name. Not to be called inside a transaction.
 */
export async function findPerson(
  { store }: Pick<RuntimeDependencies, 'store'>,
  asked: PersonQuery,
): Promise<KnownPerson> {
  const link = await store.transact((unit) => findLink(unit, asked))
  const person = link ? { id: link.githubId, login: link.githubLogin } : findNamedPerson(asked)
  if (!person) return { kind: 'unlinked' }

  const account = await fetchAccount(asked.repo, person)
  return account ? { kind: 'linked', account } : { kind: 'renamed', login: person.login }
}

/**
 * The Slack users of some GitHub users, by their GitHub ids, to mention them. A link goes before the policy: whom the
 * policy names and who linked themselves to somebody else is that somebody else.
 */
export async function findSlackUsers(
  unit: Unit,
  workspace: string,
  { githubIds, terms }: { readonly githubIds: readonly number[]; readonly terms: Terms | null },
): Promise<ReadonlyMap<number, string>> {
  const byPolicy = Object.entries(terms?.slackPeople ?? {}).filter(([, { id }]) => githubIds.includes(id))
  const links = await listLinks(unit, workspace, { users: byPolicy.map(([user]) => user), githubIds })
  const linked = new Set(links.map(({ user }) => user))
  const mapped = byPolicy.filter(([user]) => !linked.has(user))
  return new Map([
    ...mapped.map(([user, { id }]): [number, string] => [id, user]),
    ...links
      .filter(({ githubId }) => githubIds.includes(githubId))
      .map(({ githubId, user }): [number, string] => [githubId, user]),
  ])
}

function findNamedPerson({ terms, user }: PersonQuery): Person | null {
  const people = terms?.slackPeople ?? {}
  return Object.hasOwn(people, user) ? (people[user] ?? null) : null
}

/** Not every GitHub Enterprise Server tells accounts by their ids: there the name has to be that id's still. */
async function fetchAccount(repo: PersonQuery['repo'], { id, login }: Person): Promise<Account | null> {
  const account = await repo.findAccount(id)
  if (account) return account
  const ids = await repo.findAccounts([login])
  return ids.get(login) === id ? { id, login, kind: 'user' } : null
}
