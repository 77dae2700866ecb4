import { formatFullName, type World } from '../world.ts'
import { ApiProblem } from './problem.ts'

const BY_ID = /^\/repositories\/(?<id>\d+)(?<rest>\/.*)?$/
const BY_NAME = /^\/repos\/(?<name>[^/]+\/[^/]+)(?<rest>\/.*)?$/

/** A path that names a repository by its id, as GitHub leads to one that was renamed, with its name. */
export function resolvePathByName(world: World, path: string): string {
  const { id, rest = '' } = BY_ID.exec(path)?.groups ?? {}
  const repository = [...world.repositories.values()].find((one) => String(one.id) === id)
  return repository ? `/repos/${formatFullName(repository)}${rest}` : path
}

/** @throws {ApiProblem} 301 or 307, to the same of a repository that had this name and has another one now */
export function redirect(
  world: World,
  { method, url }: { readonly method: string; readonly url: URL },
): void {
  const { name = '', rest = '' } = BY_NAME.exec(url.pathname)?.groups ?? {}
  const moved = world.repositories.has(name.toLowerCase()) ? undefined : world.renamed.get(name.toLowerCase())
  if (!moved) return
  const location = `${world.origin.url}/repositories/${moved.id}${rest}${url.search}`
  throw new ApiProblem(method === 'GET' ? 301 : 307, 'Moved Permanently', { headers: { location } })
}
