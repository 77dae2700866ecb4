import { type Reply, replyJson } from '../../http/reply.ts'
import type { HttpCall, HttpRoute } from '../../http/route.ts'
import { findApiToken } from '../../store/outside/api-tokens.ts'
import { findSeenRelease } from '../access/seen-release.ts'
import type { PageCall, PageDependencies, ReadCall } from '../page-context.ts'
import { listApiEvents, listApiReleases, toReleaseDetail } from './answers.ts'
import { hashApiToken, parseBearer } from './api-tokens.ts'
import { type ApiPath, describeApi } from './openapi.ts'

type Answer = (call: ReadCall) => Promise<object | null>

/** `/api/v1`: reads what the owner of a token can read. `/api/v1/openapi.json` describes it, and needs no token. */
export function createApiRoutes(deps: PageDependencies, getPublicUrl: () => string): HttpRoute[] {
  const answers: { readonly [P in ApiPath]: Answer } = {
    '/api/v1/releases': (call) => listApiReleases(deps, call),
    '/api/v1/releases/{owner}/{repository}/{version}': async (call) => {
      const seen = await findSeenRelease(deps, call)
      return seen ? toReleaseDetail(seen) : null
    },
    '/api/v1/audit': (call) => listApiEvents(deps, call),
  }
  return [
    {
      name: 'api',
      method: 'GET',
      path: '/api/v1/openapi.json',
      answer: async () => replyJson(200, describeApi(getPublicUrl())),
    },
    ...Object.entries(answers).map(([path, answer]) => createApiRoute(deps, path, answer)),
  ]
}

/** @param path in OpenAPI's form, `{owner}` */
function createApiRoute(deps: PageDependencies, path: string, answer: Answer): HttpRoute {
  return {
    name: 'api',
    method: 'GET',
    path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    answer: async (call) => {
      const read = await authorize(deps, call)
      if (!read) return replyUnknown(call)
      const found = await answer(read)
      return found === null ? replyMissing(call) : replyJson(200, found)
    },
  }
}

/** A token has the rights that its owner has on GitHub at this moment. */
async function authorize(deps: PageDependencies, call: HttpCall): Promise<ReadCall | null> {
  const token = parseBearer(call.request.headers.authorization)
  if (token === null) return null
  const found = await deps.store.transact((unit) => findApiToken(unit, hashApiToken(token), deps.now()))
  if (!found) return null
  const readable = await deps.listReadable({ id: found.githubId, login: found.githubLogin })
  return { ...call, url: new URL(call.request.url ?? '/', 'http://page'), readable }
}

function replyUnknown({ id }: HttpCall): Reply {
  return {
    ...replyJson(401, {
      outcome: 'unknown',
      said: 'Send a token: Authorization: Bearer rct_… Make one on the page /tokens.',
      request: id,
    }),
    headers: { 'www-authenticate': 'Bearer' },
  }
}

function replyMissing({ id }: Pick<PageCall, 'id'>): Reply {
  return replyJson(404, {
    outcome: 'not-found',
    said: "There is no such thing, or you can't read its repository on GitHub.",
    request: id,
  })
}
