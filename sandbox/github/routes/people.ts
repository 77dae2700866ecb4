import { replyList, replyOk } from '../http/answer.ts'
import { ApiProblem, createNotFound, requireFound } from '../http/problem.ts'
import { getRateStanding } from '../http/rate-limit.ts'
import {
  type ApiRequest,
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  getParam,
  getRole,
} from '../http/route.ts'
import { ACCOUNT_ROLES, type AccountState, type Role } from '../state.ts'
import { viewAccount, viewProfile } from '../views/account.ts'
import { findAccount, type Team } from '../world.ts'

/** People: who someone is, and what they may do. */
export const PEOPLE_ROUTES: readonly ApiRoute[] = [
  {
    call: 'users/get-by-username',
    method: 'GET',
    path: '/users/{username}',
    answer: (call) => replyOk(viewProfile(call.world, findCallAccount(call))),
  },
  {
    call: 'users/get-by-id',
    method: 'GET',
    path: '/user/{account_id}',
    answer: (call) => {
      const id = getNumberParam(call, 'account_id')
      return replyOk(
        viewProfile(call.world, requireFound([...call.world.accounts.values()].find((one) => one.id === id))),
      )
    },
  },
  {
    call: 'users/get-authenticated',
    method: 'GET',
    path: '/user',
    answer: ({ world, caller }) => {
      if (caller.kind === 'person') return replyOk(viewProfile(world, caller.account))
      if (caller.kind === 'installation') throw new ApiProblem(403, 'Resource not accessible by integration')
      throw new ApiProblem(401, 'Requires authentication')
    },
  },
  {
    call: 'teams/get-membership-for-user-in-org',
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    answer: (call) => {
      const team = findTeam(call)
      if (!team.members.has(findCallAccount(call).id)) throw createNotFound()
      const { org, team_slug, username } = call.params
      const url = `${call.world.origin.url}/orgs/${org}/teams/${team_slug}/memberships/${username}`
      return replyOk({ url, role: 'member', state: 'active' })
    },
  },
  {
    call: 'teams/list-members-in-org',
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/members',
    answer: (call) => {
      const { members } = findTeam(call)
      const accounts = [...call.world.accounts.values()].filter(({ id }) => members.has(id))
      return replyList(accounts.map((account) => viewAccount(call.world, account)))
    },
  },
  createRepositoryRoute({
    call: 'repos/get-collaborator-permission-level',
    method: 'GET',
    path: '/collaborators/{username}/permission',
    needs: ['metadata'],
    answer: (call) => {
      const account = findCallAccount(call)
      const role = getRole(call.repository, account)
      const user = {
        ...viewAccount(call.world, account),
        permissions: createRoleFlags(role),
        role_name: role,
      }
      return replyOk({ permission: OLD_NAMES[role], role_name: role, user })
    },
  }),
  {
    call: 'rate-limit/get',
    method: 'GET',
    path: '/rate_limit',
    answer: (call) => {
      const key = [...call.world.tokens].find(([, { caller }]) => caller === call.caller)?.[0]
      const { limit, used, remaining, reset } = getRateStanding(call.world, key)
      const core = { limit, used, remaining, reset }
      return replyOk({ resources: { core, search: core, graphql: core }, rate: core })
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

function createRoleFlags(role: Role): Record<string, boolean> {
  const has = ACCOUNT_ROLES.indexOf(role)
  return Object.fromEntries(
    Object.entries(FROM).map(([flag, needs]) => [flag, has >= ACCOUNT_ROLES.indexOf(needs)]),
  )
}

function findCallAccount(call: ApiRequest): AccountState {
  return requireFound(findAccount(call.world, getParam(call, 'username')))
}

/** Teams are seen by those who authenticate, Apps with `members: read` among them. */
function findTeam(call: ApiRequest): Team {
  const { caller } = call
  const sees = caller.kind === 'person' || (caller.kind === 'installation' && 'members' in caller.permissions)
  if (!sees) throw createNotFound()
  const organization = getParam(call, 'org').toLowerCase()
  return requireFound(
    call.world.teams.find(
      (team) =>
        team.slug === getParam(call, 'team_slug') && team.organization.login.toLowerCase() === organization,
    ),
  )
}
