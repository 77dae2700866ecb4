import { schedule } from './controller.ts'
import { createPath, discover, RESOURCES, type Resource } from './discovery.ts'
import { getAt, isObject, type Json, type JsonObject } from './json.ts'
import { applyPatch } from './patches.ts'
import { type ClusterState, touch, type Workload } from './state.ts'
import { createNotFound, StatusError } from './status.ts'
import { listView, viewNamespace, viewPod, viewTable, viewWorkload } from './views.ts'

/** One call of the API. */
export interface ApiCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly accept: string
  readonly contentType: string
  readonly body: Json
  /** Whether the caller may do that (RBAC). */
  readonly allows: (verb: string, resource: string, name: string | null) => boolean
}

export type ApiAnswer =
  | { readonly kind: 'object'; readonly object: JsonObject }
  /** Every change from now on, of these workloads. */
  | {
      readonly kind: 'watch'
      readonly now: readonly JsonObject[]
      readonly matches: (workload: Workload) => boolean
    }

/** Answers one call, as an API server does. @throws {StatusError} */
export function answerApi(state: ClusterState, call: ApiCall): ApiAnswer {
  const discovered = call.method === 'GET' ? discover(call.path) : null
  if (discovered) return { kind: 'object', object: discovered }
  const namespace = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(call.path)?.[1]
  if (namespace !== undefined) return { kind: 'object', object: viewNamespace(state, namespace) }
  const asked = parsePath(call.path)
  if (!asked) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource')
  const { resource, name, subresource } = asked
  const full = subresource === null ? resource.plural : `${resource.plural}/${subresource}`
  const verb = verbOf(call, name)
  if (!call.allows(verb, full, name))
    throw new StatusError(
      403,
      'Forbidden',
      `${full} "${name ?? ''}" is forbidden: User cannot ${verb} resource "${full}"`,
    )
  if (name === null) return list(state, call, asked)
  if (resource.plural === 'pods') return object(onePod(state, asked.namespace, name), call, asked, state)
  const workload = find(state, asked, name)
  if (call.method === 'PATCH') patch(state, workload, { call, subresource })
  return object(viewWorkload(workload), call, asked, state)
}

interface Asked {
  readonly resource: Resource
  /** Null asks in all of them. */
  readonly namespace: string | null
  readonly name: string | null
  readonly subresource: string | null
}

function parsePath(path: string): Asked | null {
  const resource = RESOURCES.filter((one) => path.startsWith(`${createPath(one)}/`)).find((one) =>
    path.split('/').includes(one.plural),
  )
  if (!resource) return null
  const rest = path.slice(createPath(resource).length + 1).split('/')
  const namespace = rest[0] === 'namespaces' ? (rest[1] ?? '') : null
  const [plural, name = null, subresource = null, ...more] = namespace === null ? rest : rest.slice(2)
  return plural === resource.plural && more.length === 0 ? { resource, namespace, name, subresource } : null
}

function verbOf({ method, query }: ApiCall, name: string | null): string {
  if (method === 'PATCH') return 'patch'
  if (method !== 'GET')
    throw new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method')
  if (query.get('watch') === 'true') return 'watch'
  return name === null ? 'list' : 'get'
}

function list(state: ClusterState, call: ApiCall, { resource, namespace }: Asked): ApiAnswer {
  const only = /metadata\.name=([^,]+)/.exec(call.query.get('fieldSelector') ?? '')?.[1] ?? null
  const matches = (workload: Workload) =>
    (namespace === null || workload.namespace === namespace) &&
    (resource.plural === 'pods' || workload.kind === resource.kind) &&
    (only === null || resource.plural === 'pods' || workload.name === only)
  const found = state.workloads.filter(matches)
  const items =
    resource.plural === 'pods'
      ? found.flatMap((workload) => workload.pods.map((pod) => viewPod(state, workload, pod)))
      : found.map(viewWorkload)
  if (call.query.get('watch') === 'true') return { kind: 'watch', now: items, matches }
  if (call.accept.includes('as=Table'))
    return { kind: 'object', object: viewTable(resource, items, state.clock.now()) }
  return { kind: 'object', object: listView(resource, items, state.revision) }
}

function object(item: JsonObject, { accept }: ApiCall, { resource }: Asked, state: ClusterState): ApiAnswer {
  if (!accept.includes('as=Table')) return { kind: 'object', object: item }
  return { kind: 'object', object: viewTable(resource, [item], state.clock.now()) }
}

function onePod(state: ClusterState, namespace: string | null, name: string): JsonObject {
  for (const workload of state.workloads)
    for (const pod of workload.pods)
      if (pod.name === name && workload.namespace === namespace) return viewPod(state, workload, pod)
  throw createNotFound({ group: '', plural: 'pods' }, name)
}

function find(state: ClusterState, { resource, namespace }: Asked, name: string): Workload {
  const found = state.workloads.find(
    (one) => one.kind === resource.kind && one.name === name && one.namespace === namespace,
  )
  if (!found) throw createNotFound(resource, name)
  return found
}

/** The subresource changes the status and nothing else, and the resource itself everything but the status. */
function patch(
  state: ClusterState,
  workload: Workload,
  { call, subresource }: { readonly call: ApiCall; readonly subresource: string | null },
): void {
  const before = viewWorkload(workload)
  const after = applyPatch(call.contentType, before, call.body)
  const wanted = getAt(after, 'metadata', 'resourceVersion')
  if (wanted !== undefined && wanted !== String(workload.resourceVersion))
    throw new StatusError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${workload.name}: the object has been modified; please apply your changes to the latest version and try again`,
    )
  const changedStatus = getAt(after, 'status')
  if (subresource === 'status') {
    if (isObject(changedStatus)) workload.status = changedStatus
  } else {
    const { status: _, ...rest } = after
    const isNewSpec = JSON.stringify(getAt(before, 'spec')) !== JSON.stringify(getAt(after, 'spec'))
    const isNewTemplate =
      JSON.stringify(getAt(before, 'spec', 'template')) !== JSON.stringify(getAt(after, 'spec', 'template'))
    if (isNewSpec) workload.generation += 1
    if (isNewTemplate) workload.changedAt = state.clock.now()
    workload.object = rest
  }
  touch(state, workload)
  schedule(state, workload)
}
