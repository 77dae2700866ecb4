import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { policySchema } from '../../../src/release/policy.ts'
import { toAlertRules } from '../../../src/release/rollout/alert-rules.ts'
import { PACE } from '../../../src/runtime/run.ts'
import { startTarget } from '../../servers/metrics-target.ts'
import { hasProgram } from '../../servers/programs.ts'
import { startAlertmanager, startPrometheus } from '../../servers/prometheus.ts'
import { openTappedServer } from '../../servers/tapped-server.ts'
import { CRASH } from '../../worlds/app/releasing.ts'
import { ONLY_PRODUCTION, openRolloutWorld, rollsOut } from '../../worlds/app/rolling-out.ts'
import { ALERT_TOKEN } from '../../worlds/app/servers.ts'
import { closeAfterFile } from '../../worlds/close-after.ts'

const ROLLBACK = { automatic: { window: '1m', for: '0s' } }
/** The world's clock runs ahead by what its people take: so many seconds behind, it is about right when the alert fires. */
const BEHIND = 90
/** From Alertmanager's POST to the deployer's call, by a clock that nobody moves. */
const BOUND_MS = 5_000

it.skipIf(!hasProgram('prometheus', 'prometheus-alertmanager'))(
  'a real Prometheus sees requests fail, its Alertmanager posts, and production is back on the previous version',
  async () => {
    const world = await openRolloutWorld({ startsAt: Date.now() - BEHIND * 1_000, tick: PACE.tick })
    world.prometheus.errors = { '2.0.1': 0.001, '2.0.0': 0.001 }
    const release = await rollsOut(world, { ...ONLY_PRODUCTION, rollback: ROLLBACK }, CRASH)
    await release.says('ada', '/release ack')
    await release.shows('Canary at 5 %')

    const target = await startTarget('2.0.1')
    closeAfterFile(() => target.stop())
    const posts: number[] = []
    const app = await openTappedServer(world.app.app.url, async (_, when) => {
      if (when === 'before') posts.push(performance.now())
      return 'goes-on'
    })
    const alertmanager = await startAlertmanager({ url: `${app}/alertmanager`, token: ALERT_TOKEN })
    closeAfterFile(() => alertmanager.stop())
    const rules = stringify(toAlertRules(policySchema.parse({ rollback: ROLLBACK }), 'production'))
    const prometheus = await startPrometheus({
      ...{ targets: [{ at: target.at }], rules, alertmanager: new URL(alertmanager.url).host },
    })
    closeAfterFile(() => prometheus.stop())

    for (let at = 0; at < 200 && world.deployer.live('production')?.purpose !== 'rollback'; at += 1) {
      target.serve(10, { failed: 5 })
      await pause(100)
    }
    const back = world.deployer.live('production')
    expect(back).toMatchObject({ purpose: 'rollback', version: '2.0.0' })
    const took = (back?.askedAt ?? Number.NaN) - (posts[0] ?? Number.NaN)
    expect(took).toBeGreaterThan(0)
    expect(took).toBeLessThan(BOUND_MS)
    await release.shows('v2.0.1 was rolled back to v2.0.0.')
    await release.shows('The incident is #')
  },
)
