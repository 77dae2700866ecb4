import { Buffer } from 'node:buffer'
import { announce } from '../hooks/announce.ts'
import type { Artifact, Conclusion, Workflow, WorkflowRun } from '../state.ts'
import { viewRun, viewWorkflow } from '../views/workflow.ts'
import { addCheck, changeCheck } from './checks.ts'
import type { Scene } from './scene.ts'

/** Where a workflow runs. */
export interface RunPlace {
  readonly head: string
  readonly branch: string
}

/** Starts a run of a workflow. It waits until somebody says how it goes, or ends at once as its workflow is set. */
export async function startRun(
  scene: Scene,
  workflow: Workflow,
  { head, branch, event, inputs }: RunPlace & Pick<WorkflowRun, 'event' | 'inputs'>,
): Promise<WorkflowRun> {
  const { world, repository, by } = scene
  const now = world.now()
  const check = await addCheck(scene, { app: world.actions, head, branch, name: workflow.name }, {})
  const run: WorkflowRun = {
    ...{ id: world.nextId(), workflow, event, branch, head, by, inputs, check },
    number: repository.runs.filter((one) => one.workflow.id === workflow.id).length + 1,
    attempt: 1,
    artifacts: [],
    createdAt: now,
    startedAt: now,
    updatedAt: now,
  }
  repository.runs.push(run)
  await tellRun(scene, run, 'requested')
  if (workflow.outcome) await endRun(scene, run, workflow.outcome)
  return run
}

/** Starts what runs on the push of a branch, or of a tag, which then stands where the branch does. */
export async function runOnPush(scene: Scene, what: 'push' | 'tag', place: RunPlace): Promise<void> {
  for (const workflow of scene.repository.workflows) {
    if (workflow.on.includes(what)) await startRun(scene, workflow, { ...place, event: 'push', inputs: {} })
  }
}

export async function beginRun(scene: Scene, run: WorkflowRun): Promise<void> {
  run.updatedAt = scene.world.now()
  await changeCheck(scene, run.check, { status: 'in_progress' })
  await tellRun(scene, run, 'in_progress')
}

export async function endRun(scene: Scene, run: WorkflowRun, conclusion: Conclusion): Promise<void> {
  run.updatedAt = scene.world.now()
  if (conclusion === 'success') run.artifacts = artifactsOf(scene, run)
  await changeCheck(scene, run.check, { status: 'completed', conclusion })
  await tellRun(scene, run, 'completed')
}

/** Runs it again, as another attempt with a check run of its own. */
export async function rerun(scene: Scene, run: WorkflowRun): Promise<void> {
  const { world } = scene
  const { head, branch, workflow } = run
  run.attempt += 1
  run.startedAt = world.now()
  run.updatedAt = world.now()
  run.check = await addCheck(scene, { app: world.actions, head, branch, name: workflow.name }, {})
  await tellRun(scene, run, 'requested')
  if (workflow.outcome) await endRun(scene, run, workflow.outcome)
}

/** Nothing is built: the bytes say what they stand for. */
function artifactsOf({ world }: Scene, { workflow, branch, head }: WorkflowRun): Artifact[] {
  return workflow.artifacts.map((name) => ({
    id: world.nextId(),
    name,
    bytes: Buffer.from(`${name} of ${branch} at ${head}\n`),
    createdAt: world.now(),
  }))
}

async function tellRun(
  { world, repository, by }: Scene,
  run: WorkflowRun,
  action: 'requested' | 'in_progress' | 'completed',
): Promise<void> {
  const payload = {
    workflow_run: await viewRun(world, repository, run),
    workflow: viewWorkflow(world, repository, run.workflow),
  }
  announce(world, { event: 'workflow_run', action, repository, sender: by, payload })
}
