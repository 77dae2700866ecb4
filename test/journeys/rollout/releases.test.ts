import { beforeAll, expect, it } from 'vitest'
import { CRASH } from '../../worlds/app/releasing.ts'
import {
  ONLY_PRODUCTION,
  openRolloutWorld,
  type RolloutWorld,
  rollsOut,
} from '../../worlds/app/rolling-out.ts'

let world: RolloutWorld
beforeAll(async () => {
  world = await openRolloutWorld()
})

it('a release goes through staging and 5, 25 and 100 % of production, is watched, reviewed and closed', async () => {
  const { deployer, prometheus, app } = world
  prometheus.errors = { '2.0.1': 0.001, '2.0.0': 0.001 }
  const release = await rollsOut(world, {}, CRASH)
  await release.reaches('`staging` soaks until')
  await release.reaches('Waits before 5 % of `production`. 1 line of the checklists must be answered.')
  await release.says('grace', '/release lock production because the database moves')
  await release.says('ada', '/release ack')
  await release.shows('grace locked it: the database moves')
  await release.says('grace', '/release unlock production because it moved')
  await release.reaches(/Canary at 5 % until .* UTC, \d of 2 minutes, 1 of 1 metric healthy\./)
  await release.reaches('Canary at 25 %')
  await release.reaches('Everyone is on v2.0.1.')
  expect(
    deployer.deployments.map(({ environment, version, share }) => [environment, version, share]),
  ).toEqual([
    ['staging', '2.0.1', 100],
    ['production', '2.0.1', 5],
    ['production', '2.0.1', 25],
    ['production', '2.0.1', 100],
  ])

  await release.says('ada', '/release publish')
  await release.shows('GitHub release')
  await release.says('ada', '/release check complaints')
  app.passes(1_800)
  await release.product.until('a look', () => deployer.deployments.length === 4)
  app.passes(1_800)
  await release.reaches('its review is #')
  const review = release.product.repository.issues.find(({ title }) => title === 'Review of v2.0.1')
  expect(review?.body).toContain('How was the rollout process?')
  expect(review?.body).toContain('Deployed to 25 % of `production`.')
  await release.says('ada', '/release close')
  await app.until('the end', () => release.product.issue(release.tracking).closed)
})

it('a canary that fails is rolled back by itself, with an incident and a locked line', async () => {
  const { deployer, prometheus } = world
  prometheus.errors = { '2.0.1': 0.2, '2.0.0': 0.001 }
  const release = await rollsOut(world, ONLY_PRODUCTION, CRASH)
  await release.says('ada', '/release ack')
  await release.reaches('v2.0.1 was rolled back to v2.0.0.')
  const { purpose, version, share } = deployer.live('production') ?? {}
  expect({ purpose, version, share }).toEqual({ purpose: 'rollback', version: '2.0.0', share: 100 })

  await release.shows('The incident is #')
  const incident = release.product.repository.issues.find(({ title }) => title.startsWith('Incident:'))
  expect(incident?.body).toContain('`error-rate` failed at 5 % of `production`.')
  expect(await release.says('ada', '/release cut v2.0.2')).toContain('Line 2.0 is locked')
  await release.says('ada', '/release unlock because the fix is on main')
  expect(await release.says('ada', '/release cut v2.0.2')).not.toContain('is locked')
})
