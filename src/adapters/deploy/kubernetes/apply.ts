import { setTimeout as pause } from 'node:timers/promises'
import { Refused } from '../../../release/refusal.ts'
import type { DeploymentRequest } from '../../../runtime/ports/deployer.ts'
import type { KubernetesApi, Patched } from './api.ts'
import { toImage, toImagePatch, toKeyPatch, type Workload } from './images.ts'
import { type DeploymentObject, type RolloutObject, readImage, readKey } from './objects.ts'
import { findPauseBefore, findShare, hasSeenChange, isStable, type ShareTarget } from './rollout.ts'

/** So often a resource that changes meanwhile is read again. */
const MOST_TRIES = 5
/** So long a controller may take to see a change, before the caller tries again later. */
const SEEN_WITHIN_MS = 5_000
const LOOK_EVERY_MS = 100

/** Sets the image of a Deployment, unless it was set by this very request before. */
export async function applyToDeployment(
  api: KubernetesApi,
  workload: Workload,
  request: DeploymentRequest,
): Promise<void> {
  if (request.share < 100) throw refuseShare(workload, request.share)
  await retry(workload, async () => {
    const object = await api.readDeployment(workload.name)
    if (readKey(object) === request.key) return 'patched'
    return api.patchDeployment(workload.name, imagePatch(object, workload, request))
  })
}

/** Brings a Rollout to the share of a request: by its image, or by ending the pause before that share. */
export async function applyToRollout(
  api: KubernetesApi,
  workload: Workload,
  request: DeploymentRequest,
): Promise<void> {
  if (request.purpose !== 'rollout') return applyAtOnce(api, workload, request)
  const object = await api.readRollout(workload.name)
  const target = findShare(object, request.share)
  if (target.kind === 'none') throw refuseShare(workload, request.share)
  const isNew = readImage(object, workload.container) !== toImage(workload, request)
  if (isNew) await startRollout(api, workload, { request, target })
  else await promote(api, workload, { request, target })
}

interface Move {
  readonly request: DeploymentRequest
  readonly target: ShareTarget
}

/** The new image begins the steps: the first share is reached by it alone. */
async function startRollout(
  api: KubernetesApi,
  workload: Workload,
  { request, target }: Move,
): Promise<void> {
  await retry(workload, async () => {
    const object = await api.readRollout(workload.name)
    if (readKey(object) === request.key) return 'patched'
    if (!isStable(object)) throw refuseBusy(workload, object)
    const isFirst = findPauseBefore(object, target) === null
    if (!isFirst) throw refuseOrder(workload, request.share)
    return api.patchRollout(workload.name, imagePatch(object, workload, request))
  })
}

/**
 * Ends the pause before a share. The key is left first; the pause is ended only while the Rollout stands at it, so that
 * doing it again moves nothing twice.
 */
async function promote(api: KubernetesApi, workload: Workload, { request, target }: Move): Promise<void> {
  await retry(workload, async () => {
    const object = await api.readRollout(workload.name)
    if (readKey(object) === request.key) return 'patched'
    return api.patchRollout(workload.name, toKeyPatch(object, request.key))
  })
  const object = await waitUntilSeen(api, workload)
  const before = findPauseBefore(object, target)
  const { currentStepIndex, pauseConditions } = object.status
  if (isStable(object) || before === null || currentStepIndex !== before) return
  if ((pauseConditions ?? []).length === 0) return
  await api.patchRolloutStatus(workload.name, [
    { op: 'test', path: '/status/currentStepIndex', value: before },
    { op: 'remove', path: '/status/pauseConditions' },
  ])
}

/**
 * Puts a version on all traffic without steps: for rollbacks and drills. A rollout on its way is aborted first, which
 * moves its traffic back at once; the image of a version that isn't the stable one is then promoted in full.
 */
async function applyAtOnce(
  api: KubernetesApi,
  workload: Workload,
  request: DeploymentRequest,
): Promise<void> {
  await retry(workload, async () => {
    const object = await api.readRollout(workload.name)
    if (readKey(object) === request.key) return 'patched'
    if (!isStable(object) && !object.status.abort)
      await api.patchRolloutStatus(workload.name, [{ op: 'add', path: '/status/abort', value: true }])
    const fresh = await api.readRollout(workload.name)
    return api.patchRollout(workload.name, imagePatch(fresh, workload, request))
  })
  const object = await waitUntilSeen(api, workload)
  if (isStable(object) || object.status.promoteFull) return
  await api.patchRolloutStatus(workload.name, [{ op: 'add', path: '/status/promoteFull', value: true }])
}

/** @throws {Error} where the controller doesn't see the change; the request may be made again */
async function waitUntilSeen(api: KubernetesApi, workload: Workload): Promise<RolloutObject> {
  for (let waited = 0; waited < SEEN_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const object = await api.readRollout(workload.name)
    if (hasSeenChange(object)) return object
    await pause(LOOK_EVERY_MS)
  }
  throw new Error(
    `The controller of Argo Rollouts didn’t see the change of rollout/${workload.name} in time.`,
  )
}

async function retry(workload: Workload, attempt: () => Promise<Patched>): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) if ((await attempt()) === 'patched') return
  throw new Error(`${workload.kind}/${workload.name} changed each time it was patched.`)
}

function imagePatch(
  object: DeploymentObject | RolloutObject,
  workload: Workload,
  request: DeploymentRequest,
) {
  const { container } = workload
  const patch = toImagePatch(object, { container, image: toImage(workload, request), key: request.key })
  if (patch) return patch
  throw new Refused({
    kind: 'config',
    what: `${workload.kind}/${workload.name} has no container \`${container}\`.`,
    next: 'Correct `environments` in the config.',
  })
}

function refuseShare({ kind, name }: Workload, share: number): Refused {
  const what =
    kind === 'deployment'
      ? `deployment/${name} moves all traffic at once, and can’t have ${share} % of it.`
      : `rollout/${name} has no step \`setWeight: ${share}\` with a \`pause: {}\` after it.`
  const next =
    kind === 'deployment'
      ? 'Use a Rollout of Argo’s, or set `rollout.steps` to one step of 100 %.'
      : 'Give the Rollout the shares of `rollout.steps`, each with a pause without a duration.'
  return new Refused({ kind: 'config', what, next })
}

function refuseOrder({ name }: Workload, share: number): Refused {
  return new Refused({
    kind: 'config',
    what: `rollout/${name} has a smaller share before ${share} %, which \`rollout.steps\` leaves out.`,
    next: 'Give both the same shares.',
  })
}

function refuseBusy({ name, container }: Workload, object: RolloutObject): Refused {
  return new Refused({
    kind: 'rule',
    what: `rollout/${name} is on its way to another image, \`${readImage(object, container) ?? 'unknown'}\`.`,
    next: 'Wait until it ends, or abort it, then try again.',
  })
}
