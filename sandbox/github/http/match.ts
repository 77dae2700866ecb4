import type { ApiRoute } from './route.ts'

interface Match {
  readonly route: ApiRoute
  readonly params: Readonly<Record<string, string>>
}

/** Names of parameters that may hold slashes: branches, refs and paths. */
const LONG = new Set(['ref', 'branch', 'path', 'basehead', 'tag', 'name'])

/** The route of a path. Where several fit, the one that spells out most of it: `…/protection` is no branch's end. */
export function matchRoute(routes: readonly ApiRoute[], method: string, path: string): Match | undefined {
  const parts = path.split('/')
  const matches = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const params = bind(route.path.split('/'), parts)
      return params ? [{ route, params }] : []
    })
  return matches.sort((a, b) => countSpelledOut(b.route) - countSpelledOut(a.route))[0]
}

function countSpelledOut({ path }: ApiRoute): number {
  return path.split('/').filter((part) => !part.startsWith('{')).length
}

function bind(template: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const [want, ...rest] = template
  const [has, ...left] = parts
  if (want === undefined) return parts.length === 0 ? {} : undefined
  if (has === undefined) return undefined
  const name = /^\{(.+)\}$/.exec(want)?.[1]
  if (name === undefined) return want === has ? bind(rest, left) : undefined
  if (has === '') return undefined
  return bindNamed({ name, rest, parts })
}

/** A long parameter takes as few parts as the rest of the template leaves it. */
function bindNamed(at: {
  readonly name: string
  readonly rest: readonly string[]
  readonly parts: readonly string[]
}): Record<string, string> | undefined {
  const most = LONG.has(at.name) ? at.parts.length : 1
  for (let taken = 1; taken <= most; taken += 1) {
    const bound = bind(at.rest, at.parts.slice(taken))
    const value = decodeUri(at.parts.slice(0, taken).join('/'))
    if (bound && value !== undefined) return { [at.name]: value, ...bound }
  }
  return undefined
}

function decodeUri(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
