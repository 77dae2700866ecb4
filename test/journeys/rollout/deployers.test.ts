import { beforeAll, expect, it } from 'vitest'
import { CHANGED } from '../../../src/adapters/deploy/http-request/open.ts'
import { signWebhook } from '../../../src/http-client/sign-webhook.ts'
import { CRASH } from '../../worlds/app/releasing.ts'
import {
  ONLY_PRODUCTION,
  openRolloutWorld,
  ROLLOUT,
  type RolloutWorld,
  rollsOut,
} from '../../worlds/app/rolling-out.ts'
import { DEPLOYER_SECRET } from '../../worlds/app/servers.ts'

let world: RolloutWorld
beforeAll(async () => {
  world = await openRolloutWorld()
})

/** One step to all of production, whose deployments are GitHub's. */
const BY_GITHUB = {
  environments: [
    { id: 'production', deployer: { kind: 'github-deployments', environment: 'prod' }, metrics: 'default' },
  ],
  rollout: {
    steps: [{ share: 100, soak: '0s' }],
    analysis: { ...ROLLOUT.rollout.analysis, passes: 1, failures: { most: 1, of: 1 } },
  },
}

it('a release is deployed by GitHub’s deployments, once, and goes on when its deployer says so', async () => {
  const { app, prometheus } = world
  prometheus.errors = { '2.0.1': 0.001, '2.0.0': 0.001 }
  const release = await rollsOut(world, BY_GITHUB, CRASH)
  const { repository } = release.product
  const deploying = app.github.deploying({ in: `${repository.owner.login}/${repository.name}` })
  await release.says('ada', '/release ack')
  const deployment = await release.product.until('a deployment', () => {
    app.passes(5)
    return deploying.waiting()[0]
  })
  expect(deployment).toMatchObject({ ref: 'v2.0.1', environment: 'prod', isProduction: true })
  expect(deployment.payload).toMatchObject({ version: '2.0.1', previous: '2.0.0', share: 100 })

  deploying.says(deployment, 'in_progress')
  // Its webhook has the deployer asked at once: no time passes.
  deploying.says(deployment, 'success')
  await release.shows('Everyone is on v2.0.1.')
  expect(app.github.world.deployments).toHaveLength(1)
})

it('a deployer of one’s own that calls is asked at once, and no one else can call for it', async () => {
  const { app, deployer, prometheus } = world
  prometheus.errors = { '2.0.1': 0.001, '2.0.0': 0.001 }
  deployer.state = 'running'
  const release = await rollsOut(world, { rollout: BY_GITHUB.rollout, ...ONLY_PRODUCTION }, CRASH)
  await release.says('ada', '/release ack')
  const deployment = await release.product.until('a deployment', () => {
    app.passes(5)
    return deployer.deployments.at(-1)?.environment === 'production' && deployer.deployments.at(-1)
  })
  const call = (secret: string) => {
    const body = JSON.stringify({
      ...{ specversion: '1.0', id: 'e1', type: CHANGED, source: '/deployer', subject: deployment.key },
      data: { state: 'succeeded' },
    })
    const headers = signWebhook(secret, { id: 'e1', at: Math.floor(app.now() / 1000), body })
    const type = { 'content-type': 'application/cloudevents+json' }
    return fetch(`${app.app.url}/deployments`, { method: 'POST', headers: { ...headers, ...type }, body })
  }
  expect((await call('a-secret-of-somebody-else')).status).toBe(401)
  deployer.state = 'succeeded'
  expect((await call(DEPLOYER_SECRET)).status).toBe(202)
  await release.shows('Everyone is on v2.0.1.')
})

it('nothing is deployed on the go of somebody who may not give it any more', async () => {
  const { app, deployer } = world
  const release = await rollsOut(world, { rollout: BY_GITHUB.rollout, ...ONLY_PRODUCTION }, CRASH)
  const { repository } = release.product
  const here = { in: `${repository.owner.login}/${repository.name}` }
  await release.reaches('1 line of the checklists must be answered')
  app.github.person('grace', { ...here, role: 'read' })
  const before = deployer.deployments.length
  await release.says('ada', '/release ack')
  await release.product.hears(release.tracking, "approved it and can't approve any more")
  expect(deployer.deployments).toHaveLength(before)

  app.github.person('grace', { ...here, role: 'maintain' })
  await release.says('ada', '/release resume')
  await release.says('ada', '/release retry deployment')
  await release.reaches('Everyone is on v2.0.1.')
})
