import type { StoredIssue } from '../../sandbox/github/state.ts'
import { type Mailbox, openMailbox } from '../../sandbox/mailbox/open.ts'
import { openSandboxForum, type SandboxForum } from '../../sandbox/production/forum.ts'
import { openSandboxStatusPage, type SandboxStatusPage } from '../../sandbox/production/status-page.ts'
import { openTappedServer, type WriteTap } from '../servers/tapped-server.ts'
import { CHECKLISTS, ROLLOUT } from './app/rolling-out.ts'
import {
  ALERT_TOKEN,
  DEPLOYER_SECRET,
  openTestDeployer,
  openTestPrometheus,
  type TestDeployer,
} from './app/servers.ts'
import { closeAfterFile } from './close-after.ts'
import { boundaryOf } from './kill/boundaries.ts'
import { timeIn } from './kill/clock.ts'
import { createKiller, type Killer } from './kill/killing.ts'
import { asks, says } from './kill/release.ts'
import type { RunApp } from './kill/run-app.ts'
import { beginCourse, type OnceWorld, openOnce } from './kill/world.ts'

/** A world whose App rolls out by servers that see it die. */
export interface RollingWorld {
  readonly world: OnceWorld
  readonly killer: Killer
  readonly deployer: TestDeployer
  readonly mailbox: Mailbox
  readonly forum: SandboxForum
  readonly statusPage: SandboxStatusPage
  /** From now on the App is killed at every boundary of the rollout. */
  readonly startKilling: () => void
}

/** 5 % of production and then all of it, each for a minute with a good measurement. */
function createConfig(health: string): object {
  const deployer = { kind: 'http-request', connection: 'default' }
  const { analysis } = ROLLOUT.rollout
  return {
    ...ROLLOUT,
    checklists: { ...CHECKLISTS, verification: [] },
    picks: { testAfterEach: false },
    candidates: { take: 'nominated-only' },
    environments: [{ id: 'production', deployer, metrics: 'default', health: [health] }],
    announcements: { advanceNotice: '0s', customers: ['it@kolmogorov.example'] },
    rollout: {
      steps: [
        { share: 5, soak: '1m' },
        { share: 100, soak: '0s' },
      ],
      analysis: { ...analysis, passes: 1, failures: { most: 1, of: 1 } },
    },
  }
}

export async function openRollingWorld(run: RunApp): Promise<RollingWorld> {
  const course = beginCourse()
  const now = () => timeIn(course)
  const killing: { killer: Killer | null } = { killer: null }
  const meets: Meets = async (boundary, when) => (await killing.killer?.meets(boundary, when)) ?? 'goes-on'
  // Before it nothing was done, which is as if it had died at the one before.
  const meetsOnce: Meets = async (boundary, when) =>
    when === 'before' ? 'goes-on' : meets(`${boundary}, done`, 'before')
  const deployer = await openTestDeployer()
  const prometheus = await openTestPrometheus()
  prometheus.now = () => now() / 1000
  prometheus.errors = { '2.0.0': 0.001, '2.0.1': 0.001 }
  const mailbox = await openMailbox({ now })
  const statusPage = await openSandboxStatusPage({ now, onChange: () => undefined })
  const forum = await openSandboxForum({ now, onChange: () => undefined })
  closeAfterFile(async () => {
    await Promise.all([mailbox.close(), statusPage.close(), forum.close()])
  })
  const named = { name: 'default', repositories: ['godel/api'] }
  const { origin } = new URL(deployer.url)
  const connections = JSON.stringify({
    deployers: [
      {
        ...{ ...named, kind: 'http-request', secret: DEPLOYER_SECRET },
        url: `${await openTappedServer(origin, tapDeployer(meets))}/deploy`,
      },
    ],
    prometheus: [{ ...named, url: prometheus.url }],
    alertmanagers: [{ ...named, login: { token: ALERT_TOKEN } }],
    mail: [{ repositories: named.repositories, url: mailbox.url, from: 'Godel <releases@godel.example>' }],
    statusPages: [
      {
        ...{ repositories: named.repositories, kind: 'statuspage', pageId: statusPage.pageId },
        ...{ apiKey: statusPage.apiKey, url: await openTappedServer(statusPage.url, tapNotices(meetsOnce)) },
      },
    ],
    forums: [
      {
        ...{ repositories: named.repositories, kind: 'discourse', username: forum.username },
        ...{ apiKey: forum.apiKey, url: await openTappedServer(forum.url, tapForum(meetsOnce)) },
      },
    ],
  })
  const world = await openOnce({ run, course, connections, config: createConfig(deployer.healthUrl) })
  const killer = createKiller(world)
  world.github.taps(async (passing) => {
    const boundary = boundaryOf(world.repository, passing)
    return boundary === null || !ON_GITHUB.test(boundary) ? 'goes-on' : meetsOnce(boundary, passing.when)
  })
  // What a process begins to send it never sends again: so it dies when the mail is there, and its answer on the way.
  mailbox.onChange(() => {
    const boundary = `mail ${mailbox.mails().at(-1)?.subject}`
    meetsOnce(boundary, 'after').catch(() => undefined)
  })
  const startKilling = () => {
    killing.killer = killer
  }
  return { world, killer, deployer, mailbox, forum, statusPage, startKilling }
}

