import { z } from 'zod'
import { endRun, rerunWorkflowRun, startRun } from '../actions/workflows.ts'
import { readRef } from '../git/refs.ts'
import { type ApiAnswer, replyCreated, replyDone, replyListUnder, replyOk } from '../http/answer.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  getParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import type { Workflow, WorkflowRunState } from '../state.ts'
import { viewArtifact, viewJob, viewRun, viewWorkflow } from '../views/workflow.ts'
import { createActionContext } from './scene-of.ts'

const DISPATCH = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
})
const needs = ['actions']
const oneRun = '/actions/runs/{run_id}'
const oneWorkflow = '/actions/workflows/{workflow_id}'

/** GitHub Actions: workflows and their runs. */
export const WORKFLOW_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'actions/list-repo-workflows',
    method: 'GET',
    path: '/actions/workflows',
    needs,
    answer: ({ world, repository }) =>
      replyListUnder(
        'workflows',
        repository.workflows.map((one) => viewWorkflow(world, repository, one)),
      ),
  }),
  createRepositoryRoute({
    call: 'actions/get-workflow',
    method: 'GET',
    path: oneWorkflow,
    needs,
    answer: (call) => replyOk(viewWorkflow(call.world, call.repository, findWorkflow(call))),
  }),
  createRepositoryRoute({
    call: 'actions/create-workflow-dispatch',
    method: 'POST',
    path: `${oneWorkflow}/dispatches`,
    needs,
    answer: dispatch,
  }),
  createRepositoryRoute({
    call: 'actions/list-workflow-runs',
    method: 'GET',
    path: `${oneWorkflow}/runs`,
    needs,
    answer: (call) => {
      const { id } = findWorkflow(call)
      return listRuns(
        call,
        call.repository.runs.filter(({ workflow }) => workflow.id === id),
      )
    },
  }),
  createRepositoryRoute({
    call: 'actions/list-workflow-runs-for-repo',
    method: 'GET',
    path: '/actions/runs',
    needs,
    answer: (call) => listRuns(call, call.repository.runs),
  }),
  createRepositoryRoute({
    call: 'actions/get-workflow-run',
    method: 'GET',
    path: oneRun,
    needs,
    answer: async (call) => replyOk(await viewRun(call.world, call.repository, runOf(call))),
  }),
  createRepositoryRoute({
    call: 'actions/list-jobs-for-workflow-run',
    method: 'GET',
    path: `${oneRun}/jobs`,
    needs,
    answer: (call) => replyListUnder('jobs', [viewJob(call.world, call.repository, runOf(call))]),
  }),
  createRepositoryRoute({
    call: 'actions/list-workflow-run-artifacts',
    method: 'GET',
    path: `${oneRun}/artifacts`,
    needs,
    answer: (call) => {
      const run = runOf(call)
      const views = run.artifacts.map((one) =>
        viewArtifact(call.world, call.repository, { run, artifact: one }),
      )
      return replyListUnder('artifacts', views)
    },
  }),
  createRepositoryRoute({
    call: 'actions/download-artifact',
    method: 'GET',
    path: '/actions/artifacts/{artifact_id}/{archive_format}',
    needs,
    answer: (call) => {
      const id = getNumberParam(call, 'artifact_id')
      const all = call.repository.runs.flatMap(({ artifacts }) => artifacts)
      const { bytes } = requireFound(all.find((one) => one.id === id))
      return { kind: 'bytes', type: 'application/zip', bytes }
    },
  }),
  createRepositoryRoute({
    call: 'actions/re-run-workflow',
    method: 'POST',
    path: `${oneRun}/rerun`,
    needs,
    answer: (call) => runAgain(call, runOf(call)),
  }),
  createRepositoryRoute({
    call: 'actions/re-run-workflow-failed-jobs',
    method: 'POST',
    path: `${oneRun}/rerun-failed-jobs`,
    needs,
    answer: (call) => runAgain(call, runOf(call)),
  }),
  createRepositoryRoute({
    call: 'actions/re-run-job-for-workflow-run',
    method: 'POST',
    path: '/actions/jobs/{job_id}/rerun',
    needs,
    answer: (call) => {
      const id = getNumberParam(call, 'job_id')
      return runAgain(call, requireFound(call.repository.runs.find(({ check }) => check.id === id)))
    },
  }),
  createRepositoryRoute({
    call: 'actions/cancel-workflow-run',
    method: 'POST',
    path: `${oneRun}/cancel`,
    needs,
    answer: cancel,
  }),
]

async function dispatch(call: RepositoryCall): Promise<ApiAnswer> {
  const workflow = findWorkflow(call)
  const { ref, inputs } = parseInput(call, DISPATCH)
  const { gitDir } = call.repository
  if (!workflow.on.includes('workflow_dispatch')) {
    throw new ApiProblem(422, "Workflow does not have 'workflow_dispatch' trigger")
  }
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  const target = (await readRef(gitDir, `refs/heads/${name}`)) ?? (await readRef(gitDir, `refs/tags/${name}`))
  if (!target) throw new ApiProblem(422, `No ref found for: ${ref}`)
  await startRun(createActionContext(call), workflow, {
    head: target.commit,
    branch: name,
    event: 'workflow_dispatch',
    inputs,
  })
  return replyDone()
}

async function listRuns(call: RepositoryCall, runs: readonly WorkflowRunState[]): Promise<ApiAnswer> {
  const { world, repository, query } = call
  const [sha, branch, event, status] = ['head_sha', 'branch', 'event', 'status'].map((name) =>
    query.get(name),
  )
  const matchesQuery = (run: WorkflowRunState) =>
    (sha ?? run.head) === run.head &&
    (branch ?? run.branch) === run.branch &&
    (event ?? run.event) === run.event &&
    (!status || status === run.check.status || status === run.check.conclusion)
  const newestFirst = runs.filter(matchesQuery).reverse()
  return replyListUnder(
    'workflow_runs',
    await Promise.all(newestFirst.map((run) => viewRun(world, repository, run))),
  )
}

async function runAgain(call: RepositoryCall, run: WorkflowRunState): Promise<ApiAnswer> {
  if (run.check.status !== 'completed') throw new ApiProblem(403, 'The workflow run is already running')
  await rerunWorkflowRun(createActionContext(call), run)
  return replyCreated({})
}

async function cancel(call: RepositoryCall): Promise<ApiAnswer> {
  const run = runOf(call)
  if (run.check.status === 'completed')
    throw new ApiProblem(409, 'Cannot cancel a workflow run that is completed.')
  await endRun(createActionContext(call), run, 'cancelled')
  return { kind: 'json', status: 202, body: {} }
}

/** By its id, or by the name of its file. */
function findWorkflow(call: RepositoryCall): Workflow {
  const wanted = getParam(call, 'workflow_id')
  return requireFound(
    call.repository.workflows.find(
      ({ id, path }) => String(id) === wanted || path.split('/').at(-1) === wanted,
    ),
  )
}

function runOf(call: RepositoryCall): WorkflowRunState {
  const id = getNumberParam(call, 'run_id')
  return requireFound(call.repository.runs.find((run) => run.id === id))
}
