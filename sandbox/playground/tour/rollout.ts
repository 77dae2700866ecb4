import type { Production } from '../../production/open.ts'
import { tickAll } from './testing.ts'
import { APPROVER, CAPTAIN, type ReleasePlace, sayCommand, type TourContext } from './tour-context.ts'

/** A release on its way, and where it goes. */
export interface RolloutPlace {
  readonly release: ReleasePlace
  readonly production: Production
}

/** The headings of the checklists that production waits for. */
const BEFORE_PRODUCTION = /announcements|rollback plan/i
/** Pods start, and the App asks how far they are. */
const MOMENT_MS = 5_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A step is measured every five minutes: the clock is moved no further before it was. */
const MEASURED_EVERY_MS = 6 * MINUTE_MS

/** The version as images have it: without its `v`. */
export function toPlain(version: string): string {
  return version.replace(/^v/, '')
}

/** Percent of the traffic of production that a version has. */
export function getShare({ cluster }: Production, version: string): number {
  return cluster.shares('production').find((one) => one.version === toPlain(version))?.share ?? 0
}

/** The clock is moved while nothing waits for a measurement. */
export function passMinutes({ now }: TourContext['guide'], { prometheus, history }: Production) {
  const isDue = () => now() - Math.max(prometheus.askedAt(), history.changedAt()) < MEASURED_EVERY_MS
  return { byMs: MINUTE_MS, isDue }
}

/** §2.3: staging first, for at least two hours. */
export async function isDeployedToStaging(
  playing: TourContext,
  { release, production }: RolloutPlace,
): Promise<void> {
  const { guide, version } = playing
  await guide.tells({
    section: '§2.3',
    title: 'Staging',
    says: `The artifacts are verified, so the App sets the image of ${version} in staging by Kubernetes' API. Staging is monitored for at least two hours. The sandbox moves the clock.`,
    view: '/production',
    mark: 'staging',
  })
  await guide.waits({
    what: `${version} in staging`,
    seen: () => (isRunning(production, version) ? true : undefined),
    seconds: 60,
    otherwise: `${version} didn't reach staging within 60 seconds. “Deliveries” and the tracking issue say why.`,
    hours: { byMs: MOMENT_MS, isDue: () => true },
  })
  await guide.waits({
    what: 'two hours of staging',
    seen: () => (isBeforeProduction(playing, release) ? true : undefined),
    seconds: 60,
    otherwise: `Staging of ${version} didn't end within 60 seconds. The tracking issue says why.`,
    hours: { byMs: 5 * MINUTE_MS, isDue: () => true },
  })
}

function isRunning({ cluster }: Production, version: string): boolean {
  const [staging] = cluster.workloads().filter(({ namespace }) => namespace === 'staging')
  const pods = staging?.pods ?? []
  return pods.length > 0 && pods.every((pod) => pod.isReady && pod.version === toPlain(version))
}

function isBeforeProduction({ queries }: TourContext, { tracking }: ReleasePlace): boolean {
  return /Waits before .* of `production`/.test(queries.issue(tracking.number)?.body ?? '')
}

/** §4.1: who has to know knows it, and the way back is there. */
export async function isReady(playing: TourContext, { release, production }: RolloutPlace): Promise<void> {
  const { guide, version } = playing
  const { tracking } = release
  await guide.tells({
    section: '§4.1',
    title: 'Before production',
    says: `The App tests a rollback in staging and verifies what it can. People answer for what is left, and Grace is on call. Enterprise customers get a mail 24 hours ahead, but ${version} has a security fix: no one outside hears of it before it is out.`,
    view: `/issues/${tracking.number}`,
    mark: 'tasks',
  })
  await sayCommand(playing, {
    who: CAPTAIN,
    on: tracking.number,
    command: '/release drill',
    what: 'the drill in staging',
    seen: () => (hasDrilled(playing, tracking.number) ? true : undefined),
    seconds: 60,
    hours: { byMs: MOMENT_MS, isDue: () => true },
  })
  await guide.person(APPROVER).comments(tracking.number, '/release ack')
  await tickAll(playing, tracking.number, BEFORE_PRODUCTION)
  await guide.waits({
    what: 'the canary',
    seen: () => (getShare(production, version) > 0 ? true : undefined),
    seconds: 90,
    otherwise: `No canary of ${version} came within 90 seconds. The tracking issue #${tracking.number} says what it waits for.`,
    hours: {
      byMs: HOUR_MS / 2,
      isDue: () => isPromised(playing, tracking.number),
    },
  })
}

/** Nothing but time is missing. */
function isPromised({ queries }: TourContext, number: number): boolean {
  return queries.issue(number)?.body?.includes('were promised time until') ?? false
}

function hasDrilled({ queries }: TourContext, number: number): boolean {
  return /- \[x\].*rollback procedure/i.test(queries.issue(number)?.body ?? '')
}

/** §4.2, §4.3: a canary, and then more, for as long as the numbers are good. */
export async function rollOut(playing: TourContext, { release, production }: RolloutPlace): Promise<void> {
  const { guide, version } = playing
  await guide.tells({
    section: '§4.2',
    title: 'A canary with 5 % of the traffic',
    says: `One pod of ${version} gets 5 % of the traffic. The App asks Prometheus for its error rate and latency, and compares them with the version before. Nothing goes on without good numbers.`,
    view: '/production',
    mark: 'production',
  })
  await waitForShare(playing, production, 25)
  await guide.tells({
    section: '§4.3',
    title: '25 %, then everyone',
    says: 'Each step soaks and is measured before the next. Windows, freeze days, a lock and open incidents would hold it, and an alert or one person rolls it back.',
    view: '/production',
    mark: 'charts',
  })
  await waitForShare(playing, production, 100)
  await guide.waits({
    what: 'good numbers of everyone',
    seen: () => (isWithEveryone(playing, release) ? true : undefined),
    seconds: 90,
    otherwise: `The numbers of ${version} with everyone on it weren't good within 90 seconds. The tracking issue says why.`,
    hours: passMinutes(guide, production),
  })
}

function isWithEveryone({ queries, version }: TourContext, { tracking }: ReleasePlace): boolean {
  return queries.issue(tracking.number)?.body?.includes(`Everyone is on ${version}`) ?? false
}

async function waitForShare(playing: TourContext, production: Production, share: number): Promise<void> {
  const { guide, version } = playing
  await guide.waits({
    what: `${share} % of the traffic on ${version}`,
    seen: () => (getShare(production, version) >= share ? true : undefined),
    seconds: 90,
    otherwise: `${version} didn't reach ${share} % within 90 seconds. The tracking issue says why.`,
    hours: passMinutes(guide, production),
  })
}
