import { toLocalDate } from '../../release/calendar/release-days.ts'
import { findReleaseManager } from '../../release/calendar/rota.ts'
import type { AskedOf } from '../../release/lifecycle/commands.ts'
import { createTerms, listTeams, listUserNames, type Terms } from '../../release/lifecycle/terms.ts'
import type { Asker, Person } from '../../release/lifecycle/who.ts'
import type { Freeze } from '../../release/lifecycle/words.ts'
import type { Policy } from '../../release/policy.ts'
import type { Rollbacks } from '../../release/rollout/healthy-version.ts'
import type { Git } from '../ports/git.ts'
import type { GitHubRepository } from '../ports/github.ts'

type Open = AskedOf<'Open'>

/** Who wants which version opened, and how. */
interface OpeningInput
  extends Pick<Open, 'version' | 'at' | 'goal' | 'track' | 'emergency' | 'selection' | 'embargo'> {
  readonly rollbacks: Rollbacks
  readonly repo: GitHubRepository
  readonly git: Git
  readonly findFrozenLines: (timeZone: string) => Promise<Readonly<Record<string, Freeze>>>
  /** Their standing is asked of GitHub now, by the teams that the policy on main names. */
  readonly asker: Pick<Asker, 'person' | 'account'>
}

/**
 * The command that opens a release (§1.1, §1.2): with the policy on main, which it is bound to from here on, and the
 * tags as they are.
 *
 * @throws {Refused} `config` with every mistake of the policy on main
 */
export async function createOpenCommand(opening: OpeningInput): Promise<Open> {
  const { repo, git, asker, version, at, goal, track, emergency, selection, rollbacks, embargo } = opening
  const { policy, pin, tags } = await git.readGround({ url: await repo.createGitUrl() })
  const whole = await fetchTerms(repo, policy)
  // Nothing of an embargoed release is deployed before it is disclosed.
  const terms = embargo ? { ...whole, rollout: null, backToMain: false } : whole
  const standing = await repo.fetchAccess(asker.person.login, listTeams(terms))
  return {
    type: 'Open',
    at,
    asker: { person: asker.person, account: asker.account, ...standing },
    repository: { id: repo.ref.id, name: repo.fullName },
    version,
    track,
    emergency,
    policy: pin,
    terms,
    tags,
    ...rollbacks,
    frozenLines: await opening.findFrozenLines(policy.calendar.timeZone),
    selection,
    goal,
    manager: await fetchReleaseManager(repo, policy, at),
    ...(embargo && { embargo }),
  }
}

/** Whose turn it is at a time; null where the policy has no rota, or the name isn't an account any more. */
export async function fetchReleaseManager(
  repo: Pick<GitHubRepository, 'findAccounts'>,
  policy: Policy,
  at: number,
): Promise<Person | null> {
  const login = findReleaseManager(policy.calendar.rota, toLocalDate(policy, at).toString())
  if (login === null) return null
  const id = (await repo.findAccounts([login])).get(login)
  return id === undefined ? null : { id, login }
}

/** The terms of a policy, with the accounts that its user names have at this moment. */
export async function fetchTerms(repo: GitHubRepository, policy: Policy): Promise<Terms> {
  const names = listUserNames(policy)
  return createTerms(policy, names.length === 0 ? new Map() : await repo.findAccounts([...names]))
}
