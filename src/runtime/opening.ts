import type { AskedOf } from '../release/lifecycle/commands.ts'
import { type Terms, termsOf } from '../release/lifecycle/terms.ts'
import type { Asker } from '../release/lifecycle/who.ts'
import { ROLES } from '../release/policy/roles.ts'
import type { Policy } from '../release/policy.ts'
import type { Git } from './ports/git.ts'
import type { Hub } from './ports/github.ts'

type Open = AskedOf<'Open'>

/** Who wants which version opened, and how. */
export interface Opening extends Pick<Open, 'version' | 'at' | 'goal' | 'track' | 'emergency' | 'selection'> {
  readonly hub: Hub
  readonly git: Git
  /** Their standing is asked of GitHub now, by the teams that the policy on main names. */
  readonly asker: Pick<Asker, 'person' | 'account'>
}

/**
 * The command that opens a release (§1.1, §1.2): with the policy on main, which it is bound to from here on, and the
 * tags as they are.
 *
 * @throws {Refused} `config` with every mistake of the policy on main
 */
export async function openCommand(opening: Opening): Promise<Open> {
  const { hub, git, asker, version, at, goal, track, emergency, selection } = opening
  const { policy, pin, tags } = await git.ground({ url: await hub.gitUrl() })
  const terms = await termsNow(hub, policy)
  const standing = await hub.standing(asker.person.login, teamsOf(terms))
  return {
    type: 'Open',
    at,
    asker: { person: asker.person, account: asker.account, ...standing },
    repository: { id: hub.ref.id, name: hub.fullName },
    version,
    track,
    emergency,
    policy: pin,
    terms,
    tags,
    selection,
    goal,
  }
}

/** The terms of a policy, with the accounts that its user names have at this moment. */
export async function termsNow(hub: Hub, policy: Policy): Promise<Terms> {
  const inRoles = ROLES.flatMap((role) => policy.roles[role].users)
  const names = new Set([...inRoles, ...Object.values(policy.people.slack)])
  return termsOf(policy, names.size === 0 ? new Map() : await hub.accounts([...names]))
}

/** Every team that a right follows from: what to ask of GitHub about somebody. */
export function teamsOf({ roles }: Terms): readonly string[] {
  return [...new Set(ROLES.flatMap((role) => roles[role].teams))]
}
