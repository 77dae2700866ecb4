import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { redeliver } from '../hooks/announce.ts'
import type { SentDelivery } from '../hooks/delivery-log.ts'
import {
  replyCreated,
  replyDone,
  replyList,
  replyListByCursor,
  replyListUnder,
  replyOk,
} from '../http/answer.ts'
import { refuseSuspended } from '../http/authenticate.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRequest,
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  getParam,
  parseInput,
} from '../http/route.ts'
import type { Level, Permissions, Repository } from '../state.ts'
import { viewApp, viewInstallation } from '../views/account.ts'
import { viewFullRepository, viewRepository } from '../views/repository.ts'
import { allows, findRepository, toIsoTime, type World } from '../world.ts'

const HOUR_MS = 3_600_000
const TOKEN = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
})

const USER_TOKEN = z.object({ access_token: z.string() })

/** What an App does as itself: with its JWT. */
export const APP_ROUTES: readonly ApiRoute[] = [
  {
    call: 'apps/get-authenticated',
    method: 'GET',
    path: '/app',
    answer: (call) =>
      replyOk({ ...viewApp(call.world, requireApp(call).installed.app), installations_count: 1 }),
  },
  {
    call: 'apps/list-installations',
    method: 'GET',
    path: '/app/installations',
    answer: (call) => {
      const world = requireApp(call)
      return replyList(world.installed.stands === 'gone' ? [] : [viewInstallation(world)])
    },
  },
  {
    call: 'apps/get-installation',
    method: 'GET',
    path: '/app/installations/{installation_id}',
    answer: (call) => replyOk(viewInstallation(requireInstallation(call))),
  },
  {
    call: 'apps/create-installation-access-token',
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    answer: (call) => {
      const world = requireInstallation(call)
      refuseSuspended(world)
      return replyCreated(makeToken(call, world))
    },
  },
  {
    call: 'apps/get-repo-installation',
    method: 'GET',
    path: '/repos/{owner}/{repo}/installation',
    answer: (call) => {
      const world = requireApp(call)
      const repository = requireFound(
        findRepository(world, `${getParam(call, 'owner')}/${getParam(call, 'repo')}`),
      )
      return replyOk(
        viewInstallation(
          requireFound(repository.owner.id === world.installed.app.owner.id ? world : undefined),
        ),
      )
    },
  },
  {
    call: 'apps/get-webhook-config-for-app',
    method: 'GET',
    path: '/app/hook/config',
    answer: (call) =>
      replyOk({
        content_type: 'json',
        insecure_ssl: '0',
        secret: '********',
        url: requireApp(call).installed.webhookUrl ?? '',
      }),
  },
  {
    call: 'apps/list-webhook-deliveries',
    method: 'GET',
    path: '/app/hook/deliveries',
    answer: (call) =>
      replyListByCursor(
        requireApp(call)
          .deliveries.entries.map((one) => viewDelivery(call.world, one))
          .reverse(),
      ),
  },
  {
    call: 'apps/get-webhook-delivery',
    method: 'GET',
    path: '/app/hook/deliveries/{delivery_id}',
    answer: (call) => replyOk(viewWholeDelivery(call.world, findDelivery(call))),
  },
  {
    call: 'apps/redeliver-webhook-delivery',
    method: 'POST',
    path: '/app/hook/deliveries/{delivery_id}/attempts',
    answer: (call) => {
      redeliver(call.world, findDelivery(call))
      return { kind: 'json', status: 202, body: {} }
    },
  },
  {
    call: 'apps/delete-token',
    method: 'DELETE',
    path: '/applications/{client_id}/token',
    answer: (call) => {
      const { world, caller } = call
      if (caller.kind !== 'client' || getParam(call, 'client_id') !== caller.app.clientId)
        throw new ApiProblem(401, 'Bad credentials')
      const { access_token: token } = parseInput(call, USER_TOKEN)
      requireFound(token.startsWith('ghu_') ? world.tokens.get(token) : undefined)
      world.tokens.delete(token)
      return replyDone()
    },
  },
  {
    call: 'apps/list-repos-accessible-to-installation',
    method: 'GET',
    path: '/installation/repositories',
    answer: (call) => {
      const { world, caller } = call
      if (caller.kind !== 'installation')
        throw new ApiProblem(403, 'You must authenticate with an installation access token.')
      const reached = listReached(world).filter(({ id }) => caller.repositories?.includes(id) ?? true)
      return replyListUnder(
        'repositories',
        reached.map((one) => viewRepository(world, one)),
      )
    },
  },
  createRepositoryRoute({
    call: 'repos/get',
    method: 'GET',
    path: '',
    needs: ['metadata'],
    answer: ({ world, repository }) => replyOk(viewFullRepository(world, repository)),
  }),
]

