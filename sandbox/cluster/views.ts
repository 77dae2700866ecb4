import { getApiVersion, type Resource } from './discovery.ts'
import { getAt, getNumberAt, getTextAt, isObject, type Json, type JsonObject, listAt } from './json.ts'
import type { ClusterState, Pod, Workload } from './state.ts'
import { createNotFound } from './status.ts'

/** A workload as the API answers it. */
export function viewWorkload(workload: Workload): JsonObject {
  const { object, generation, resourceVersion, status } = workload
  const metadata = getAt(object, 'metadata')
  return {
    ...object,
    metadata: {
      ...(isObject(metadata) ? metadata : {}),
      generation,
      resourceVersion: String(resourceVersion),
    },
    status,
  }
}

export function viewPod(state: ClusterState, workload: Workload, pod: Pod): JsonObject {
  const isReady = pod.readyAt <= state.clock.now()
  const [container] = listAt(workload.object, 'spec', 'template', 'spec', 'containers')
  const name = getTextAt(container, 'name') ?? 'app'
  const started = formatTime(pod.madeAt)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: workload.namespace,
      uid: createUid(pod.name),
      resourceVersion: String(state.revision),
      creationTimestamp: started,
      labels: { app: workload.name, 'pod-template-hash': pod.hash },
    },
    spec: { containers: [{ name, image: pod.image }] },
    status: {
      phase: isReady ? 'Running' : 'Pending',
      startTime: started,
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: started }],
      containerStatuses: [
        {
          ...{ name, image: pod.image, imageID: pod.image, ready: isReady, restartCount: 0 },
          state: isReady ? { running: { startedAt: started } } : { waiting: { reason: 'ContainerCreating' } },
        },
      ],
    },
  }
}

/** kubectl looks for the namespace where it doesn't find what is in it. @throws {StatusError} */
export function viewNamespace(state: ClusterState, name: string): JsonObject {
  if (!state.workloads.some(({ namespace }) => namespace === name))
    throw createNotFound({ group: '', plural: 'namespaces' }, name)
  const metadata = { name, uid: createUid(name), resourceVersion: '1' }
  return { apiVersion: 'v1', kind: 'Namespace', metadata, status: { phase: 'Active' } }
}

export function listView(resource: Resource, items: readonly JsonObject[], revision: number): JsonObject {
  return {
    kind: `${resource.kind}List`,
    apiVersion: getApiVersion(resource),
    metadata: { resourceVersion: String(revision) },
    items: [...items],
  }
}

/** What `kubectl get` prints, by the server's own columns. */
export function viewTable(resource: Resource, items: readonly JsonObject[], now: number): JsonObject {
  const columns = resource.plural === 'pods' ? POD_COLUMNS : WORKLOAD_COLUMNS
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: columns.map(([name, type]) => ({
      ...{ name, type, format: name === 'Name' ? 'name' : '', description: '', priority: 0 },
    })),
    rows: items.map((item) => ({
      cells: columns.map(([, , cell]) => cell(item, now)),
      object: {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: getAt(item, 'metadata') ?? {},
      },
    })),
  }
}

type Column = readonly [string, 'string' | 'integer', (item: JsonObject, now: number) => Json]

const NAME: Column = ['Name', 'string', (item) => getTextAt(item, 'metadata', 'name')]
const AGE: Column = ['Age', 'string', ageOf]

const WORKLOAD_COLUMNS: readonly Column[] = [
  NAME,
  [
    'Ready',
    'string',
    (item) =>
      `${getNumberAt(item, 'status', 'readyReplicas') ?? 0}/${getNumberAt(item, 'spec', 'replicas') ?? 1}`,
  ],
  ['Up-to-date', 'integer', (item) => getNumberAt(item, 'status', 'updatedReplicas') ?? 0],
  ['Available', 'integer', (item) => getNumberAt(item, 'status', 'availableReplicas') ?? 0],
  AGE,
]

const POD_COLUMNS: readonly Column[] = [
  NAME,
  [
    'Ready',
    'string',
    (item) => (getAt(listAt(item, 'status', 'containerStatuses')[0], 'ready') === true ? '1/1' : '0/1'),
  ],
  ['Status', 'string', (item) => getTextAt(item, 'status', 'phase')],
  ['Restarts', 'integer', () => 0],
  AGE,
]

function ageOf(item: JsonObject, now: number): Json {
  const made = Date.parse(getTextAt(item, 'metadata', 'creationTimestamp') ?? '')
  const seconds = Math.max(0, Math.floor((now - made) / 1000))
  if (seconds < 120) return `${seconds}s`
  return seconds < 7_200 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds / 3_600)}h`
}

export function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** Looks like a UUID, and is the same each time. */
export function createUid(name: string): string {
  const hex = Buffer.from(name.padEnd(16, '.')).toString('hex').slice(-32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
