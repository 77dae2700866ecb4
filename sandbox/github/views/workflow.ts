import { createHash } from 'node:crypto'
import { readGitCommit } from '../git/commits.ts'
import type { ArtifactState, Repository, Workflow, WorkflowRunState } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'
import { viewPullsAt } from './check.ts'
import { viewSimpleCommit } from './commit.ts'
import { viewRepository } from './repository.ts'

export function viewWorkflow(
  world: World,
  repository: Repository,
  workflow: Workflow,
): Record<string, unknown> {
  const html = `${world.origin.url}/${formatFullName(repository)}`
  return {
    id: workflow.id,
    node_id: createNodeId('Workflow', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: toIsoTime(workflow.createdAt),
    updated_at: toIsoTime(workflow.createdAt),
    url: `${world.origin.url}/repos/${formatFullName(repository)}/actions/workflows/${workflow.id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  }
}

export async function viewRun(
  world: World,
  repository: Repository,
  run: WorkflowRunState,
): Promise<Record<string, unknown>> {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const url = `${api}/actions/runs/${run.id}`
  const repositoryView = viewRepository(world, repository)
  const commit = await readGitCommit(repository.gitDir, run.head)
  return {
    id: run.id,
    node_id: createNodeId('WorkflowRun', run.id),
    name: run.workflow.name,
    display_title: titleRun(run) ?? commit.message.split('\n')[0],
    head_branch: run.branch,
    head_sha: run.head,
    path: run.workflow.path,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.check.status,
    conclusion: run.check.conclusion,
    workflow_id: run.workflow.id,
    check_suite_id: run.check.suite.id,
    check_suite_node_id: createNodeId('CheckSuite', run.check.suite.id),
    url,
    html_url: `${world.origin.url}/${formatFullName(repository)}/actions/runs/${run.id}`,
    pull_requests: viewPullsAt(world, repository, run.head),
    created_at: toIsoTime(run.createdAt),
    updated_at: toIsoTime(run.updatedAt),
    run_started_at: toIsoTime(run.startedAt),
    actor: viewAccount(world, run.by),
    triggering_actor: viewAccount(world, run.by),
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.check.suite.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
    head_commit: viewSimpleCommit(commit),
    repository: repositoryView,
    head_repository: repositoryView,
  }
}

/** By the `run-name` of its workflow; null where it has none. */
function titleRun({ workflow, inputs }: WorkflowRunState): string | null {
  if (workflow.runName === undefined) return null
  return workflow.runName.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => inputs[name] ?? '')
}

/** The one job of a run. */
export function viewJob(
  world: World,
  repository: Repository,
  run: WorkflowRunState,
): Record<string, unknown> {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const { check } = run
  return {
    id: check.id,
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: createNodeId('CheckRun', check.id),
    head_sha: run.head,
    head_branch: run.branch,
    url: `${api}/actions/jobs/${check.id}`,
    html_url: `${world.origin.url}/${formatFullName(repository)}/actions/runs/${run.id}/job/${check.id}`,
    status: check.status,
    conclusion: check.conclusion,
    created_at: toIsoTime(run.createdAt),
    started_at: toIsoTime(check.startedAt ?? run.startedAt),
    completed_at: check.completedAt === null ? null : toIsoTime(check.completedAt),
    name: check.name,
    workflow_name: run.workflow.name,
    check_run_url: `${api}/check-runs/${check.id}`,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
    steps: [],
  }
}

const KEPT_MS = 90 * 24 * 3600 * 1000

/** A file that a run left behind. */
export function viewArtifact(
  world: World,
  repository: Repository,
  { run, artifact }: { readonly run: WorkflowRunState; readonly artifact: ArtifactState },
): Record<string, unknown> {
  const url = `${world.origin.url}/repos/${formatFullName(repository)}/actions/artifacts/${artifact.id}`
  return {
    id: artifact.id,
    node_id: createNodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    digest: `sha256:${createHash('sha256').update(artifact.bytes).digest('hex')}`,
    created_at: toIsoTime(artifact.createdAt),
    expires_at: toIsoTime(artifact.createdAt + KEPT_MS),
    updated_at: toIsoTime(artifact.createdAt),
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: repository.id,
      head_branch: run.branch,
      head_sha: run.head,
    },
  }
}
