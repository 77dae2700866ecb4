import { Buffer } from 'node:buffer'
import { sendWebhook } from '../hooks/announce.ts'
import type { ArtifactState, CheckConclusion, Workflow, WorkflowRunState } from '../state.ts'
import { viewRun, viewWorkflow } from '../views/workflow.ts'
import type { ActionContext } from './action-context.ts'
import { addCheck, addSuite, changeCheck } from './checks.ts'

/** Where a workflow runs. */
interface RunPlace {
  readonly head: string
  readonly branch: string
}

/** Starts a run of a workflow. It waits until someone says how it goes, or ends at once as its workflow is set. */
export async function startRun(
  scope: ActionContext,
  workflow: Workflow,
  { head, branch, event, inputs }: RunPlace & Pick<WorkflowRunState, 'event' | 'inputs'>,
): Promise<WorkflowRunState> {
  const { world, repository, by } = scope
  const now = world.now()
  const place = { app: world.actions, head, branch }
  const check = await addCheck(scope, { ...place, name: workflow.name, suite: addSuite(scope, place) }, {})
  const run: WorkflowRunState = {
    ...{ id: world.nextId(), workflow, event, branch, head, by, inputs, check },
    number: repository.runs.filter((one) => one.workflow.id === workflow.id).length + 1,
    attempt: 1,
    artifacts: [],
    createdAt: now,
    startedAt: now,
    updatedAt: now,
  }
  repository.runs.push(run)
  await announceRun(scope, run, 'requested')
  if (workflow.outcome) await endRun(scope, run, workflow.outcome)
  return run
}

/** Starts what runs on the push of a branch, or of a tag, which then stands where the branch does. */
export async function runOnPush(scope: ActionContext, what: 'push' | 'tag', place: RunPlace): Promise<void> {
  for (const workflow of scope.repository.workflows) {
    if (workflow.on.includes(what)) await startRun(scope, workflow, { ...place, event: 'push', inputs: {} })
  }
}

export async function beginRun(scope: ActionContext, run: WorkflowRunState): Promise<void> {
  run.updatedAt = scope.world.now()
  await changeCheck(scope, run.check, { status: 'in_progress' })
  await announceRun(scope, run, 'in_progress')
}

export async function endRun(
  scope: ActionContext,
  run: WorkflowRunState,
  conclusion: CheckConclusion,
): Promise<void> {
  run.updatedAt = scope.world.now()
  if (conclusion === 'success') run.artifacts = createArtifacts(scope, run)
  await changeCheck(scope, run.check, { status: 'completed', conclusion })
  await announceRun(scope, run, 'completed')
}

/** Runs it again, as another attempt with a check run of its own. */
export async function rerunWorkflowRun(scope: ActionContext, run: WorkflowRunState): Promise<void> {
  const { world } = scope
  const { head, branch, workflow } = run
  const { suite } = run.check
  run.attempt += 1
  run.startedAt = world.now()
  run.updatedAt = world.now()
  run.check = await addCheck(scope, { app: world.actions, head, branch, name: workflow.name, suite }, {})
  await announceRun(scope, run, 'requested')
  if (workflow.outcome) await endRun(scope, run, workflow.outcome)
}

/** Nothing is built: the bytes say what they stand for. */
function createArtifacts(
  { world }: ActionContext,
  { workflow, branch, head }: WorkflowRunState,
): ArtifactState[] {
  return workflow.artifacts.map((name) => ({
    id: world.nextId(),
    name,
    bytes: Buffer.from(`${name} of ${branch} at ${head}\n`),
    createdAt: world.now(),
  }))
}

async function announceRun(
  { world, repository, by }: ActionContext,
  run: WorkflowRunState,
  action: 'requested' | 'in_progress' | 'completed',
): Promise<void> {
  const payload = {
    workflow_run: await viewRun(world, repository, run),
    workflow: viewWorkflow(world, repository, run.workflow),
  }
  sendWebhook(world, { event: 'workflow_run', action, repository, sender: by, payload })
}
