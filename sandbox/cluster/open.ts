import type { Clock } from '../clock.ts'
import type { ApiCall } from './api.ts'
import { schedule } from './controller.ts'
import type { JsonObject } from './json.ts'
import { getImage, hashOf } from './pods.ts'
import { type ClusterFault, serveApi } from './server.ts'
import { type Behaviour, type ClusterState, getVersion, HEALTHY, touch, type Workload } from './state.ts'
import { getShareByVersion, type VersionShare } from './traffic.ts'
import { createUid, formatTime } from './views.ts'

export interface ClusterOptions {
  readonly clock: Clock
  /** 0, or left out, takes a free one. */
  readonly port?: number
  /** How long a pod takes to get ready, in milliseconds of the world. */
  readonly startMs?: number
  /** Whether calls need no token: kubectl sends it over TLS alone. */
  readonly anonymous?: boolean
  /** What the token may do; left out, everything. */
  readonly allows?: ApiCall['allows']
}

export interface WorkloadSeed {
  readonly kind: 'Deployment' | 'Rollout'
  readonly namespace: string
  readonly name: string
  readonly container: string
  readonly image: string
  readonly replicas: number
  /** Of a Rollout: `setWeight` and a pause for each. */
  readonly weights?: readonly number[]
}

/** A cluster on this machine: an API server, controllers, pods, and traffic that goes to them. */
export interface Cluster {
  readonly url: string
  readonly token: string
  /** As a file that kubectl and the App read. */
  readonly kubeconfig: () => string
  readonly add: (seed: WorkloadSeed) => void
  readonly workloads: () => readonly WorkloadSeen[]
  /** The share of traffic of each version in a namespace. */
  readonly shares: (namespace: string) => readonly VersionShare[]
  /** A version behaves like that from now on. */
  readonly breaks: (version: string, how: Partial<Behaviour>) => void
  readonly mends: (version: string) => void
  readonly behaviour: (version: string) => Behaviour
  /** The next calls meet these, one each. */
  readonly fails: (...faults: readonly ClusterFault[]) => void
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

export interface WorkloadSeen {
  readonly kind: 'Deployment' | 'Rollout'
  readonly namespace: string
  readonly name: string
  readonly image: string
  readonly annotations: JsonObject
  readonly status: JsonObject
  readonly pods: readonly { readonly name: string; readonly version: string; readonly isReady: boolean }[]
  /** How often its spec changed. */
  readonly generation: number
}

const START_MS = 2_000

export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { clock, port = 0, startMs = START_MS, anonymous = false, allows = () => true } = options
  const state: ClusterState = {
    ...{ clock, startMs, workloads: [], behaviours: new Map(), revision: 1 },
    ...{ watchers: new Set(), listeners: new Set() },
  }
  const token = 'sandbox-cluster-token'
  const faults: ClusterFault[] = []
  const server = await serveApi(state, {
    port,
    token,
    anonymous,
    allows,
    fault: () => faults.shift() ?? null,
  })
  return {
    url: server.url,
    token,
    kubeconfig: () => kubeconfigOf(server.url, token),
    add: (seed) => addWorkload(state, seed),
    workloads: () => state.workloads.map((workload) => workloadSeen(state, workload)),
    shares: (namespace) => getShareByVersion(state, namespace),
    breaks: (version, how) =>
      behave(state, version, { ...HEALTHY, ...state.behaviours.get(version), ...how }),
    mends: (version) => behave(state, version, null),
    behaviour: (version) => state.behaviours.get(version) ?? HEALTHY,
    fails: (...more) => faults.push(...more),
    onChange: (listener) => {
      state.listeners.add(listener)
      return () => state.listeners.delete(listener)
    },
    close: server.close,
  }
}

function behave(state: ClusterState, version: string, behaviour: Behaviour | null): void {
  if (behaviour) state.behaviours.set(version, behaviour)
  else state.behaviours.delete(version)
  for (const listener of [...state.listeners]) listener()
}

/** The pods of what is there from the beginning are ready from the beginning. */
function addWorkload(state: ClusterState, seed: WorkloadSeed): void {
  const { kind, namespace, name } = seed
  const workload: Workload = {
    ...{
      kind,
      namespace,
      name,
      object: objectOf(seed, state.clock.now()),
      generation: 1,
      resourceVersion: 1,
    },
    ...{ status: {}, observed: 0, stable: '', pods: [], pausedAt: null, changedAt: state.clock.now() },
  }
  const hash = hashOf(workload)
  workload.stable = hash
  workload.pods = Array.from({ length: seed.replicas }, (_, index) => ({
    ...{ name: `${name}-${hash}-${String(index).padStart(5, '0')}`, hash, image: getImage(workload) },
    ...{ madeAt: state.clock.now(), readyAt: state.clock.now() },
  }))
  state.workloads.push(workload)
  touch(state, workload)
  schedule(state, workload)
}

function objectOf(
  { kind, namespace, name, container, image, replicas, weights = [] }: WorkloadSeed,
  now: number,
): JsonObject {
  const labels = { app: name }
  const template = { metadata: { labels }, spec: { containers: [{ name: container, image }] } }
  const steps = weights.flatMap((setWeight) => [{ setWeight }, { pause: {} }])
  return {
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'argoproj.io/v1alpha1',
    kind,
    metadata: {
      ...{
        name,
        namespace,
        uid: createUid(`${namespace}/${name}`),
        creationTimestamp: formatTime(now),
        labels,
      },
    },
    spec: {
      ...{ replicas, selector: { matchLabels: labels }, template },
      ...(kind === 'Rollout' ? { strategy: { canary: { steps } } } : { progressDeadlineSeconds: 600 }),
    },
  }
}

function workloadSeen(state: ClusterState, workload: Workload): WorkloadSeen {
  const { kind, namespace, name, status, generation, object } = workload
  const metadata = object['metadata']
  const annotations =
    typeof metadata === 'object' && metadata !== null && 'annotations' in metadata
      ? metadata['annotations']
      : null
  const now = state.clock.now()
  return {
    ...{ kind, namespace, name, status, generation, image: getImage(workload) },
    annotations:
      typeof annotations === 'object' && annotations !== null && !Array.isArray(annotations)
        ? annotations
        : {},
    pods: workload.pods.map((pod) => ({
      name: pod.name,
      version: getVersion(pod.image),
      isReady: pod.readyAt <= now,
    })),
  }
}

function kubeconfigOf(server: string, token: string): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    'current-context: sandbox',
    'clusters:',
    `  - { name: sandbox, cluster: { server: "${server}", insecure-skip-tls-verify: true } }`,
    'users:',
    `  - { name: captain, user: { token: "${token}" } }`,
    'contexts:',
    '  - { name: sandbox, context: { cluster: sandbox, user: captain } }',
    '',
  ].join('\n')
}
