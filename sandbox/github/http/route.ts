import type { Buffer } from 'node:buffer'
import type { ZodType } from 'zod'
import type { Caller } from '../state.ts'
import { ACCOUNT_ROLES, type AccountState, type Level, type Repository, type Role } from '../state.ts'
import { allows, findRepository, formatFullName, type World } from '../world.ts'
import type { ApiAnswer } from './answer.ts'
import { ApiProblem, createNotFound, requireFound } from './problem.ts'

export interface ApiRequest {
  readonly world: World
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Buffer
  readonly contentType: string
  readonly accept: string
}

export interface RepositoryCall extends ApiRequest {
  readonly repository: Repository
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface ApiRoute {
  /** GitHub's own name of the operation, `pulls/create`. */
  readonly call: string
  readonly method: Method
  /** As in GitHub's description: `/repos/{owner}/{repo}/pulls`. */
  readonly path: string
  readonly answer: (call: ApiRequest) => ApiAnswer | Promise<ApiAnswer>
}

/** A route below a repository, and who may take it. */
interface RepositoryRoute {
  readonly call: string
  readonly method: Method
  /** Below `/repos/{owner}/{repo}`. */
  readonly path: string
  /** The App needs one of these permissions, to read or to write as the method says (or `level`). */
  readonly needs: readonly string[]
  readonly level?: Level
  /** The role that a person needs; without it, write to write and read to read. */
  readonly role?: Role
  readonly answer: (call: RepositoryCall) => ApiAnswer | Promise<ApiAnswer>
}

export function createRepositoryRoute(route: RepositoryRoute): ApiRoute {
  return {
    call: route.call,
    method: route.method,
    path: `/repos/{owner}/{repo}${route.path}`,
    answer: (call) => route.answer({ ...call, repository: admit(call, route) }),
  }
}

function admit(call: ApiRequest, route: RepositoryRoute): Repository {
  const { world, caller } = call
  const repository = requireFound(
    findRepository(world, `${getParam(call, 'owner')}/${getParam(call, 'repo')}`),
  )
  const level = route.level ?? (route.method === 'GET' ? 'read' : 'write')
  switch (caller.kind) {
    case 'app':
    case 'client':
      throw new ApiProblem(401, 'A JSON web token could not be decoded')
    case 'anyone':
      if (repository.private) throw createNotFound()
      if (level === 'write') throw new ApiProblem(401, 'Requires authentication')
      return repository
    case 'person':
      admitPerson(repository, caller.account, route.role ?? level)
      return repository
    case 'installation':
      admitInstallation(repository, caller, { needs: route.needs, level })
      return repository
  }
}

function admitPerson(repository: Repository, account: AccountState, role: Role): void {
  const has = getRole(repository, account)
  if (has === 'none') throw createNotFound()
  if (ACCOUNT_ROLES.indexOf(has) < ACCOUNT_ROLES.indexOf(role))
    throw new ApiProblem(403, `Must have ${role} rights to Repository.`)
}

function admitInstallation(
  repository: Repository,
  caller: Extract<Caller, { kind: 'installation' }>,
  { needs, level }: { readonly needs: readonly string[]; readonly level: Level },
): void {
  const reaches = caller.repositories?.includes(repository.id) ?? true
  const may = reaches && needs.some((one) => one === 'metadata' || allows(caller.permissions, one, level))
  if (may) return
  if (!reaches && repository.private) throw createNotFound()
  throw new ApiProblem(403, 'Resource not accessible by integration', {
    headers: { 'x-accepted-github-permissions': needs.map((one) => `${one}=${level}`).join('; ') },
  })
}

/** The role that someone has in a repository; everyone may read a public one. */
export function getRole(repository: Repository, account: AccountState): Role {
  if (repository.owner.id === account.id) return 'admin'
  return repository.roles.get(account.id) ?? (repository.private ? 'none' : 'read')
}

/** Who does what this call does. */
export function getActor({ caller }: ApiRequest): AccountState {
  if (caller.kind === 'person' || caller.kind === 'installation') return caller.account
  throw new ApiProblem(401, 'Requires authentication')
}

export function getParam({ params }: ApiRequest, name: string): string {
  return params[name] ?? ''
}

/** A parameter of the path that must be a number; GitHub has nothing under any other name. */
export function getNumberParam(call: ApiRequest, name: string): number {
  const number = Number(getParam(call, name))
  if (!Number.isSafeInteger(number)) throw createNotFound()
  return number
}

/** The body, as the schema wants it. */
export function parseInput<T>(call: ApiRequest, schema: ZodType<T>): T {
  const read = schema.safeParse(parseJson(call.body))
  if (read.success) return read.data
  const said = read.error.issues.map(({ path, message }) => `For '${path.join('/')}': ${message}`)
  throw new ApiProblem(422, `Invalid request.\n\n${said.join('\n')}`)
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new ApiProblem(400, 'Problems parsing JSON')
  }
}

/** The API's URL of something in a repository. */
export function getRepositoryUrl(world: World, repository: Repository, path = ''): string {
  return `${world.origin.url}/repos/${formatFullName(repository)}${path}`
}
