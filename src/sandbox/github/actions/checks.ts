import { readCommit } from '../git/commits.ts'
import { listRefs } from '../git/refs.ts'
import { announce } from '../hooks/announce.ts'
import type { App, CheckOutput, CheckRun, CheckState, CheckSuite, Conclusion, Status } from '../state.ts'
import { suiteResult, viewCheckRun, viewCheckSuite, viewStatus, viewSuiteInRun } from '../views/check.ts'
import { viewCommit } from '../views/commit.ts'
import { fullName } from '../world.ts'
import type { Scene } from './scene.ts'

const NO_OUTPUT: CheckOutput = { title: null, summary: null, text: null }

/** What of a check run can be set. */
export interface CheckChange {
  readonly name?: string | undefined
  readonly status?: CheckState | undefined
  readonly conclusion?: Conclusion | undefined
  readonly externalId?: string | undefined
  readonly detailsUrl?: string | undefined
  readonly output?: CheckOutput | undefined
}

/** Reports a new check run of an App on a commit. */
export async function addCheck(
  scene: Scene,
  {
    app,
    head,
    branch,
    name,
  }: { readonly app: App; readonly head: string; readonly branch: string | null; readonly name: string },
  change: CheckChange,
): Promise<CheckRun> {
  const { world, repository } = scene
  const run: CheckRun = {
    id: world.nextId(),
    suite: suiteOf(scene, { app, head, branch }),
    name,
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: null,
    startedAt: world.now(),
    completedAt: null,
    output: NO_OUTPUT,
  }
  apply(scene, run, change)
  repository.checks.push(run)
  tellRun(scene, run, 'created')
  if (run.status === 'completed') await completed(scene, run)
  return run
}

export async function changeCheck(scene: Scene, run: CheckRun, change: CheckChange): Promise<void> {
  const wasCompleted = run.status === 'completed'
  apply(scene, run, change)
  if (run.status === 'completed' && !wasCompleted) await completed(scene, run)
}

/** Asks the App to check once more. */
export function rerequestRun(scene: Scene, run: CheckRun): void {
  tellRun(scene, run, 'rerequested')
}

export async function tellSuite(
  scene: Scene,
  suite: CheckSuite,
  action: 'requested' | 'rerequested' | 'completed',
): Promise<void> {
  const { world, repository, by } = scene
  const view = await viewCheckSuite(world, repository, suite)
  announce(world, { event: 'check_suite', action, repository, sender: by, payload: { check_suite: view } })
}

/** After a push GitHub opens a suite for the App on the new head. */
export async function requestSuite(
  scene: Scene,
  { head, branch }: { readonly head: string; readonly branch: string },
): Promise<void> {
  const { app } = scene.world.installed
  if (app.permissions['checks'] !== 'write') return
  await tellSuite(scene, suiteOf(scene, { app, head, branch }), 'requested')
}

export function suiteOf(
  { world, repository }: Scene,
  { app, head, branch }: { readonly app: App; readonly head: string; readonly branch: string | null },
): CheckSuite {
  const known = repository.suites.find((suite) => suite.app.id === app.id && suite.head === head)
  if (known) return known
  const now = world.now()
  const suite = { id: world.nextId(), app, head, branch, createdAt: now, updatedAt: now }
  repository.suites.push(suite)
  return suite
}

/** The branch that has this commit as its tip, if one has. */
export async function branchAt({ repository }: Scene, head: string): Promise<string | null> {
  const refs = await listRefs(repository.gitDir, 'refs/heads/')
  return refs.find((ref) => ref.commit === head)?.name.slice('refs/heads/'.length) ?? null
}

/** Sets a commit status. */
export async function addStatus(
  scene: Scene,
  given: Pick<Status, 'commit' | 'state' | 'context' | 'description' | 'targetUrl'>,
): Promise<Status> {
  const { world, repository, by } = scene
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
    name: fullName(repository),
    commit: viewCommit(world, repository, await readCommit(repository.gitDir, status.commit)),
    branches: [],
  }
  announce(world, { event: 'status', action: null, repository, sender: by, payload })
  return status
}

function apply({ world }: Scene, run: CheckRun, change: CheckChange): void {
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

async function completed(scene: Scene, run: CheckRun): Promise<void> {
  tellRun(scene, run, 'completed')
  if (suiteResult(scene.repository, run.suite).status === 'completed')
    await tellSuite(scene, run.suite, 'completed')
}

function tellRun(scene: Scene, run: CheckRun, action: 'created' | 'completed' | 'rerequested'): void {
  const { world, repository, by } = scene
  const view = viewCheckRun(world, repository, run)
  const check_run = { ...view, check_suite: viewSuiteInRun(world, repository, run.suite) }
  announce(world, { event: 'check_run', action, repository, sender: by, payload: { check_run } })
}
