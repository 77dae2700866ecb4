import { list, ok } from '../http/answer.ts'
import { found, notFound, Problem } from '../http/problem.ts'
import { standing } from '../http/rate-limit.ts'
import { type Call, numberParam, onRepository, param, type Route, roleOf } from '../http/route.ts'
import { type Account, ROLES, type Role } from '../state.ts'
import { viewAccount, viewProfile } from '../views/account.ts'
import { accountNamed, type Team } from '../world.ts'

/** People: who somebody is, and what they may do. */
export const PEOPLE_ROUTES: readonly Route[] = [
  {
    call: 'users/get-by-username',
    method: 'GET',
    path: '/users/{username}',
    answer: (call) => ok(viewProfile(call.world, accountOf(call))),
  },
  {
    call: 'users/get-by-id',
    method: 'GET',
    path: '/user/{account_id}',
    answer: (call) => {
      const id = numberParam(call, 'account_id')
      return ok(
        viewProfile(call.world, found([...call.world.accounts.values()].find((one) => one.id === id))),
      )
    },
  },
  {
    call: 'users/get-authenticated',
    method: 'GET',
    path: '/user',
    answer: ({ world, caller }) => {
      if (caller.kind === 'person') return ok(viewProfile(world, caller.account))
      if (caller.kind === 'installation') throw new Problem(403, 'Resource not accessible by integration')
      throw new Problem(401, 'Requires authentication')
    },
  },
  {
    call: 'teams/get-membership-for-user-in-org',
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    answer: (call) => {
      const team = teamOf(call)
      if (!team.members.has(accountOf(call).id)) throw notFound()
      const { org, team_slug, username } = call.params
      const url = `${call.world.origin.url}/orgs/${org}/teams/${team_slug}/memberships/${username}`
      return ok({ url, role: 'member', state: 'active' })
    },
  },
  {
    call: 'teams/list-members-in-org',
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/members',
    answer: (call) => {
      const { members } = teamOf(call)
      const accounts = [...call.world.accounts.values()].filter(({ id }) => members.has(id))
      return list(accounts.map((account) => viewAccount(call.world, account)))
    },
  },
  onRepository({
    call: 'repos/get-collaborator-permission-level',
    method: 'GET',
    path: '/collaborators/{username}/permission',
    needs: ['metadata'],
    answer: (call) => {
      const account = accountOf(call)
      const role = roleOf(call.repository, account)
      const user = { ...viewAccount(call.world, account), permissions: flags(role), role_name: role }
      return ok({ permission: OLD_NAMES[role], role_name: role, user })
    },
  }),
  {
    call: 'rate-limit/get',
    method: 'GET',
    path: '/rate_limit',
    answer: (call) => {
      const key = [...call.world.tokens].find(([, { caller }]) => caller === call.caller)?.[0]
      const { limit, used, remaining, reset } = standing(call.world, key)
      const core = { limit, used, remaining, reset }
      return ok({ resources: { core, search: core, graphql: core }, rate: core })
    },
  },
]

/** GitHub's older answer knows four levels only. */
const OLD_NAMES = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
} as const
const FROM = { pull: 'read', triage: 'triage', push: 'write', maintain: 'maintain', admin: 'admin' } as const

function flags(role: Role): Record<string, boolean> {
  const has = ROLES.indexOf(role)
  return Object.fromEntries(Object.entries(FROM).map(([flag, needs]) => [flag, has >= ROLES.indexOf(needs)]))
}

function accountOf(call: Call): Account {
  return found(accountNamed(call.world, param(call, 'username')))
}

/** Teams are seen by those who authenticate, Apps with `members: read` among them. */
function teamOf(call: Call): Team {
  const { caller } = call
  const sees = caller.kind === 'person' || (caller.kind === 'installation' && 'members' in caller.permissions)
  if (!sees) throw notFound()
  const organization = param(call, 'org').toLowerCase()
  return found(
    call.world.teams.find(
      (team) =>
        team.slug === param(call, 'team_slug') && team.organization.login.toLowerCase() === organization,
    ),
  )
}
