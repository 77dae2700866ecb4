import { afterEach, describe, expect, it } from 'vitest'
import { requesting } from '../request.ts'
import { type ClusterWorld, openClusterWorld, settle } from './world.ts'

let world: ClusterWorld
afterEach(() => world.close())

const step = (share: number, number: number) => requesting({ share, step: number, key: `rollout-${number}` })
const rollback = requesting({
  ...{ key: 'back', purpose: 'rollback', version: '2.0.0', tag: 'v2.0.0', previous: '2.0.1', images: [] },
})
const shares = () =>
  Object.fromEntries(
    world.cluster.shares('production').map(({ version, share }) => [version, Math.round(share)]),
  )

describe('a Rollout of Argo’s', () => {
  it('goes from share to share, each told once', async () => {
    world = await openClusterWorld('rollout')
    await world.deployer.deploy(step(5, 1))
    expect(await settle(world, step(5, 1))).toMatchObject({ kind: 'succeeded' })
    expect(shares()).toEqual({ '2.0.0': 95, '2.0.1': 5 })
    await world.deployer.deploy(step(5, 1))
    expect(shares()).toEqual({ '2.0.0': 95, '2.0.1': 5 })

    await world.deployer.deploy(step(25, 2))
    await settle(world, step(25, 2))
    await world.deployer.deploy(step(25, 2))
    expect(shares()).toEqual({ '2.0.0': 75, '2.0.1': 25 })
    expect(await world.deployer.readLiveVersion(step(25, 2))).toMatchObject({ version: '2.0.1', share: 25 })

    await world.deployer.deploy(step(100, 3))
    expect(await settle(world, step(100, 3))).toMatchObject({
      kind: 'succeeded',
      evidence: { wanted: 4, updated: 4, available: 4 },
    })
    expect(shares()).toEqual({ '2.0.1': 100 })
  })

  it('stays at a share whose next step nobody asked for', async () => {
    world = await openClusterWorld('rollout')
    await world.deployer.deploy(step(5, 1))
    await settle(world, step(5, 1))
    expect(await world.deployer.readState(step(25, 2))).toBeNull()
    expect(shares()).toEqual({ '2.0.0': 95, '2.0.1': 5 })
  })

  it('goes back at once from the canary', async () => {
    world = await openClusterWorld('rollout')
    await world.deployer.deploy(step(5, 1))
    await settle(world, step(5, 1))
    await world.deployer.deploy(rollback)
    expect(await settle(world, rollback)).toMatchObject({ kind: 'succeeded' })
    expect(shares()).toEqual({ '2.0.0': 100 })
    expect(await world.deployer.readState(step(5, 1))).toBeNull()
  })

  it('goes back without steps when the new version has everything', async () => {
    world = await openClusterWorld('rollout')
    for (const one of [step(5, 1), step(25, 2), step(100, 3)]) {
      await world.deployer.deploy(one)
      await settle(world, one)
    }
    await world.deployer.deploy(rollback)
    expect(await settle(world, rollback)).toMatchObject({ kind: 'succeeded' })
    expect(shares()).toEqual({ '2.0.0': 100 })
    await world.deployer.deploy(rollback)
    expect(shares()).toEqual({ '2.0.0': 100 })
  })

  it('says when somebody else moved it on, or aborted it', async () => {
    world = await openClusterWorld('rollout')
    await world.deployer.deploy(step(5, 1))
    await settle(world, step(5, 1))
    const patch = async (status: object) =>
      fetch(
        `${world.cluster.url}/apis/argoproj.io/v1alpha1/namespaces/production/rollouts/godel-api/status`,
        {
          method: 'PATCH',
          headers: {
            authorization: `Bearer ${world.cluster.token}`,
            'content-type': 'application/merge-patch+json',
          },
          body: JSON.stringify({ status }),
        },
      )
    await patch({ pauseConditions: null })
    await expect.poll(() => shares()).toEqual({ '2.0.0': 75, '2.0.1': 25 })
    await expect
      .poll(() => world.deployer.readState(step(5, 1)))
      .toMatchObject({ kind: 'failed', why: 'replaced' })
    await patch({ abort: true })
    await expect
      .poll(() => world.deployer.readState(step(5, 1)))
      .toMatchObject({ kind: 'failed', why: 'cancelled' })
  })

  it('refuses a share that it has no step for', async () => {
    world = await openClusterWorld('rollout')
    await expect(world.deployer.deploy(step(10, 1))).rejects.toThrow('no step `setWeight: 10`')
    await expect(world.deployer.deploy(step(25, 1))).rejects.toThrow('a smaller share before 25 %')
  })

  it('doesn’t begin while another rollout is on its way', async () => {
    world = await openClusterWorld('rollout')
    await world.deployer.deploy(step(5, 1))
    await settle(world, step(5, 1))
    const next = requesting({ key: 'next', version: '2.0.2', tag: 'v2.0.2', share: 5 })
    await expect(world.deployer.deploy(next)).rejects.toThrow('is on its way to another image')
  })
})
