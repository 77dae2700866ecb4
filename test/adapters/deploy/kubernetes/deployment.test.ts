import { afterEach, describe, expect, it } from 'vitest'
import { requesting } from '../request.ts'
import { type ClusterWorld, openClusterWorld, settle } from './world.ts'

let world: ClusterWorld
afterEach(() => world.close())

describe('a Deployment', () => {
  it('gets the image by its digest, and is done when every replica is on it', async () => {
    world = await openClusterWorld('deployment')
    expect(await world.deployer.readState(requesting())).toBeNull()
    expect((await world.deployer.deploy(requesting())).kind).toBe('running')
    expect(await settle(world, requesting())).toEqual({
      kind: 'succeeded',
      evidence: { wanted: 4, updated: 4, available: 4 },
      url: null,
    })
    const [workload] = world.cluster.workloads()
    expect(workload?.image).toBe(`ghcr.io/godel/api:v2.0.1@sha256:${'d'.repeat(64)}`)
    expect(workload?.pods.map(({ version }) => version)).toEqual(['2.0.1', '2.0.1', '2.0.1', '2.0.1'])
    expect(await world.deployer.readLiveVersion(requesting())).toMatchObject({ version: '2.0.1', share: 100 })
  })

  it('is changed once, however often it is told, and also after an answer was lost', async () => {
    world = await openClusterWorld('deployment')
    world.cluster.fails('garbage')
    await expect(world.deployer.deploy(requesting())).rejects.toThrow()
    for (const attempt of [1, 2, 3]) await world.deployer.deploy(requesting({ step: attempt }))
    await settle(world, requesting())
    expect(world.cluster.workloads()[0]?.generation).toBe(2)
  })

  it('is found changed where the answer to the change was lost', async () => {
    world = await openClusterWorld('deployment')
    const { deployer, cluster } = world
    const readThenLose = deployer.deploy(requesting())
    await readThenLose
    cluster.fails('lost')
    await expect(deployer.readState(requesting())).rejects.toThrow(/deployment\/godel-api/)
    expect(await settle(world, requesting())).toMatchObject({ kind: 'succeeded' })
  })

  it('fails at its deadline when the new pods crash', async () => {
    world = await openClusterWorld('deployment')
    world.cluster.breaks('2.0.1', { crashes: true })
    await world.deployer.deploy(requesting())
    await expect.poll(() => world.cluster.workloads()[0]?.pods.length).toBe(5)
    world.clock.jumps(600_000)
    const state = await settle(world, requesting())
    expect(state).toMatchObject({ kind: 'failed', why: 'deadline' })
  })

  it('is replaced when somebody else sets another image', async () => {
    world = await openClusterWorld('deployment')
    await world.deployer.deploy(requesting())
    await world.deployer.deploy(requesting({ key: 'other', version: '2.0.2', tag: 'v2.0.2' }))
    expect(await world.deployer.readState(requesting())).toBeNull()
    expect(await settle(world, requesting({ key: 'other', version: '2.0.1' }))).toMatchObject({
      kind: 'failed',
      why: 'replaced',
      detail: 'ghcr.io/godel/api:v2.0.2',
    })
  })

  it('can have no part of the traffic', async () => {
    world = await openClusterWorld('deployment')
    await expect(world.deployer.deploy(requesting({ share: 5 }))).rejects.toThrow(
      'deployment/godel-api moves all traffic at once, and can’t have 5 % of it.',
    )
    expect(world.cluster.workloads()[0]?.generation).toBe(1)
  })
})

describe('a cluster that doesn’t do what it should', () => {
  it('is an error to try again after, without a credential in it', async () => {
    world = await openClusterWorld('deployment')
    for (const fault of ['error', 'silent', 'garbage'] as const) {
      world.cluster.fails(fault)
      const error: unknown = await world.deployer.deploy(requesting()).catch((thrown: unknown) => thrown)
      expect(String(error), fault).toMatch(/^Error: Kubernetes /)
      expect(String(error)).not.toContain('sandbox-cluster-token')
    }
    world.cluster.fails('busy')
    await expect(world.deployer.deploy(requesting())).rejects.toMatchObject({ name: 'Later' })
  })

  it('is a refusal where the login may not do it, or the workload isn’t there', async () => {
    world = await openClusterWorld('deployment', { allows: (verb) => verb === 'get' })
    await expect(world.deployer.deploy(requesting())).rejects.toMatchObject({
      refusal: { next: 'Apply templates/kubernetes/rbac.yaml in that namespace.' },
    })
  })
})
