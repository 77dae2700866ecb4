import { createHash } from 'node:crypto'
import { getAt, getNumberAt, getTextAt, listAt } from './json.ts'
import { type ClusterState, getBehaviour, type Pod, type Workload } from './state.ts'

/** Sets the pods of one template to a number: makes what is missing, and lets the oldest go first. */
export function scale(
  state: ClusterState,
  workload: Workload,
  { hash, image, count }: { readonly hash: string; readonly image: string; readonly count: number },
): void {
  const own = workload.pods.filter((pod) => pod.hash === hash)
  const others = workload.pods.filter((pod) => pod.hash !== hash)
  const now = state.clock.now()
  const made = Array.from({ length: Math.max(0, count - own.length) }, (_, index) =>
    makePod(state, workload, { hash, image, now, index: own.length + index }),
  )
  workload.pods = [...others, ...own.slice(Math.max(0, own.length - count)), ...made]
}

function makePod(
  state: ClusterState,
  workload: Workload,
  { hash, image, now, index }: { hash: string; image: string; now: number; index: number },
): Pod {
  const { crashes } = getBehaviour(state, image)
  const suffix = createHash('sha256').update(`${hash} ${index} ${now}`).digest('hex').slice(0, 5)
  const readyAt = crashes ? Number.MAX_SAFE_INTEGER : now + state.startMs
  return { name: `${workload.name}-${hash}-${suffix}`, hash, image, madeAt: now, readyAt }
}

export function listReadyPods(state: ClusterState, workload: Workload, hash: string): number {
  const now = state.clock.now()
  return workload.pods.filter((pod) => pod.hash === hash && pod.readyAt <= now).length
}

/** The image of the first container, which has the traffic. */
export function getImage({ object }: Workload): string {
  return getTextAt(listAt(object, 'spec', 'template', 'spec', 'containers')[0], 'image') ?? ''
}

export function hashOf({ object }: Workload): string {
  const template = JSON.stringify(getAt(object, 'spec', 'template') ?? null)
  return createHash('sha256').update(template).digest('hex').slice(0, 10)
}

export function getReplicas({ object }: Workload): number {
  return getNumberAt(object, 'spec', 'replicas') ?? 1
}
