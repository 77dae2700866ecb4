import type { IncomingMessage } from 'node:http'
import { TrieRouter } from 'hono/router/trie-router'
import type { HttpRoute } from './route.ts'

/** The route of a request, with what stands in its path. */
export interface MatchedRoute {
  readonly route: HttpRoute
  readonly params: Readonly<Record<string, string>>
}

/** Finds the route of a request; null where there is none. HEAD is answered as GET. */
export type FindRoute = (request: Pick<IncomingMessage, 'method' | 'url'>) => MatchedRoute | null

/** Creates the table of routes. The first that matches answers. */
export function createRouter(routes: readonly HttpRoute[]): FindRoute {
  const router = new TrieRouter<HttpRoute>()
  for (const route of routes) router.add(route.method, route.isPrefix ? `${route.path}*` : route.path, route)
  return ({ method = '', url = '' }) => {
    const [path = ''] = url.split('?', 1)
    const [found] = router.match(method === 'HEAD' ? 'GET' : method, path)
    const [first] = found
    if (!first) return null
    const [route, stands] = first
    const params = decodeParams(stands)
    return params === null ? null : { route, params }
  }
}

/** Null for what is no percent-encoded UTF-8: nothing of ours has such an address. */
function decodeParams(
  stands: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string>> | null {
  try {
    return Object.fromEntries(
      Object.entries(stands).map(([name, text]) => [name, decodeURIComponent(String(text))]),
    )
  } catch {
    return null
  }
}
