import type { Clock } from '../clock.ts'
import type { JsonObject } from './json.ts'

export interface Pod {
  readonly name: string
  /** Of the template that it was made from. */
  readonly hash: string
  readonly image: string
  /** When it was made, and when it is ready; milliseconds since 1970. */
  readonly madeAt: number
  readonly readyAt: number
}

/** A Deployment or a Rollout: the object as the API has it, and what its controller keeps of it. */
export interface Workload {
  readonly kind: 'Deployment' | 'Rollout'
  readonly namespace: string
  readonly name: string
  /** `metadata` and `spec` as they are answered, without what changes by itself. */
  object: JsonObject
  generation: number
  resourceVersion: number
  /** What the controller says; its own shape for each kind. */
  status: JsonObject
  /** The generation that the controller has worked on. */
  observed: number
  /** The hash of the template whose pods have the traffic that is not of the newest. */
  stable: string
  pods: Pod[]
  /** The step of a Rollout at which it waits; null where it doesn't. */
  pausedAt: number | null
  /** When the template changed last, milliseconds since 1970. */
  changedAt: number
}

/** How a version behaves under traffic. */
export interface Behaviour {
  /** The share of requests that fail, 0 to 1. */
  readonly errorRatio: number
  /** What most requests take, in seconds. */
  readonly latencySeconds: number
  /** Its pods never get ready. */
  readonly crashes: boolean
}

export const HEALTHY: Behaviour = { errorRatio: 0.002, latencySeconds: 0.08, crashes: false }

export interface ClusterState {
  readonly clock: Clock
  readonly workloads: Workload[]
  /** By version; a version that isn't in it is healthy. */
  readonly behaviours: Map<string, Behaviour>
  /** How long a pod takes to get ready, in milliseconds. */
  readonly startMs: number
  /** Counts every change, as etcd does. */
  revision: number
  readonly watchers: Set<(workload: Workload) => void>
  /** Called when something changed, before it is told. */
  readonly listeners: Set<() => void>
}

/** Tells everyone that a workload changed. */
export function touch(state: ClusterState, workload: Workload): void {
  state.revision += 1
  workload.resourceVersion = state.revision
  for (const watcher of [...state.watchers]) watcher(workload)
  for (const listener of [...state.listeners]) listener()
}

/** The version that an image names by its tag, without `v` and digest. */
export function getVersion(image: string): string {
  return /:v?([^:@/]+)(?:@.*)?$/.exec(image)?.[1] ?? 'unknown'
}

export function getBehaviour({ behaviours }: ClusterState, image: string): Behaviour {
  return behaviours.get(getVersion(image)) ?? HEALTHY
}
