import { describe, expect, it } from 'vitest'
import { openAdapter } from '../../world.ts'

async function withTag() {
  const world = await openAdapter()
  const ada = world.github.person('ada')
  await ada.pushes({ branch: 'release/v2.0.1', message: 'x', files: { a: '1' } })
  await ada.tags('v2.0.1', 'release/v2.0.1')
  const wish = {
    ref: 'v2.0.1',
    environment: 'production',
    isProduction: true,
    description: 'v2.0.1 to 5 % (rollout)',
    payload: { key: '1.v2.0.1.9.deploy-version', version: '2.0.1', share: 5 },
  }
  return { ...world, wish, deploying: world.github.deploying() }
}

describe("GitHub's deployments", () => {
  it('are created at a tag with what is to be deployed, and found again by their key', async () => {
    const { repo, deploying, wish } = await withTag()
    expect(await repo.findDeployment(wish)).toBeNull()
    await repo.createDeployment(wish)
    const [made, ...others] = deploying.waiting()
    expect([others, made?.ref, made?.environment, made?.payload]).toEqual([
      [],
      'v2.0.1',
      'production',
      wish.payload,
    ])
    expect(await repo.findDeployment(wish)).toMatchObject({ id: made?.id, statuses: [] })
    const other = { ...wish, payload: { ...wish.payload, key: '1.v2.0.1.12.deploy-version' } }
    expect(await repo.findDeployment(other)).toBeNull()
  })

  it('say by their statuses how they go, the newest first', async () => {
    const { repo, deploying, wish } = await withTag()
    await repo.createDeployment(wish)
    const [made] = deploying.waiting()
    if (!made) throw new Error('nothing is deployed')
    deploying.says(made, 'in_progress')
    deploying.says(made, 'failure', '2 of 3 pods crash')
    const found = await repo.findDeployment(wish)
    expect(found?.statuses).toEqual([
      { state: 'failure', detail: '2 of 3 pods crash', url: null },
      { state: 'in_progress', detail: '', url: null },
    ])
  })

  it('by someone else with the same key are not ours', async () => {
    const { repo, github, wish } = await withTag()
    await repo.createDeployment(wish)
    const { deployments } = github.world
    const [made] = deployments
    if (!made) throw new Error('nothing is deployed')
    deployments.splice(0, 1, { ...made, by: made.repository.owner })
    expect(await repo.findDeployment(wish)).toBeNull()
  })

  it('of a tag that is not there are refused, with what to do', async () => {
    const { repo, wish } = await withTag()
    await expect(repo.createDeployment({ ...wish, ref: 'v9' })).rejects.toMatchObject({
      refusal: { what: 'GitHub takes no deployment of v9 to the environment `production`.' },
    })
  })
})
