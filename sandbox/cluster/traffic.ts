import { getNumberAt } from './json.ts'
import { hashOf } from './pods.ts'
import { type ClusterState, getVersion, type Workload } from './state.ts'

export interface VersionShare {
  readonly version: string
  /** Percent of the traffic. */
  readonly share: number
  readonly pods: number
}

/** Shares the traffic of a namespace among the versions of its pods: by weight in a Rollout, else by pods. */
export function getShareByVersion(state: ClusterState, namespace: string): readonly VersionShare[] {
  const workloads = state.workloads.filter((one) => one.namespace === namespace)
  const shares = new Map<string, { share: number; pods: number }>()
  for (const workload of workloads)
    for (const { version, share, pods } of sharesOf(state, workload)) {
      const before = shares.get(version) ?? { share: 0, pods: 0 }
      shares.set(version, { share: before.share + share / workloads.length, pods: before.pods + pods })
    }
  return [...shares].map(([version, { share, pods }]) => ({ version, share, pods }))
}

function sharesOf(state: ClusterState, workload: Workload): readonly VersionShare[] {
  const now = state.clock.now()
  const ready = workload.pods.filter(({ readyAt }) => readyAt <= now)
  const byHash = Map.groupBy(ready, ({ hash }) => hash)
  return [...byHash].map(([hash, pods]) => ({
    version: getVersion(pods[0]?.image ?? ''),
    pods: pods.length,
    share: weightOf(workload, hash) ?? (100 * pods.length) / ready.length,
  }))
}

/** Null where pods decide: in a Deployment, and where one template has all of them. */
function weightOf(workload: Workload, hash: string): number | null {
  const canary = getNumberAt(workload.status, 'canary', 'weights', 'canary', 'weight')
  const newest = hashOf(workload)
  if (workload.kind === 'Deployment' || canary === null || newest === workload.stable) return null
  return hash === newest ? canary : 100 - canary
}
