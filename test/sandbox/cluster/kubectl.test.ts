import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ClusterWorld, openClusterWorld } from '../../adapters/deploy/kubernetes/world.ts'
import { hasProgram } from '../../servers/programs.ts'

const run = promisify(execFile)

describe.skipIf(!hasProgram('kubectl'))('kubectl on the stand-in of a cluster', () => {
  let world: ClusterWorld
  beforeEach(async () => {
    world = await openClusterWorld('deployment', { anonymous: true })
  })
  afterEach(() => world.close())

  const kubectl = async (...args: readonly string[]) => {
    const cache = `${world.kubeconfig}-cache`
    const all = ['--kubeconfig', world.kubeconfig, '--cache-dir', cache, '--namespace', 'production', ...args]
    return (await run('kubectl', all)).stdout
  }

  it('gets what is there', async () => {
    expect(await kubectl('get', 'deployments')).toMatch(
      /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\ngodel-api +4\/4 +4 +4 +\d+[sm]\n$/,
    )
    const pods = await kubectl('get', 'pods')
    expect(pods.trim().split('\n')).toHaveLength(5)
    expect(pods).toMatch(/godel-api-\S+ +1\/1 +Running +0/)
    const template = '{{(index .spec.template.spec.containers 0).image}}'
    expect(await kubectl('get', 'deployment/godel-api', '-o', `go-template=${template}`)).toBe(
      'ghcr.io/godel/api:v2.0.0',
    )
  })

  it('sets an image, as the process document does, and waits for the rollout', async () => {
    const image = 'godel-api=ghcr.io/godel/api:v2.0.1'
    expect(await kubectl('set', 'image', 'deployment/godel-api', image)).toBe(
      'deployment.apps/godel-api image updated\n',
    )
    const status = await kubectl('rollout', 'status', 'deployment/godel-api', '--timeout=30s')
    expect(status).toContain('deployment "godel-api" successfully rolled out')
    expect(world.cluster.workloads()[0]?.pods.map(({ version }) => version)).toEqual(
      Array.from({ length: 4 }, () => '2.0.1'),
    )
  })

  it('is told what isn’t there', async () => {
    await expect(kubectl('get', 'deployment/other')).rejects.toThrow(
      'Error from server (NotFound): deployments.apps "other" not found',
    )
  })
})
