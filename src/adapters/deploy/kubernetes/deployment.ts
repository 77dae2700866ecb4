import type { DeploymentState, Replicas } from '../../../runtime/ports/deployer.ts'
import { type DeploymentObject, readImage, readKey, toReplicas } from './objects.ts'

/** What a Deployment has to show. */
export interface WantedImage {
  readonly key: string
  readonly container: string
  readonly image: string
}

/**
 * How a Deployment stands, as `kubectl rollout status` reads it: done when the controller has seen the change, and every
 * replica is of the new image and available. Null where the key isn't on it.
 */
export function readDeploymentState(object: DeploymentObject, wanted: WantedImage): DeploymentState | null {
  if (readKey(object) !== wanted.key) return null
  const { metadata, status } = object
  const found = readImage(object, wanted.container)
  if (found !== wanted.image) return replaced(found)
  const replicas = toReplicas(object)
  if (status.observedGeneration < metadata.generation) return running(replicas)

  const progressing = status.conditions?.find(({ type }) => type === 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return { kind: 'failed', why: 'deadline', detail: progressing.message ?? '', url: null }
  const isDone =
    replicas.updated >= replicas.wanted &&
    status.replicas <= replicas.updated &&
    replicas.available >= replicas.updated
  return isDone ? { kind: 'succeeded', evidence: replicas, url: null } : running(replicas)
}

function running(progress: Replicas): DeploymentState {
  return { kind: 'running', progress, url: null }
}

function replaced(found: string | null): DeploymentState {
  return { kind: 'failed', why: 'replaced', detail: found ?? '', url: null }
}
