import type { ActionContext } from '../actions/action-context.ts'
import { beginRun, endRun, rerunWorkflowRun } from '../actions/workflows.ts'
import type { CheckConclusion, Workflow, WorkflowRunState } from '../state.ts'

/** Plays GitHub Actions: whoever holds it says how runs go. */
export interface Runner {
  /** Adds a workflow. With an `outcome` each of its runs ends so at once; without, it waits for `ends`. */
  readonly has: (given: {
    readonly file: string
    readonly name: string
    readonly on?: Workflow['on']
    readonly outcome?: CheckConclusion
    /** Its `run-name`: what `${{ inputs.NAME }}` stands for is put in. */
    readonly runName?: string
    /** Names of what each run that succeeds leaves behind. */
    readonly artifacts?: readonly string[]
  }) => Workflow
  /** From now on runs of the workflow end so at once; null makes them wait. */
  readonly answers: (workflow: Workflow, outcome: CheckConclusion | null) => void
  /** Runs that have not ended, oldest first. */
  readonly waiting: () => readonly WorkflowRunState[]
  readonly begins: (run: WorkflowRunState) => Promise<void>
  readonly ends: (run: WorkflowRunState, conclusion: CheckConclusion) => Promise<void>
  readonly reruns: (run: WorkflowRunState) => Promise<void>
}

export function createRunner(scope: ActionContext): Runner {
  const { world, repository } = scope
  return {
    has: ({ file, name, on = ['push', 'workflow_dispatch'], outcome = null, artifacts = [], runName }) => {
      const path = `.github/workflows/${file}`
      const workflow = {
        ...{ id: world.nextId(), name, path, on, outcome, artifacts, createdAt: world.now() },
        ...(runName === undefined ? {} : { runName }),
      }
      repository.workflows.push(workflow)
      return workflow
    },
    answers: (workflow, outcome) => {
      workflow.outcome = outcome
    },
    waiting: () => repository.runs.filter(({ check }) => check.status !== 'completed'),
    begins: (run) => beginRun(scope, run),
    ends: (run, conclusion) => endRun(scope, run, conclusion),
    reruns: (run) => rerunWorkflowRun(scope, run),
  }
}
