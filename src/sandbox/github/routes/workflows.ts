import { z } from 'zod'
import { endRun, rerun, startRun } from '../actions/workflows.ts'
import { readRef } from '../git/refs.ts'
import { type Answer, created, done, listUnder, ok } from '../http/answer.ts'
import { found, Problem } from '../http/problem.ts'
import { input, numberParam, onRepository, param, type RepositoryCall, type Route } from '../http/route.ts'
import type { Workflow, WorkflowRun } from '../state.ts'
import { viewArtifact, viewJob, viewRun, viewWorkflow } from '../views/workflow.ts'
import { sceneOf } from './scene-of.ts'

const DISPATCH = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
})
const needs = ['actions']
const oneRun = '/actions/runs/{run_id}'
const oneWorkflow = '/actions/workflows/{workflow_id}'

/** GitHub Actions: workflows and their runs. */
export const WORKFLOW_ROUTES: readonly Route[] = [
  onRepository({
    call: 'actions/list-repo-workflows',
    method: 'GET',
    path: '/actions/workflows',
    needs,
    answer: ({ world, repository }) =>
      listUnder(
        'workflows',
        repository.workflows.map((one) => viewWorkflow(world, repository, one)),
      ),
  }),
  onRepository({
    call: 'actions/get-workflow',
    method: 'GET',
    path: oneWorkflow,
    needs,
    answer: (call) => ok(viewWorkflow(call.world, call.repository, workflowOf(call))),
  }),
  onRepository({
    call: 'actions/create-workflow-dispatch',
    method: 'POST',
    path: `${oneWorkflow}/dispatches`,
    needs,
    answer: dispatch,
  }),
  onRepository({
    call: 'actions/list-workflow-runs',
    method: 'GET',
    path: `${oneWorkflow}/runs`,
    needs,
    answer: (call) => {
      const { id } = workflowOf(call)
      return listRuns(
        call,
        call.repository.runs.filter(({ workflow }) => workflow.id === id),
      )
    },
  }),
  onRepository({
    call: 'actions/list-workflow-runs-for-repo',
    method: 'GET',
    path: '/actions/runs',
    needs,
    answer: (call) => listRuns(call, call.repository.runs),
  }),
  onRepository({
    call: 'actions/get-workflow-run',
    method: 'GET',
    path: oneRun,
    needs,
    answer: async (call) => ok(await viewRun(call.world, call.repository, runOf(call))),
  }),
  onRepository({
    call: 'actions/list-jobs-for-workflow-run',
    method: 'GET',
    path: `${oneRun}/jobs`,
    needs,
    answer: (call) => listUnder('jobs', [viewJob(call.world, call.repository, runOf(call))]),
  }),
  onRepository({
    call: 'actions/list-workflow-run-artifacts',
    method: 'GET',
    path: `${oneRun}/artifacts`,
    needs,
    answer: (call) => {
      const run = runOf(call)
      const views = run.artifacts.map((one) =>
        viewArtifact(call.world, call.repository, { run, artifact: one }),
      )
      return listUnder('artifacts', views)
    },
  }),
  onRepository({
    call: 'actions/re-run-workflow',
    method: 'POST',
    path: `${oneRun}/rerun`,
    needs,
    answer: (call) => runAgain(call, runOf(call)),
  }),
  onRepository({
    call: 'actions/re-run-workflow-failed-jobs',
    method: 'POST',
    path: `${oneRun}/rerun-failed-jobs`,
    needs,
    answer: (call) => runAgain(call, runOf(call)),
  }),
  onRepository({
    call: 'actions/re-run-job-for-workflow-run',
    method: 'POST',
    path: '/actions/jobs/{job_id}/rerun',
    needs,
    answer: (call) => {
      const id = numberParam(call, 'job_id')
      return runAgain(call, found(call.repository.runs.find(({ check }) => check.id === id)))
    },
  }),
  onRepository({
    call: 'actions/cancel-workflow-run',
    method: 'POST',
    path: `${oneRun}/cancel`,
    needs,
    answer: cancel,
  }),
]

async function dispatch(call: RepositoryCall): Promise<Answer> {
  const workflow = workflowOf(call)
  const { ref, inputs } = input(call, DISPATCH)
  const { gitDir } = call.repository
  if (!workflow.on.includes('workflow_dispatch')) {
    throw new Problem(422, "Workflow does not have 'workflow_dispatch' trigger")
  }
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  const target = (await readRef(gitDir, `refs/heads/${name}`)) ?? (await readRef(gitDir, `refs/tags/${name}`))
  if (!target) throw new Problem(422, `No ref found for: ${ref}`)
  await startRun(sceneOf(call), workflow, {
    head: target.commit,
    branch: name,
    event: 'workflow_dispatch',
    inputs,
  })
  return done()
}

async function listRuns(call: RepositoryCall, runs: readonly WorkflowRun[]): Promise<Answer> {
  const { world, repository, query } = call
  const [sha, branch, event, status] = ['head_sha', 'branch', 'event', 'status'].map((name) =>
    query.get(name),
  )
  const fits = (run: WorkflowRun) =>
    (sha ?? run.head) === run.head &&
    (branch ?? run.branch) === run.branch &&
    (event ?? run.event) === run.event &&
    (!status || status === run.check.status || status === run.check.conclusion)
  const newestFirst = runs.filter(fits).reverse()
  return listUnder(
    'workflow_runs',
    await Promise.all(newestFirst.map((run) => viewRun(world, repository, run))),
  )
}

async function runAgain(call: RepositoryCall, run: WorkflowRun): Promise<Answer> {
  if (run.check.status !== 'completed') throw new Problem(403, 'The workflow run is already running')
  await rerun(sceneOf(call), run)
  return created({})
}

async function cancel(call: RepositoryCall): Promise<Answer> {
  const run = runOf(call)
  if (run.check.status === 'completed')
    throw new Problem(409, 'Cannot cancel a workflow run that is completed.')
  await endRun(sceneOf(call), run, 'cancelled')
  return { kind: 'json', status: 202, body: {} }
}

/** By its id, or by the name of its file. */
function workflowOf(call: RepositoryCall): Workflow {
  const wanted = param(call, 'workflow_id')
  return found(
    call.repository.workflows.find(
      ({ id, path }) => String(id) === wanted || path.split('/').at(-1) === wanted,
    ),
  )
}

function runOf(call: RepositoryCall): WorkflowRun {
  const id = numberParam(call, 'run_id')
  return found(call.repository.runs.find((run) => run.id === id))
}
