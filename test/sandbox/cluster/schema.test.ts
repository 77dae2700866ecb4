import { Rollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout'
import { Deployment } from 'kubernetes-models/apps/v1'
import { Pod } from 'kubernetes-models/v1'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ClusterWorld, openClusterWorld, settle } from '../../adapters/deploy/kubernetes/world.ts'
import { requesting } from '../../adapters/deploy/request.ts'

let world: ClusterWorld
const opened: ClusterWorld[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function open(kind: 'deployment' | 'rollout'): Promise<void> {
  world = await openClusterWorld(kind)
  opened.push(world)
}

const items = z.object({ items: z.array(z.record(z.string(), z.unknown())) })

/** What the stand-in lists, each checked by the schema of Kubernetes’ own OpenAPI document. */
async function validated(
  path: string,
  model: typeof Deployment | typeof Pod | typeof Rollout,
): Promise<number> {
  const answer = await fetch(`${world.cluster.url}${path}`, {
    headers: { authorization: `Bearer ${world.cluster.token}` },
  })
  const { items: found } = items.parse(await answer.json())
  for (const item of found) {
    expect(item).toMatchObject({ kind: model.kind, apiVersion: model.apiVersion })
    Reflect.construct(model, [item]).validate()
  }
  return found.length
}

describe('the answers of the stand-in of a cluster', () => {
  it('are Deployments and Pods by Kubernetes’ schema, also while they change', async () => {
    await open('deployment')
    await world.deployer.deploy(requesting())
    for (const moment of ['rolling', 'done']) {
      if (moment === 'done') await settle(world, requesting())
      expect(await validated('/apis/apps/v1/namespaces/production/deployments', Deployment)).toBe(1)
      expect(await validated('/api/v1/namespaces/production/pods', Pod)).toBeGreaterThanOrEqual(4)
    }
  })

  it('are Rollouts by the schema of Argo’s, also while they wait', async () => {
    await open('rollout')
    await world.deployer.deploy(requesting({ share: 5 }))
    await settle(world, requesting({ share: 5 }))
    expect(await validated('/apis/argoproj.io/v1alpha1/namespaces/production/rollouts', Rollout)).toBe(1)
  })

  it('are noticed where they aren’t', () => {
    const wrong = { metadata: { name: 'a' }, spec: { replicas: 'three', selector: {}, template: {} } }
    expect(() => Reflect.construct(Deployment, [wrong]).validate()).toThrow('must be integer')
  })
})
