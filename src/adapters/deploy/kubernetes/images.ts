import { fill } from '../../../release/policy/text-schemas.ts'
import type { DeploymentRequest } from '../../../runtime/ports/deployer.ts'
import type { PatchOperation } from './api.ts'
import { type DeploymentObject, KEY_ANNOTATION, type RolloutObject } from './objects.ts'

/** One workload of the policy. */
export interface Workload {
  readonly kind: 'deployment' | 'rollout'
  readonly name: string
  readonly container: string
  /** `ghcr.io/godel/api:{tag}` */
  readonly image: string
}

/** The image of a workload for a version: with its digest, where that was verified in the registry. */
export function toImage(
  { image }: Workload,
  { version, tag, images }: Pick<DeploymentRequest, 'version' | 'tag' | 'images'>,
): string {
  const reference = fill(image, { version, tag })
  const verified = images.find((one) => one.reference === reference)
  return verified ? `${reference}@${verified.digest}` : reference
}

/**
 * The patch that sets the image of one container and leaves the key. It happens only to the resource that was read.
 *
 * @returns null where there is no such container
 */
export function toImagePatch(
  object: DeploymentObject | RolloutObject,
  { container, image, key }: { readonly container: string; readonly image: string; readonly key: string },
): readonly PatchOperation[] | null {
  const index = object.spec.template.spec.containers.findIndex(({ name }) => name === container)
  if (index < 0) return null
  return [
    ...toKeyPatch(object, key),
    { op: 'replace', path: `/spec/template/spec/containers/${index}/image`, value: image },
  ]
}

/** The patch that leaves the key alone. */
export function toKeyPatch(object: DeploymentObject | RolloutObject, key: string): readonly PatchOperation[] {
  const { annotations, resourceVersion } = object.metadata
  const path = `/metadata/annotations/${KEY_ANNOTATION.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
    ...(annotations ? [] : [{ op: 'add', path: '/metadata/annotations', value: {} } as const]),
    { op: 'add', path, value: key },
  ]
}
