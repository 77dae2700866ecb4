import type { JsonObject } from './json.ts'
import { getNumberAt } from './json.ts'
import { getImage, getReplicas, hashOf, listReadyPods, scale } from './pods.ts'
import { runRollout } from './rollout-controller.ts'
import { type ClusterState, touch, type Workload } from './state.ts'

/** A controller looks soon after a change, and not at once. */
const LOOK_AFTER_MS = 10

/** Has the controllers work on a workload soon, and again whenever a pod gets ready. */
export function schedule(state: ClusterState, workload: Workload): void {
  state.clock.at(state.clock.now() + LOOK_AFTER_MS, () => reconcile(state, workload))
}

function reconcile(state: ClusterState, workload: Workload): void {
  if (!state.workloads.includes(workload)) return
  const before = JSON.stringify([workload.status, workload.pods, workload.observed])
  if (workload.kind === 'Deployment') runDeployment(state, workload)
  else runRollout(state, workload)
  workload.observed = workload.generation
  if (before !== JSON.stringify([workload.status, workload.pods, workload.observed])) {
    touch(state, workload)
    schedule(state, workload)
  }
  wakeUp(state, workload)
}

function wakeUp(state: ClusterState, workload: Workload): void {
  const now = state.clock.now()
  const deadline = workload.changedAt + deadlineMs(workload)
  const times = [...workload.pods.map(({ readyAt }) => readyAt), deadline]
  const next = Math.min(...times.filter((time) => time > now && Number.isFinite(time)))
  if (Number.isFinite(next)) state.clock.at(next, () => reconcile(state, workload))
}

function deadlineMs({ object }: Workload): number {
  return (getNumberAt(object, 'spec', 'progressDeadlineSeconds') ?? 600) * 1000
}

/** A rolling update: one pod more than wanted, and none less that is ready. */
function runDeployment(state: ClusterState, workload: Workload): void {
  const [hash, replicas] = [hashOf(workload), getReplicas(workload)]
  const others = [...new Set(workload.pods.map((pod) => pod.hash))].filter((one) => one !== hash)
  const ready = listReadyPods(state, workload, hash)
  const left = Math.max(0, replicas - ready)
  for (const old of others) {
    const image = workload.pods.find((pod) => pod.hash === old)?.image ?? ''
    scale(state, workload, { hash: old, image, count: left })
  }
  const oldPods = workload.pods.filter((pod) => pod.hash !== hash).length
  const surge = oldPods > 0 ? Math.min(replicas, replicas + 1 - oldPods) : replicas
  scale(state, workload, { hash, image: getImage(workload), count: surge })
  if (listReadyPods(state, workload, hash) >= replicas) workload.stable = hash
  workload.status = deploymentStatus(state, workload, { hash, replicas })
}

function deploymentStatus(
  state: ClusterState,
  workload: Workload,
  { hash, replicas }: { readonly hash: string; readonly replicas: number },
): JsonObject {
  const now = state.clock.now()
  const updated = workload.pods.filter((pod) => pod.hash === hash).length
  const available = workload.pods.filter((pod) => pod.readyAt <= now).length
  const isDone = listReadyPods(state, workload, hash) >= replicas && updated === workload.pods.length
  const isLate = !isDone && now >= workload.changedAt + deadlineMs(workload)
  const since = new Date(workload.changedAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const progressing = progressOf(isDone, isLate)
  return {
    observedGeneration: workload.generation,
    replicas: workload.pods.length,
    updatedReplicas: updated,
    readyReplicas: available,
    availableReplicas: available,
    ...(workload.pods.length > available ? { unavailableReplicas: workload.pods.length - available } : {}),
    conditions: [
      {
        type: 'Available',
        status: available >= replicas ? 'True' : 'False',
        reason: available >= replicas ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        message:
          available >= replicas
            ? 'Deployment has minimum availability.'
            : 'Deployment does not have minimum availability.',
        lastUpdateTime: since,
        lastTransitionTime: since,
      },
      {
        type: 'Progressing',
        status: isLate ? 'False' : 'True',
        reason: progressing,
        message: `ReplicaSet "${workload.name}-${hash}" ${isLate ? 'has timed out progressing.' : 'is progressing.'}`,
        lastUpdateTime: since,
        lastTransitionTime: since,
      },
    ],
  }
}

function progressOf(isDone: boolean, isLate: boolean): string {
  if (isDone) return 'NewReplicaSetAvailable'
  return isLate ? 'ProgressDeadlineExceeded' : 'ReplicaSetUpdated'
}
