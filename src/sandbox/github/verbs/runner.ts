import type { Scene } from '../actions/scene.ts'
import { beginRun, endRun, rerun } from '../actions/workflows.ts'
import type { Conclusion, Workflow, WorkflowRun } from '../state.ts'

/** Plays GitHub Actions: whoever holds it says how runs go. */
export interface Runner {
  /** Adds a workflow. With an `outcome` each of its runs ends so at once; without, it waits for `ends`. */
  readonly has: (given: {
    readonly file: string
    readonly name: string
    readonly on?: Workflow['on']
    readonly outcome?: Conclusion
    /** Names of what each run that succeeds leaves behind. */
    readonly artifacts?: readonly string[]
  }) => Workflow
  /** From now on runs of the workflow end so at once; null makes them wait. */
  readonly answers: (workflow: Workflow, outcome: Conclusion | null) => void
  /** Runs that have not ended, oldest first. */
  readonly waiting: () => readonly WorkflowRun[]
  readonly begins: (run: WorkflowRun) => Promise<void>
  readonly ends: (run: WorkflowRun, conclusion: Conclusion) => Promise<void>
  readonly reruns: (run: WorkflowRun) => Promise<void>
}

export function runnerOf(scene: Scene): Runner {
  const { world, repository } = scene
  return {
    has: ({ file, name, on = ['push', 'workflow_dispatch'], outcome = null, artifacts = [] }) => {
      const path = `.github/workflows/${file}`
      const workflow = { id: world.nextId(), name, path, on, outcome, artifacts, createdAt: world.now() }
      repository.workflows.push(workflow)
      return workflow
    },
    answers: (workflow, outcome) => {
      workflow.outcome = outcome
    },
    waiting: () => repository.runs.filter(({ check }) => check.status !== 'completed'),
    begins: (run) => beginRun(scene, run),
    ends: (run, conclusion) => endRun(scene, run, conclusion),
    reruns: (run) => rerun(scene, run),
  }
}
