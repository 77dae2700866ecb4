import type { KubeConfig, RequestContext } from '@kubernetes/client-node'
import {
  AppsV1Api,
  CustomObjectsApi,
  createConfiguration,
  ServerConfiguration,
} from '@kubernetes/client-node'
import { z } from 'zod'
import { translateFailure } from './failures.ts'
import { type DeploymentObject, deploymentObject, type RolloutObject, rolloutObject } from './objects.ts'

/** One operation of a JSON Patch (RFC 6902). A `test` that fails lets nothing of the patch happen. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

export type Patched = 'patched' | 'changed-meanwhile'

/** The few calls that are made of a cluster; templates/kubernetes/rbac.yaml allows these and no more. */
export interface KubernetesApi {
  readDeployment(name: string): Promise<DeploymentObject>
  patchDeployment(name: string, patch: readonly PatchOperation[]): Promise<Patched>
  readRollout(name: string): Promise<RolloutObject>
  patchRollout(name: string, patch: readonly PatchOperation[]): Promise<Patched>
  patchRolloutStatus(name: string, patch: readonly PatchOperation[]): Promise<Patched>
}

export interface ApiOptions {
  readonly config: KubeConfig
  readonly namespace: string
  readonly userAgent: string
  readonly timeoutMs?: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const TIMEOUT_MS = 10_000
const ROLLOUTS = { group: 'argoproj.io', version: 'v1alpha1', plural: 'rollouts' } as const

/** Opens one namespace of a cluster. */
export function openApi(options: ApiOptions): KubernetesApi {
  const { namespace, now } = options
  const configuration = toConfiguration(options)
  const apps = new AppsV1Api(configuration)
  const custom = new CustomObjectsApi(configuration)
  const at = (name: string) => ({ ...ROLLOUTS, namespace, name })
  const calls = { now }
  return {
    readDeployment: (name) =>
      read(deploymentObject, { ...calls, what: `deployment/${name}` }, () =>
        apps.readNamespacedDeployment({ name, namespace }),
      ),
    patchDeployment: (name, body) =>
      patch({ ...calls, what: `deployment/${name}` }, () =>
        apps.patchNamespacedDeployment({ name, namespace, body: [...body] }),
      ),
    readRollout: (name) =>
      read(rolloutObject, { ...calls, what: `rollout/${name}` }, () =>
        custom.getNamespacedCustomObject(at(name)),
      ),
    patchRollout: (name, body) =>
      patch({ ...calls, what: `rollout/${name}` }, () =>
        custom.patchNamespacedCustomObject({ ...at(name), body: [...body] }),
      ),
    patchRolloutStatus: (name, body) =>
      patch({ ...calls, what: `rollout/${name}` }, () =>
        custom.patchNamespacedCustomObjectStatus({ ...at(name), body: [...body] }),
      ),
  }
}

interface CallContext {
  readonly what: string
  readonly now: () => number
}

function toConfiguration({ config, userAgent, timeoutMs = TIMEOUT_MS }: ApiOptions) {
  const cluster = config.getCurrentCluster()
  if (!cluster) throw new Error('The kubeconfig names no cluster.')
  const prepare = async (context: RequestContext) => {
    context.setSignal(AbortSignal.timeout(timeoutMs))
    context.setHeaderParam('User-Agent', userAgent)
    return context
  }
  return createConfiguration({
    baseServer: new ServerConfiguration(cluster.server, {}),
    authMethods: { default: config },
    promiseMiddleware: [{ pre: prepare, post: async (context) => context }],
  })
}

async function read<S extends z.ZodType>(
  schema: S,
  { what, now }: CallContext,
  call: () => Promise<unknown>,
): Promise<z.output<S>> {
  const answer = await call().catch((error: unknown) => {
    throw translateFailure(what, error, now())
  })
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new Error(`Kubernetes answered something else than ${what}: ${z.prettifyError(parsed.error)}`)
}

/** The server says 409 for a resource that changed, and 422 for a `test` that failed. */
async function patch({ what, now }: CallContext, call: () => Promise<unknown>): Promise<Patched> {
  try {
    await call()
    return 'patched'
  } catch (error) {
    const status = error instanceof Error && 'code' in error ? error.code : null
    if (status === 409 || status === 422) return 'changed-meanwhile'
    throw translateFailure(what, error, now())
  }
}
