import { getAt, getNumberAt, getTextAt, type Json, type JsonObject, listAt } from './json.ts'
import { getImage, getReplicas, hashOf, listReadyPods, scale } from './pods.ts'
import type { ClusterState, Workload } from './state.ts'

/** How far a Rollout is on its way. */
interface Course {
  readonly steps: readonly Json[]
  readonly hash: string
  readonly replicas: number
  index: number
  abort: boolean
  promoteFull: boolean
  pauseConditions: Json[]
}

/**
 * The canary of Argo Rollouts: `setWeight` scales the new pods and waits for them, `pause` without a duration waits until
 * someone removes its condition, `abort` goes back to the stable pods, `promoteFull` skips what is left.
 */
export function runRollout(state: ClusterState, workload: Workload): void {
  const hash = hashOf(workload)
  if (workload.stable === '') workload.stable = hash
  const course = readCourse(workload, hash)
  if (hash === workload.stable) Object.assign(course, { index: course.steps.length, abort: false })
  else if (course.abort) Object.assign(course, { index: 0, pauseConditions: [] })
  else follow(state, workload, course)
  share(state, workload, course)
  if (isComplete(state, workload, course)) {
    workload.stable = hash
    course.promoteFull = false
  }
  workload.pausedAt = course.pauseConditions.length > 0 ? course.index : null
  workload.status = toStatus(state, workload, course)
}

function readCourse(workload: Workload, hash: string): Course {
  const { status, object } = workload
  const steps = listAt(object, 'spec', 'strategy', 'canary', 'steps')
  const isNew = getTextAt(status, 'currentPodHash') !== hash
  return {
    steps,
    hash,
    replicas: getReplicas(workload),
    index: isNew ? 0 : (getNumberAt(status, 'currentStepIndex') ?? 0),
    abort: !isNew && getAt(status, 'abort') === true,
    promoteFull: getAt(status, 'promoteFull') === true,
    pauseConditions: isNew ? [] : [...listAt(status, 'pauseConditions')],
  }
}

/** Goes on as far as it can now. */
function follow(state: ClusterState, workload: Workload, course: Course): void {
  if (course.promoteFull) Object.assign(course, { index: course.steps.length, pauseConditions: [] })
  for (let step = course.steps[course.index]; step !== undefined; step = course.steps[course.index]) {
    if (getAt(step, 'pause') !== undefined) {
      if (workload.pausedAt === course.index && course.pauseConditions.length === 0) course.index += 1
      else {
        if (course.pauseConditions.length === 0) course.pauseConditions = [pauseCondition(state)]
        return
      }
    } else if (listReadyPods(state, workload, course.hash) >= canaryCount(course, course.index))
      course.index += 1
    else return
  }
}

function pauseCondition({ clock }: ClusterState): JsonObject {
  return {
    reason: 'CanaryPauseStep',
    startTime: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
  }
}

/** The weight of the last `setWeight` up to a step, in pods. */
function canaryCount({ steps, replicas }: Course, index: number): number {
  return Math.ceil((replicas * weightAt(steps, index)) / 100)
}

function weightAt(steps: readonly Json[], index: number): number {
  if (index >= steps.length) return 100
  const weights = steps.slice(0, index + 1).map((step) => getNumberAt(step, 'setWeight'))
  return weights.findLast((weight) => weight !== null) ?? 0
}

function weightOf(workload: Workload, course: Course): number {
  if (course.hash === workload.stable) return 100
  return course.abort ? 0 : weightAt(course.steps, course.index)
}

function share(state: ClusterState, workload: Workload, course: Course): void {
  const { hash, replicas } = course
  const stableImage = workload.pods.find((pod) => pod.hash === workload.stable)?.image ?? getImage(workload)
  for (const old of new Set(workload.pods.map((pod) => pod.hash)))
    if (old !== hash && old !== workload.stable) scale(state, workload, { hash: old, image: '', count: 0 })
  if (hash === workload.stable) {
    scale(state, workload, { hash, image: getImage(workload), count: replicas })
    return
  }
  const canary = course.abort ? 0 : canaryCount(course, course.index)
  scale(state, workload, { hash, image: getImage(workload), count: canary })
  const ready = listReadyPods(state, workload, hash)
  const stable = course.index >= course.steps.length ? replicas - ready : replicas - Math.min(ready, canary)
  scale(state, workload, { hash: workload.stable, image: stableImage, count: Math.max(0, stable) })
}

function isComplete(state: ClusterState, workload: Workload, course: Course): boolean {
  return (
    !course.abort &&
    course.index >= course.steps.length &&
    listReadyPods(state, workload, course.hash) >= course.replicas
  )
}

function toStatus(state: ClusterState, workload: Workload, course: Course): JsonObject {
  const now = state.clock.now()
  const [phase, message] = phaseOf(state, workload, course)
  const weight = weightOf(workload, course)
  const updated = workload.pods.filter((pod) => pod.hash === course.hash).length
  return {
    observedGeneration: String(workload.generation),
    phase,
    ...(message === '' ? {} : { message }),
    currentPodHash: course.hash,
    stableRS: workload.stable,
    currentStepIndex: course.index,
    ...(course.pauseConditions.length > 0 ? { pauseConditions: course.pauseConditions } : {}),
    ...(course.abort ? { abort: true } : {}),
    ...(course.promoteFull ? { promoteFull: true } : {}),
    replicas: workload.pods.length,
    HPAReplicas: workload.pods.length,
    updatedReplicas: updated,
    readyReplicas: workload.pods.filter((pod) => pod.readyAt <= now).length,
    availableReplicas: workload.pods.filter((pod) => pod.readyAt <= now).length,
    canary: { weights: { canary: { weight }, stable: { weight: 100 - weight } } },
  }
}

function phaseOf(state: ClusterState, workload: Workload, course: Course): readonly [string, string] {
  if (course.abort)
    return ['Degraded', `RolloutAborted: Rollout aborted update to revision ${workload.generation}`]
  if (course.pauseConditions.length > 0) return ['Paused', 'CanaryPauseStep']
  const ready = listReadyPods(state, workload, course.hash)
  const isHealthy = course.hash === workload.stable && ready >= course.replicas
  return isHealthy ? ['Healthy', ''] : ['Progressing', 'more replicas need to be updated']
}
