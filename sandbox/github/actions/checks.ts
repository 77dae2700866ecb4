import { readGitCommit } from '../git/commits.ts'
import { listRefs } from '../git/refs.ts'
import { sendWebhook } from '../hooks/announce.ts'
import type {
  App,
  CheckConclusion,
  CheckOutput,
  CheckRunState,
  CheckState,
  CheckSuite,
  Status,
} from '../state.ts'
import { summarizeSuite, viewCheckRun, viewCheckSuite, viewStatus, viewSuiteInRun } from '../views/check.ts'
import { viewCommit } from '../views/commit.ts'
import { formatFullName } from '../world.ts'
import type { ActionContext } from './action-context.ts'

const NO_OUTPUT: CheckOutput = { title: null, summary: null, text: null }

/** What of a check run can be set. */
export interface CheckChange {
  readonly name?: string | undefined
  readonly status?: CheckState | undefined
  readonly conclusion?: CheckConclusion | undefined
  readonly externalId?: string | undefined
  readonly detailsUrl?: string | undefined
  readonly output?: CheckOutput | undefined
}

/** Whose checks, and on what. */
interface SuitePlace {
  readonly app: App
  readonly head: string
  readonly branch: string | null
}

/** Reports a new check run of an App on a commit; without a suite in the one that the App has there. */
export async function addCheck(
  scope: ActionContext,
  {
    app,
    head,
    branch,
    name,
    suite = findOrAddSuite(scope, { app, head, branch }),
  }: SuitePlace & { readonly name: string; readonly suite?: CheckSuite },
  change: CheckChange,
): Promise<CheckRunState> {
  const { world, repository } = scope
  const run: CheckRunState = {
    id: world.nextId(),
    suite,
    name,
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: null,
    startedAt: world.now(),
    completedAt: null,
    output: NO_OUTPUT,
  }
  apply(scope, run, change)
  repository.checks.push(run)
  announceRun(scope, run, 'created')
  if (run.status === 'completed') await completeRun(scope, run)
  return run
}

export async function changeCheck(
  scope: ActionContext,
  run: CheckRunState,
  change: CheckChange,
): Promise<void> {
  const wasCompleted = run.status === 'completed'
  apply(scope, run, change)
  if (run.status === 'completed' && !wasCompleted) await completeRun(scope, run)
}

/** Asks the App to check once more. */
export function rerequestRun(scope: ActionContext, run: CheckRunState): void {
  announceRun(scope, run, 'rerequested')
}

export async function announceSuite(
  scope: ActionContext,
  suite: CheckSuite,
  action: 'requested' | 'rerequested' | 'completed',
): Promise<void> {
  const { world, repository, by } = scope
  const view = await viewCheckSuite(world, repository, suite)
  sendWebhook(world, { event: 'check_suite', action, repository, sender: by, payload: { check_suite: view } })
}

/** After a push GitHub opens a suite for the App on the new head. */
export async function requestSuite(
  scope: ActionContext,
  { head, branch }: { readonly head: string; readonly branch: string },
): Promise<void> {
  const { app } = scope.world.installed
  if (app.permissions['checks'] !== 'write') return
  await announceSuite(scope, findOrAddSuite(scope, { app, head, branch }), 'requested')
}

function findOrAddSuite(scope: ActionContext, { app, head, branch }: SuitePlace): CheckSuite {
  const { suites } = scope.repository
  const known = suites.find((suite) => suite.app.id === app.id && suite.head === head)
  return known ?? addSuite(scope, { app, head, branch })
}

/** Adds a suite beside those that are there: each run of a workflow has one of its own. */
export function addSuite(
  { world, repository }: ActionContext,
  { app, head, branch }: SuitePlace,
): CheckSuite {
  const now = world.now()
  const suite = { id: world.nextId(), app, head, branch, createdAt: now, updatedAt: now }
  repository.suites.push(suite)
  return suite
}

/** The branch that has this commit as its tip, if one has. */
export async function findBranchAt({ repository }: ActionContext, head: string): Promise<string | null> {
  const refs = await listRefs(repository.gitDir, 'refs/heads/')
  return refs.find((ref) => ref.commit === head)?.name.slice('refs/heads/'.length) ?? null
}

/** Sets a commit status. */
export async function addStatus(
  scope: ActionContext,
  given: Pick<Status, 'commit' | 'state' | 'context' | 'description' | 'targetUrl'>,
): Promise<Status> {
  const { world, repository, by } = scope
  const status: Status = { ...given, id: world.nextId(), by, at: world.now() }
  repository.statuses.push(status)
  const { id, state, description, target_url, context, created_at, updated_at, avatar_url } = viewStatus(
    world,
    repository,
    status,
  )
  const payload = {
    ...{ id, state, description, target_url, context, created_at, updated_at, avatar_url },
    sha: status.commit,
    name: formatFullName(repository),
    commit: viewCommit(world, repository, await readGitCommit(repository.gitDir, status.commit)),
    branches: [],
  }
  sendWebhook(world, { event: 'status', action: null, repository, sender: by, payload })
  return status
}

function apply({ world }: ActionContext, run: CheckRunState, change: CheckChange): void {
  run.name = change.name ?? run.name
  run.externalId = change.externalId ?? run.externalId
  run.detailsUrl = change.detailsUrl ?? run.detailsUrl
  run.output = change.output ?? run.output
  // GitHub takes a conclusion for completion, whatever the status says.
  run.status = change.conclusion ? 'completed' : (change.status ?? run.status)
  run.conclusion = run.status === 'completed' ? (change.conclusion ?? run.conclusion) : null
  run.completedAt = run.status === 'completed' ? (run.completedAt ?? world.now()) : null
  run.suite.updatedAt = world.now()
}

async function completeRun(scope: ActionContext, run: CheckRunState): Promise<void> {
  announceRun(scope, run, 'completed')
  if (summarizeSuite(scope.repository, run.suite).status === 'completed')
    await announceSuite(scope, run.suite, 'completed')
}

function announceRun(
  scope: ActionContext,
  run: CheckRunState,
  action: 'created' | 'completed' | 'rerequested',
): void {
  const { world, repository, by } = scope
  const view = viewCheckRun(world, repository, run)
  const check_run = { ...view, check_suite: viewSuiteInRun(world, repository, run.suite) }
  sendWebhook(world, { event: 'check_run', action, repository, sender: by, payload: { check_run } })
}
