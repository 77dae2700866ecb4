import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Clock, openClock } from '../../../../sandbox/clock.ts'
import { type Cluster, type ClusterOptions, openCluster } from '../../../../sandbox/cluster/open.ts'
import { openKubernetesDeployer } from '../../../../src/adapters/deploy/kubernetes/open.ts'
import type { Deployer, DeploymentRequest, DeploymentState } from '../../../../src/runtime/ports/deployer.ts'

export const IMAGE = 'ghcr.io/godel/api:v2.0.0'

export interface ClusterWorld {
  readonly clock: Clock
  readonly cluster: Cluster
  readonly kubeconfig: string
  readonly deployer: Deployer
  close(): Promise<void>
}

/** A cluster whose minute is a twentieth of a second, with one workload, and the deployer for it. */
export async function openClusterWorld(
  kind: 'deployment' | 'rollout',
  options: Partial<ClusterOptions> = {},
): Promise<ClusterWorld> {
  const clock = openClock(Date.parse('2026-02-11T12:00:00Z'), 50)
  const cluster = await openCluster({ clock, ...options })
  cluster.add({
    ...{ kind: kind === 'rollout' ? 'Rollout' : 'Deployment', namespace: 'production', name: 'godel-api' },
    ...{ container: 'godel-api', image: IMAGE, replicas: 4, weights: [5, 25] },
  })
  const folder = await mkdtemp(join(tmpdir(), 'captain-kube-'))
  const kubeconfig = join(folder, 'config')
  await writeFile(kubeconfig, cluster.kubeconfig())
  const deployer = openKubernetesDeployer({
    cluster: { kind: 'kubeconfig', file: kubeconfig, context: null },
    namespace: 'production',
    workloads: [{ kind, name: 'godel-api', container: 'godel-api', image: 'ghcr.io/godel/api:{tag}' }],
    ...{ userAgent: 'test', timeoutMs: 1_000, now: Date.now },
  })
  const close = async () => {
    clock.stop()
    await cluster.close()
    await rm(folder, { recursive: true })
  }
  return { clock, cluster, kubeconfig, deployer, close }
}

/** Reads the state until it is none that changes by itself. */
export async function settle(
  { deployer }: ClusterWorld,
  request: DeploymentRequest,
): Promise<DeploymentState | null> {
  for (let tries = 0; tries < 300; tries += 1) {
    const state = await deployer.readState(request)
    if (state?.kind !== 'running') return state
    await pause(10)
  }
  throw new Error('It runs on and on.')
}
