import { BROKEN, type Production } from '../../production/open.ts'
import { getShare, passMinutes, type RolloutPlace, toPlain } from './rollout.ts'
import type { TourContext } from './tour-context.ts'

/** A release whose canary fails: how it comes to be, and how it gets to production. */
interface BadRelease {
  readonly production: Production
  readonly play: () => Promise<RolloutPlace>
  readonly deploy: (deploying: RolloutPlace) => Promise<void>
}

/** Automatic rollback: a canary that fails its metrics is put back by the App alone. */
export async function failCanary(
  playing: TourContext,
  { production, play, deploy }: BadRelease,
): Promise<void> {
  const { guide, version } = playing
  await guide.tells({
    section: '§4.2',
    title: `${version}, and a canary that fails`,
    says: `The next patch goes the same way, played quickly. It has no security fix, so customers get a mail and 24 hours. What no test found: in production, every eighth request to ${version} fails. Watch the error rate of the canary.`,
    view: '/production',
    mark: 'charts',
  })
  // Nobody sees it before it has traffic.
  production.cluster.breaks(toPlain(version), BROKEN)
  const deploying = await play()
  const incident = await guide.slowly(async () => {
    await deploy(deploying)
    return guide.waits({
      what: 'the App to roll it back',
      seen: () => (getShare(production, version) === 0 ? findIncident(playing) : undefined),
      seconds: 120,
      otherwise: `${version} wasn't rolled back within two minutes. The tracking issue says what it waits for.`,
      hours: passMinutes(guide, production),
    })
  })
  await guide.tells({
    section: 'Rollback',
    title: 'Rolled back, without anyone',
    says: `The metrics of ${version} failed at 5 %, so the App put all traffic back on the version before, verified it, opened this incident with its timeline, and told customers and the status page. The line is locked until a maintainer unlocks it. Now try it yourself: break a version under “Production”, answer no-go in Slack, drop a pick.`,
    view: `/issues/${incident.number}`,
    mark: null,
  })
}

function findIncident({ guide, version }: TourContext) {
  return guide.repository.issues.findLast(
    ({ title }) => title.startsWith('Incident') && title.includes(version),
  )
}
