import { listRefs, type Ref } from '../../../github/git/refs.ts'
import { getRole } from '../../../github/http/route.ts'
import { findAccount, formatFullName } from '../../../github/world.ts'
import type { Overview, RefLine } from '../../wire/wire.ts'
import type { PageContext } from '../page-context.ts'
import { viewChats } from './chats.ts'
import { viewEmbargo } from './embargo.ts'
import { createDeliveryLine, createIssueLine, createReleaseLine, createRunLine } from './lines.ts'
import { viewProduction } from './production.ts'

const MOST_RUNS = 60
const MOST_DELIVERIES = 150

/** Everything at a glance, as someone sees it: what every view of the page has. */
export async function viewOverview(context: PageContext, me: string): Promise<Overview> {
  const { looking: query, clock, stage, getAppStatus: appStatus, tour } = context
  const { world, repository } = query
  const refs = await listRefs(repository.gitDir, 'refs/')
  return {
    repository: {
      name: formatFullName(repository),
      defaultBranch: repository.defaultBranch,
      cloneUrl: `${world.origin.url}/${formatFullName(repository)}.git`,
      bot: world.installed.app.bot.login,
    },
    clock: { now: clock.now(), speed: clock.speed() },
    app: appStatus(),
    people: stage.people.map(({ login, about }) => ({ login, about, role: getRoleNow(context, login) })),
    branches: listNamedRefs(refs, 'refs/heads/'),
    tags: listNamedRefs(refs, 'refs/tags/'),
    labels: [...repository.labels.values()].map(({ name, color }) => ({ name, color })),
    issues: [...repository.issues].reverse().map((issue) => createIssueLine(repository, issue)),
    ...runsOf(context),
    releases: [...repository.releases].reverse().map(createReleaseLine),
    deliveries: world.deliveries.entries.slice(-MOST_DELIVERIES).reverse().map(createDeliveryLine),
    faults: listFaults(context),
    chats: viewChats(context, me),
    production: viewProduction(context),
    embargo: await viewEmbargo(context),
    tour: tour.view(),
  }
}

function runsOf({ looking: query, stage }: PageContext): Pick<Overview, 'workflows' | 'runs'> {
  const { workflows, runs } = query.repository
  return {
    workflows: workflows.map((workflow) => {
      const { id, name, on, outcome } = workflow
      return { id, name, on, ends: stage.ci.courseOf(workflow)?.ends ?? outcome }
    }),
    runs: runs.slice(-MOST_RUNS).reverse().map(createRunLine),
  }
}

function listFaults({ looking: query }: PageContext): Overview['faults'] {
  return query.world.faults
    .filter(({ left }) => left > 0)
    .map(({ call, trouble: fault, left }) => ({ call, trouble: fault.kind, left }))
}

function getRoleNow({ looking: { world, repository } }: PageContext, login: string): string {
  const account = findAccount(world, login)
  return account ? getRole(repository, account) : 'none'
}

function listNamedRefs(refs: readonly Ref[], below: string): RefLine[] {
  return refs
    .filter(({ name }) => name.startsWith(below))
    .map(({ name, commit }) => ({ name: name.slice(below.length), commit }))
}
