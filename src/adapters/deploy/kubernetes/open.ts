import { KubeConfig } from '@kubernetes/client-node'
import type { Deployer, DeploymentRequest, DeploymentState } from '../../../runtime/ports/deployer.ts'
import { type KubernetesApi, openApi } from './api.ts'
import { applyToDeployment, applyToRollout } from './apply.ts'
import { readDeploymentState } from './deployment.ts'
import { toImage, type Workload } from './images.ts'
import { readLive } from './live.ts'
import { addReplicas } from './objects.ts'
import { findShare, readRolloutState } from './rollout.ts'

export interface KubernetesOptions {
  readonly cluster: ClusterAccess
  readonly namespace: string
  readonly workloads: readonly Workload[]
  readonly userAgent: string
  readonly timeoutMs?: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The service account of the pod that we run in; or a file, and which of its contexts, null for its current one. */
export type ClusterAccess =
  | { readonly kind: 'in-cluster' }
  | { readonly kind: 'kubeconfig'; readonly file: string; readonly context: string | null }

/** Opens a deployer that sets images in one namespace of a cluster. */
export function openKubernetesDeployer(options: KubernetesOptions): Deployer {
  const api = openApi({ ...options, config: loadConfig(options.cluster) })
  const { workloads } = options
  return {
    deploy: async (request) => {
      for (const workload of workloads) await apply(api, workload, request)
      return (await readAll(api, workloads, request)) ?? { kind: 'running', progress: null, url: null }
    },
    readState: (request) => readAll(api, workloads, request),
    readLiveVersion: () => readLive(api, workloads),
  }
}

function loadConfig(access: ClusterAccess): KubeConfig {
  const config = new KubeConfig()
  if (access.kind === 'in-cluster') config.loadFromCluster()
  else config.loadFromFile(access.file)
  if (access.kind === 'kubeconfig' && access.context !== null) config.setCurrentContext(access.context)
  return config
}

function apply(api: KubernetesApi, workload: Workload, request: DeploymentRequest): Promise<void> {
  switch (workload.kind) {
    case 'deployment':
      return applyToDeployment(api, workload, request)
    case 'rollout':
      return applyToRollout(api, workload, request)
  }
}

/** Null where one of the workloads doesn't know the deployment: then it has to be told. */
async function readAll(
  api: KubernetesApi,
  workloads: readonly Workload[],
  request: DeploymentRequest,
): Promise<DeploymentState | null> {
  const states: DeploymentState[] = []
  for (const workload of workloads) {
    const state = await readOne(api, workload, request)
    if (state === null) return null
    states.push(state)
  }
  return combine(states)
}

async function readOne(
  api: KubernetesApi,
  workload: Workload,
  request: DeploymentRequest,
): Promise<DeploymentState | null> {
  const { key } = request
  const wanted = { key, container: workload.container, image: toImage(workload, request) }
  if (workload.kind === 'deployment')
    return readDeploymentState(await api.readDeployment(workload.name), wanted)
  const object = await api.readRollout(workload.name)
  return readRolloutState(object, wanted, findShare(object, request.share))
}

/** One that failed fails all; done is what all have done. */
function combine(states: readonly DeploymentState[]): DeploymentState {
  const failed = states.find(({ kind }) => kind === 'failed')
  if (failed) return failed
  const replicas = sum(states)
  const isDone = states.every(({ kind }) => kind === 'succeeded')
  return isDone
    ? { kind: 'succeeded', evidence: replicas, url: null }
    : { kind: 'running', progress: replicas, url: null }
}

function sum(states: readonly DeploymentState[]) {
  return addReplicas(
    states.map((state) => {
      if (state.kind === 'succeeded') return state.evidence
      return state.kind === 'running' ? state.progress : null
    }),
  )
}