/** What a rollout and a rollback write there. What else a release writes is killed in other tests. */
const ON_GITHUB = /^(issues\/create |repos\/update-release|issues\/create-comment .*rolled-back)/

type Meets = Killer['meets']

const tapDeployer =
  (meets: Meets): WriteTap =>
  ({ body }, when) => {
    const { purpose, share } = JSON.parse(body).data
    return meets(`deploy ${purpose} ${share}`, when)
  }

const tapNotices =
  (meets: Meets): WriteTap =>
  ({ method, body }, when) =>
    meets(`${method} notice ${JSON.parse(body).incident.status}`, when)

const tapForum =
  (meets: Meets): WriteTap =>
  ({ method }, when) =>
    meets(`${method} topic`, when)

/** Tagged and built: it is about to be rolled out. */
export async function playUntilTagged(world: OnceWorld): Promise<StoredIssue> {
  const { github, product, until, issue } = world
  await github.person('linus').labels(product.bug, 'patch-candidate')
  const tracking = await until('the tracking issue', () =>
    issue(({ title, pull }) => pull === null && title === 'Release v2.0.1'),
  )
  await until('the plan', () => tracking.body?.includes(`#${product.fixes.first}`))
  await says(world, tracking, { by: 'ada', text: '/release cut v2.0.1' })
  await until('its tests', () => tracking.body?.includes('2 of 2 green'))
  await says(world, tracking, { by: 'ada', text: '/release check smoke-tests' })
  await until('the question', () => asks(world, tracking, 'Tag v2.0.1?'))
  await says(world, tracking, { by: 'grace', text: '/release go' })
  await until('the rollout', () => tracking.body?.includes('must be answered'))
  return tracking
}

/** Rolled out to everyone, published, and rolled back by a person, until everybody was told. */
export async function playRollout(
  { world, forum, statusPage }: RollingWorld,
  tracking: StoredIssue,
): Promise<void> {
  const { until, repository } = world
  await says(world, tracking, { by: 'ada', text: '/release ack' })
  await reachEveryone(world, tracking)
  await says(world, tracking, { by: 'ada', text: '/release publish' })
  await until('the topic', () => forum.topics().length > 0)
  await says(world, tracking, { by: 'ada', text: '/release rollback because every second login fails' })
  await until('the incident', () => repository.issues.find(({ title }) => title.startsWith('Incident:')))
  await until('the edited topic', () => forum.topics()[0]?.isEdited)
  await until('the notice', () => statusPage.notices().some(({ isIncident }) => isIncident))
  await until('the mark', () => repository.releases.find(({ tag }) => tag === 'v2.0.1')?.prerelease)
}

/** On a busy machine a measurement may come too late to count: the rollout holds, and a person has it go on. */
async function reachEveryone(world: OnceWorld, tracking: StoredIssue): Promise<void> {
  const shows = (text: string) => tracking.body?.includes(text) ?? false
  for (;;) {
    await world.until('everyone', () => shows('Everyone is on v2.0.1.') || shows('is held'))
    if (!shows('is held')) return
    await says(world, tracking, { by: 'ada', text: '/release resume' })
    await world.until('the resumed rollout', () => !shows('is held'))
  }
}
