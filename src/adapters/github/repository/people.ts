import { z } from 'zod'
import { PERMISSIONS } from '../../../release/policy/roles.ts'
import type { People } from '../../../runtime/ports/github.ts'
import { Later } from '../../../runtime/ports/retry-later.ts'
import type { Accounts } from '../accounts.ts'
import { accountSchema } from './account.ts'
import type { RepositoryContext } from './repository-context.ts'

type AccountAccess = Awaited<ReturnType<People['fetchAccess']>>

/** `permission` knows three levels; `role_name` all five, and names of roles that an organisation made itself. */
const PERMISSION = z
  .object({ permission: z.string(), role_name: z.string().optional() })
  .transform(({ permission, role_name }): AccountAccess['permission'] => {
    const role = [role_name, permission].flatMap((name) => PERMISSIONS.find((one) => one === name) ?? [])[0]
    return role ?? (permission === 'none' ? 'none' : 'unknown')
  })
/** `pending` is somebody who was invited and has not said yes. */
const MEMBERSHIP = z.object({ state: z.string() }).transform(({ state }) => state === 'active')

export function createPeople(ground: RepositoryContext, accounts: Accounts): People {
  return {
    fetchAccess: async (login, teams) => {
      const [permission, member] = await Promise.all([
        toUnknownIfRefused(fetchPermission(ground, login)),
        toUnknownIfRefused(listTeams(ground, login, teams)),
      ])
      return { permission, teams: member }
    },
    findAccounts: (logins) => accounts.findIds(ground.client, logins),
    findAccount: (account_id) =>
      ground.client.find(accountSchema, (rest) => rest.users.getById({ account_id })),
  }
}

async function fetchPermission(
  { client, at }: RepositoryContext,
  username: string,
): Promise<AccountAccess['permission']> {
  const permission = await client.find(PERMISSION, (rest) =>
    rest.repos.getCollaboratorPermissionLevel({ ...at, username }),
  )
  return permission ?? 'none'
}

async function listTeams(
  ground: RepositoryContext,
  login: string,
  teams: readonly string[],
): Promise<readonly string[]> {
  const is = await Promise.all(teams.map((team) => isMember(ground, login, team)))
  return teams.filter((_, i) => is[i])
}

/** @param team a slug, of the owner's own unless it says whose: `godel/release-captains` */
async function isMember(
  { client, ref }: RepositoryContext,
  username: string,
  team: string,
): Promise<boolean> {
  const [slug = team, org = ref.owner] = team.split('/').reverse()
  const active = await client.find(MEMBERSHIP, (rest) =>
    rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username }),
  )
  return active ?? false
}

/** An answer that did not come is no no; one that comes later is waited for by whoever asks. */
async function toUnknownIfRefused<T>(asked: Promise<T>): Promise<T | 'unknown'> {
  return asked.catch((error: unknown) => {
    if (error instanceof Later) throw error
    return 'unknown' as const
  })
}
