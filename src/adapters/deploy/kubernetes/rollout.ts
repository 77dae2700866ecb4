import type { DeploymentState } from '../../../runtime/ports/deployer.ts'
import type { WantedImage } from './deployment.ts'
import { type RolloutObject, readImage, readKey, toReplicas } from './objects.ts'

/** A share of traffic as a place in the steps of a Rollout. */
export type ShareTarget =
  /** `setWeight` at this index, and after it a pause that only we end. */
  | { readonly kind: 'pause'; readonly index: number }
  /** Behind the last step: all traffic. */
  | { readonly kind: 'end'; readonly index: number }
  | { readonly kind: 'none' }

/** Finds the pause at which a Rollout has that share: `setWeight: 25` and then `pause: {}`. */
export function findShare(object: RolloutObject, share: number): ShareTarget {
  const steps = object.spec.strategy.canary?.steps ?? []
  if (share >= 100) return { kind: 'end', index: steps.length }
  const weight = steps.findIndex(({ setWeight }) => setWeight === share)
  const pause = weight < 0 ? undefined : steps[weight + 1]?.pause
  if (!pause || pause.duration !== undefined) return { kind: 'none' }
  return { kind: 'pause', index: weight + 1 }
}

/** The place from which a promotion reaches a share; null where that is the first pause, which the new image reaches. */
export function findPauseBefore(object: RolloutObject, target: ShareTarget): number | null {
  if (target.kind === 'none') return null
  const steps = object.spec.strategy.canary?.steps ?? []
  const before = steps
    .slice(0, target.index)
    .findLastIndex(({ pause }) => pause && pause.duration === undefined)
  return before < 0 ? null : before
}

/**
 * How a Rollout stands: done at the pause after its share's `setWeight`, or at the end when all pods are of the new
 * image and stable. Null where the key isn't on it.
 */
export function readRolloutState(
  object: RolloutObject,
  wanted: WantedImage,
  target: ShareTarget,
): DeploymentState | null {
  if (readKey(object) !== wanted.key) return null
  const found = readImage(object, wanted.container)
  if (found !== wanted.image) return failed('replaced', found ?? '')
  if (!hasSeenChange(object)) return running(object)

  const { status } = object
  if (isStable(object)) return judgeStable(object, target)
  if (status.abort) return failed('cancelled', status.message)
  if (status.phase === 'Degraded') return failed('failed', status.message)
  const index = status.currentStepIndex ?? 0
  if (target.kind === 'pause' && index > target.index) return failed('replaced', status.message)
  const isPaused = (status.pauseConditions ?? []).length > 0
  const isThere = target.kind === 'pause' && index === target.index && isPaused
  return isThere ? succeeded(object) : running(object)
}

/** Checks whether the controller has worked on the newest change, so that the status is about it. */
export function hasSeenChange({ metadata, status }: RolloutObject): boolean {
  return status.observedGeneration === String(metadata.generation)
}

/** Checks whether all traffic is on the pods of the newest change. */
export function isStable({ status }: RolloutObject): boolean {
  return status.currentPodHash !== '' && status.currentPodHash === status.stableRS
}

/** Reads the share of traffic that the newest change has. */
export function readShare(object: RolloutObject): number {
  if (isStable(object)) return 100
  if (object.status.abort) return 0
  const steps = object.spec.strategy.canary?.steps ?? []
  const done = steps.slice(0, (object.status.currentStepIndex ?? 0) + 1)
  return done.findLast(({ setWeight }) => setWeight !== undefined)?.setWeight ?? 0
}

/** A share below 100 that is all of the traffic was moved on by somebody else. */
function judgeStable(object: RolloutObject, target: ShareTarget): DeploymentState {
  if (target.kind !== 'end') return failed('replaced', object.status.message)
  return object.status.phase === 'Healthy' ? succeeded(object) : running(object)
}

function running(object: RolloutObject): DeploymentState {
  return { kind: 'running', progress: toReplicas(object), url: null }
}

function succeeded(object: RolloutObject): DeploymentState {
  return { kind: 'succeeded', evidence: toReplicas(object), url: null }
}

function failed(why: 'failed' | 'replaced' | 'cancelled', detail: string): DeploymentState {
  return { kind: 'failed', why, detail: detail.slice(0, 300), url: null }
}
