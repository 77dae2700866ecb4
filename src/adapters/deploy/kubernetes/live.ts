import type { LiveVersion, Replicas } from '../../../runtime/ports/deployer.ts'
import type { KubernetesApi } from './api.ts'
import type { Workload } from './images.ts'
import { addReplicas, type DeploymentObject, type RolloutObject, readImage, toReplicas } from './objects.ts'
import { readShare } from './rollout.ts'

interface LiveWorkload {
  readonly image: string | null
  readonly version: string | null
  readonly share: number
  readonly replicas: Replicas
}

/** Reads what runs: one version only where every workload has the same. */
export async function readLive(api: KubernetesApi, workloads: readonly Workload[]): Promise<LiveVersion> {
  const each = await Promise.all(workloads.map((workload) => readWorkload(api, workload)))
  const versions = new Set(each.map(({ version }) => version))
  const [version = null] = versions
  return {
    version: versions.size === 1 ? version : null,
    images: each.flatMap(({ image }) => image ?? []),
    share: Math.min(...each.map(({ share }) => share)),
    replicas: addReplicas(each.map(({ replicas }) => replicas)),
  }
}

async function readWorkload(api: KubernetesApi, workload: Workload): Promise<LiveWorkload> {
  switch (workload.kind) {
    case 'deployment':
      return describe(workload, await api.readDeployment(workload.name), 100)
    case 'rollout': {
      const object = await api.readRollout(workload.name)
      return describe(workload, object, readShare(object))
    }
  }
}

function describe(workload: Workload, object: DeploymentObject | RolloutObject, share: number): LiveWorkload {
  const image = readImage(object, workload.container)
  const version = image === null ? null : readVersion(workload, image)
  return { image, version, share, replicas: toReplicas(object) }
}

/** Reads the version where the image has it by the policy's pattern, whatever its digest; null where it doesn't. */
function readVersion({ image: pattern }: Workload, image: string): string | null {
  const [before = '', after = ''] = pattern.split(/\{(?:version|tag)\}/)
  const [reference = ''] = image.split('@')
  if (!reference.startsWith(before) || !reference.endsWith(after)) return null
  const version = reference.slice(before.length, reference.length - after.length)
  return /^v?\d+\.\d+\.\d+/.test(version) ? version.replace(/^v/, '') : null
}