function requireApp({ world, caller }: ApiRequest): World {
  if (caller.kind !== 'app') throw new ApiProblem(401, 'A JSON web token could not be decoded')
  return world
}

function requireInstallation(call: ApiRequest): World {
  const world = requireApp(call)
  const { installationId, stands } = world.installed
  return requireFound(
    getNumberParam(call, 'installation_id') === installationId && stands !== 'gone' ? world : undefined,
  )
}

function listReached(world: World): Repository[] {
  return [...world.repositories.values()].filter(({ owner }) => owner.id === world.installed.app.owner.id)
}

/** A token for an hour, with no more than the App was given. */
function makeToken(call: ApiRequest, world: World): Record<string, unknown> {
  const wish = parseInput(call, TOKEN)
  const { app } = world.installed
  const permissions = grantPermissions(app.permissions, wish.permissions)
  const repositories = listWishedRepositories(world, wish)
  const token = `ghs_${randomBytes(27).toString('hex').slice(0, 36)}`
  const expiresAt = world.now() + HOUR_MS
  world.tokens.set(token, {
    caller: { kind: 'installation', account: app.bot, permissions, repositories },
    expiresAt,
  })
  const reached = listReached(world).filter(({ id }) => repositories?.includes(id))
  return {
    token,
    expires_at: toIsoTime(expiresAt),
    permissions,
    repository_selection: repositories === null ? 'all' : 'selected',
    ...(repositories === null ? {} : { repositories: reached.map((one) => viewRepository(world, one)) }),
  }
}

function grantPermissions(has: Permissions, wish: Readonly<Record<string, Level>> | undefined): Permissions {
  if (!wish) return has
  for (const [name, level] of Object.entries(wish)) {
    if (!allows(has, name, level)) {
      throw new ApiProblem(422, 'The permissions requested are not granted to this installation.')
    }
  }
  return 'metadata' in has ? { metadata: 'read', ...wish } : wish
}

function listWishedRepositories(world: World, wish: z.infer<typeof TOKEN>): number[] | null {
  if (!wish.repositories && !wish.repository_ids) return null
  const reached = listReached(world)
  const named = (wish.repositories ?? []).map((name) => reached.find((one) => one.name === name))
  const numbered = (wish.repository_ids ?? []).map((id) => reached.find((one) => one.id === id))
  return [...named, ...numbered].map((repository) => {
    if (repository) return repository.id
    throw new ApiProblem(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  })
}

function findDelivery(call: ApiRequest): SentDelivery {
  const id = getNumberParam(call, 'delivery_id')
  return requireFound(requireApp(call).deliveries.entries.find((one) => one.id === id))
}

function viewDelivery(world: World, delivery: SentDelivery): Record<string, unknown> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: toIsoTime(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration: 0.01,
    status: delivery.answer.status,
    status_code: delivery.answer.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: world.installed.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  }
}

function viewWholeDelivery(world: World, delivery: SentDelivery): Record<string, unknown> {
  const payload: unknown = JSON.parse(delivery.body)
  return {
    ...viewDelivery(world, delivery),
    url: world.installed.webhookUrl ?? '',
    request: { headers: delivery.headers, payload },
    response: { headers: delivery.answer.headers, payload: delivery.answer.body },
  }
}
