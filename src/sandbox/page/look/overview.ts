import { listRefs, type Ref } from '../../github/git/refs.ts'
import { roleOf } from '../../github/http/route.ts'
import { accountNamed, fullName } from '../../github/world.ts'
import type { Scenery } from '../scenery.ts'
import type { Overview, RefLine } from '../wire.ts'
import { chatsAs } from './chats.ts'
import { lineOfDelivery, lineOfIssue, lineOfRelease, lineOfRun } from './lines.ts'

const MOST_RUNS = 60
const MOST_DELIVERIES = 150

/** Everything at a glance, as somebody sees it: what every view of the page has. */
export async function overviewOf(scenery: Scenery, me: string): Promise<Overview> {
  const { looking, clock, stage, appStatus, tour } = scenery
  const { world, repository } = looking
  const refs = await listRefs(repository.gitDir, 'refs/')
  return {
    repository: {
      name: fullName(repository),
      defaultBranch: repository.defaultBranch,
      cloneUrl: `${world.origin.url}/${fullName(repository)}.git`,
      bot: world.installed.app.bot.login,
    },
    clock: { now: clock.now(), speed: clock.speed() },
    app: appStatus(),
    people: stage.people.map(({ login, about }) => ({ login, about, role: roleNow(scenery, login) })),
    branches: named(refs, 'refs/heads/'),
    tags: named(refs, 'refs/tags/'),
    labels: [...repository.labels.values()].map(({ name, color }) => ({ name, color })),
    issues: [...repository.issues].reverse().map((issue) => lineOfIssue(repository, issue)),
    ...runsOf(scenery),
    releases: [...repository.releases].reverse().map(lineOfRelease),
    deliveries: world.deliveries.entries.slice(-MOST_DELIVERIES).reverse().map(lineOfDelivery),
    faults: faultsOf(scenery),
    chats: chatsAs(scenery, me),
    tour: tour.view(),
  }
}

function runsOf({ looking, stage }: Scenery): Pick<Overview, 'workflows' | 'runs'> {
  const { workflows, runs } = looking.repository
  return {
    workflows: workflows.map((workflow) => {
      const { id, name, on, outcome } = workflow
      return { id, name, on, ends: stage.ci.courseOf(workflow)?.ends ?? outcome }
    }),
    runs: runs.slice(-MOST_RUNS).reverse().map(lineOfRun),
  }
}

function faultsOf({ looking }: Scenery): Overview['faults'] {
  return looking.world.faults
    .filter(({ left }) => left > 0)
    .map(({ call, trouble, left }) => ({ call, trouble: trouble.kind, left }))
}

function roleNow({ looking: { world, repository } }: Scenery, login: string): string {
  const account = accountNamed(world, login)
  return account ? roleOf(repository, account) : 'none'
}

function named(refs: readonly Ref[], below: string): RefLine[] {
  return refs
    .filter(({ name }) => name.startsWith(below))
    .map(({ name, commit }) => ({ name: name.slice(below.length), commit }))
}
