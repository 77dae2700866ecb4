import { beforeAll, expect, it } from 'vitest'
import { runSandboxGitText } from '../../../sandbox/github/git/run.ts'
import { CRASH, onItsWay, PANIC } from '../../worlds/app/releasing.ts'
import {
  letTimePass,
  ONLY_PRODUCTION,
  openRolloutWorld,
  type RolloutWorld,
  rollsOut,
} from '../../worlds/app/rolling-out.ts'
import { ALERT_TOKEN } from '../../worlds/app/servers.ts'

let world: RolloutWorld
beforeAll(async () => {
  world = await openRolloutWorld()
})

/** Where a GitOps repository says what production runs. */
const PIN = {
  rollback: {
    pin: { files: [{ kind: 'pattern', path: 'deploy/kustomization.yaml', pattern: 'newTag: v([0-9.]+)' }] },
  },
}

async function canary(config: object = {}) {
  world.prometheus.isDown = false
  world.prometheus.errors = { '2.0.1': 0.001, '2.0.0': 0.001 }
  const release = await rollsOut(world, { ...ONLY_PRODUCTION, ...config }, CRASH)
  await release.says('ada', '/release ack')
  await release.reaches('Canary at 5 %')
  return release
}

function post(alert: object | readonly object[], token = ALERT_TOKEN): Promise<Response> {
  return fetch(`${world.app.app.url}/alertmanager`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', alerts: [alert].flat() }),
  })
}

function firing(labels: object = {}) {
  return {
    status: 'firing',
    labels: {
      alertname: 'PatchReleaseRollbackTrigger',
      severity: 'critical',
      action: 'rollback',
      environment: 'production',
      version: '2.0.1',
      ...labels,
    },
    annotations: { summary: 'Too many requests fail' },
    startsAt: new Date(world.app.now()).toISOString(),
    fingerprint: 'a1b2c3',
  }
}

it('of 10,000 alerts those for the version that is rolled out put production back, once; others do nothing', async () => {
  const release = await canary()
  expect((await post(firing(), 'a-token-that-is-not-right')).status).toBe(401)
  expect((await post(firing({ version: '1.9.9' }))).status).toBe(200)
  // A burst, in which every version of every service complains, and this one a thousand times.
  const burst = Array.from({ length: 10_000 }, (_, index) =>
    firing(index % 10 === 9 ? {} : { version: `1.0.${index}` }),
  )
  expect((await post(burst)).status).toBe(200)
  await release.shows('v2.0.1 was rolled back to v2.0.0.')
  expect(world.deployer.live('production')).toMatchObject({ purpose: 'rollback', version: '2.0.0' })
  await release.shows('The incident is #')
  const incidents = release.product.repository.issues.filter(({ title }) => title.startsWith('Incident:'))
  expect(incidents).toHaveLength(1)
  expect(incidents[0]?.body).toContain('Too many requests fail')
})

it('one person rolls back, though the release is held and somebody else says it too', async () => {
  const release = await canary()
  await release.says('grace', '/release hold because we wait')
  const [answer] = await Promise.all([
    release.says('ada', '/release rollback because every second login fails'),
    release.product.says('grace', release.tracking, '/release rollback because logins fail'),
  ])
  expect(answer).toContain('Done.')
  await release.shows('v2.0.1 was rolled back to v2.0.0.')
  const back = world.deployer.deployments.filter(({ purpose, repository }) => {
    return purpose === 'rollback' && repository.name === release.product.repository.name
  })
  expect(back).toHaveLength(1)
})

it('the next release starts from the healthy version, takes what was rolled back by name alone, and goes back to it', async () => {
  const first = await canary()
  const { product } = first
  await first.says('ada', '/release rollback because every second login fails')
  await first.shows('The incident is #')
  await first.says('ada', '/release unlock because the fix is on main')
  await product.merges(PANIC)
  await first.says('ada', '/release cut v2.0.2')
  const { number } = await product.tracking('v2.0.2')
  const next = letTimePass(world.app, product, onItsWay(product, number))
  const [back = 0] = first.changes
  const plan = await next.shows('## Tests')
  expect(plan).toContain('## 1 change\n')
  expect(plan).toContain('tree/v2.0.0')
  expect(plan).toContain('fix: do not crash on an empty queue (crash): rolled back in v2.0.1')

  await next.says('grace', `/release pick #${back}`)
  const built = await next.shows(/Waits for 1 checklist item[\s\S]*## 2 changes/)
  expect(built).toContain('eligible, **rolled back in v2.0.1**')
  const incident = product.repository.issues.find(({ title }) => title.startsWith('Incident:'))
  await product.person('ada').closes(incident?.number ?? 0)
  await next.says('ada', '/release check smoke-tests')
  await product.hears(next.tracking, '### Tag v2.0.2?')
  await next.says('grace', '/release go')
  await next.reaches('line of the checklists must be answered')
  await next.says('ada', '/release ack')
  await next.reaches('Canary at 5 %')
  await next.says('ada', '/release rollback because it fails again')
  await next.shows('v2.0.2 was rolled back to v2.0.0.')
  expect(world.deployer.live('production')).toMatchObject({ purpose: 'rollback', version: '2.0.0' })
})

it('a GitOps pin that says the new version is reverted by a pull request, which the tracking issue links', async () => {
  const { product, ...release } = await canary(PIN)
  const files = { 'deploy/kustomization.yaml': 'images:\n  - name: godel/api\n    newTag: v2.0.1\n' }
  await product.person('ada').pushes({ branch: 'main', message: 'chore: pin the api', files })
  await release.says('ada', '/release rollback because every second login fails')
  const pull = await product.pullFrom('release/v2.0.1-pin-rollback')
  expect(pull.title).toMatch(/^revert: pin api-\d+ to v2.0.0 again$/)
  expect(pull.body).toContain('v2.0.1 was rolled back, and production runs v2.0.0.')
  expect(await product.hears(release.tracking, 'reverts the GitOps pin')).toContain(`/pull/${pull.number}`)
  await product.person('grace').reviews(pull.number, 'APPROVED')
  await product.person('ada').merges(pull.number, 'squash')
  const { gitDir } = product.repository
  const merged = await runSandboxGitText(gitDir, ['show', 'main:deploy/kustomization.yaml'])
  expect(merged).toContain('newTag: v2.0.0')
})

it('a Prometheus that is down holds the step with the reason, and traffic stays where it is', async () => {
  const release = await canary()
  world.prometheus.isDown = true
  await release.reaches('v2.0.1 is held.')
  expect(await release.product.hears(release.tracking, 'is held')).toContain("`error-rate` can't be judged")
  expect(world.deployer.live('production')).toMatchObject({ version: '2.0.1', share: 5 })
})
