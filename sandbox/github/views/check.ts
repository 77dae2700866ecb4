import { readGitCommit } from '../git/commits.ts'
import type { App, CheckConclusion, CheckRunState, CheckSuite, Repository, Status } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount, viewApp } from './account.ts'
import { viewSimpleCommit } from './commit.ts'
import { viewRepository } from './repository.ts'

/** A check run, with the open pull requests that it is about. */
export function viewCheckRun(
  world: World,
  repository: Repository,
  run: CheckRunState,
): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/check-runs/${run.id}`
  const html = `${world.origin.url}/${formatFullName(repository)}/runs/${run.id}`
  return {
    id: run.id,
    node_id: createNodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.suite.head,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt === null ? null : toIsoTime(run.startedAt),
    completed_at: run.completedAt === null ? null : toIsoTime(run.completedAt),
    output: { ...run.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite.id },
    app: viewCheckApp(world, run.suite.app),
    pull_requests: viewPullsAt(world, repository, run.suite.head),
  }
}

/** What a check suite comes to: its state, and once all is completed its conclusion. */
export function summarizeSuite(
  repository: Repository,
  suite: CheckSuite,
): { readonly status: 'queued' | 'in_progress' | 'completed'; readonly conclusion: CheckConclusion | null } {
  const runs = listLatestRuns(repository.checks.filter((run) => run.suite.id === suite.id))
  if (runs.length === 0 || runs.every(({ status }) => status === 'queued'))
    return { status: 'queued', conclusion: null }
  if (runs.some(({ status }) => status !== 'completed')) return { status: 'in_progress', conclusion: null }
  const conclusions = runs.map(({ conclusion }) => conclusion)
  const worst = WORST_FIRST.find((one) => conclusions.includes(one))
  return { status: 'completed', conclusion: worst ?? 'success' }
}

const WORST_FIRST = [
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'stale',
  'success',
  'neutral',
  'skipped',
] as const

/** Of the runs of one name in one suite the newest. */
export function listLatestRuns(runs: readonly CheckRunState[]): CheckRunState[] {
  return [...new Map(runs.map((run) => [`${run.suite.id} ${run.name}`, run])).values()]
}

/** A check suite with its head commit, as the API has it. */
export async function viewCheckSuite(
  world: World,
  repository: Repository,
  suite: CheckSuite,
): Promise<Record<string, unknown>> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/check-suites/${suite.id}`
  return {
    id: suite.id,
    node_id: createNodeId('CheckSuite', suite.id),
    head_branch: suite.branch,
    head_sha: suite.head,
    ...summarizeSuite(repository, suite),
    url,
    before: null,
    after: suite.head,
    pull_requests: viewPullsAt(world, repository, suite.head),
    app: viewCheckApp(world, suite.app),
    repository: viewRepository(world, repository),
    created_at: toIsoTime(suite.createdAt),
    updated_at: toIsoTime(suite.updatedAt),
    head_commit: viewSimpleCommit(await readGitCommit(repository.gitDir, suite.head)),
    latest_check_runs_count: listLatestRuns(repository.checks.filter((run) => run.suite.id === suite.id))
      .length,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  }
}

/** A check suite within a check run's webhook. */
export function viewSuiteInRun(
  world: World,
  repository: Repository,
  suite: CheckSuite,
): Record<string, unknown> {
  return {
    id: suite.id,
    node_id: createNodeId('CheckSuite', suite.id),
    head_branch: suite.branch,
    head_sha: suite.head,
    ...summarizeSuite(repository, suite),
    url: `${world.origin.url}/repos/${formatFullName(repository)}/check-suites/${suite.id}`,
    before: null,
    after: suite.head,
    pull_requests: viewPullsAt(world, repository, suite.head),
    app: viewCheckApp(world, suite.app),
    created_at: toIsoTime(suite.createdAt),
    updated_at: toIsoTime(suite.updatedAt),
  }
}

export function viewStatus(world: World, repository: Repository, status: Status): Record<string, unknown> {
  return {
    id: status.id,
    node_id: createNodeId('StatusContext', status.id),
    url: `${world.origin.url}/repos/${formatFullName(repository)}/statuses/${status.commit}`,
    avatar_url: `${world.origin.url}/avatars/${status.by.id}`,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: toIsoTime(status.at),
    updated_at: toIsoTime(status.at),
    creator: viewAccount(world, status.by),
  }
}

/** The open pull requests whose head this commit is. */
export function viewPullsAt(world: World, repository: Repository, commit: string): Record<string, unknown>[] {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const repo = { id: repository.id, url: api, name: repository.name }
  return repository.issues.flatMap(({ id, number, pull, closed }) => {
    if (!pull || closed || pull.head !== commit) return []
    const head = { ref: pull.headBranch, sha: pull.head, repo }
    const base = { ref: pull.baseBranch, sha: pull.base, repo }
    return [{ id, number, url: `${api}/pulls/${number}`, head, base }]
  })
}

/** GitHub's description of an App within a check knows no `repository_advisory` among its events. */
function viewCheckApp(world: World, app: App): Record<string, unknown> {
  const events = app.events.filter((event) => event !== 'repository_advisory')
  return viewApp(world, { ...app, events })
}
