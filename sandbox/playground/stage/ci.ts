import type { Clock } from '../../clock.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import type { CheckConclusion, CheckRunState, Workflow, WorkflowRunState } from '../../github/state.ts'

/** How the runs of a workflow go, in the world's time. */
export interface Course {
  readonly waitsMs: number
  readonly lastsMs: number
  /** Null: it goes on until a person ends it. */
  readonly ends: CheckConclusion | null
}

/** Plays the machines of GitHub Actions: every run waits, runs and ends by itself. */
export interface Ci {
  readonly courseOf: (workflow: Workflow) => Course | undefined
  /** How runs that end from now on end. */
  readonly endsAs: (workflow: Workflow, conclusion: CheckConclusion | null) => void
  readonly close: () => void
}

export function playCi(
  github: SandboxGitHub,
  { clock, courses }: { readonly clock: Clock; readonly courses: ReadonlyMap<Workflow, Course> },
): Ci {
  const runner = github.runner()
  const now = new Map(courses)
  // Each attempt of a run has a check of its own.
  const seen = new WeakSet<CheckRunState>()
  let closed = false
  // What is under way when the curtain falls has nowhere to be written.
  const waitFor = (what: Promise<void>) => {
    what.catch((error: unknown) => {
      if (!closed) throw error
    })
  }
  const lookForRuns = () => {
    for (const run of runner.waiting()) {
      const course = now.get(run.workflow)
      if (!course || seen.has(run.check)) continue
      seen.add(run.check)
      playRun(run, course)
    }
  }
  const playRun = (run: WorkflowRunState, { waitsMs, lastsMs }: Course) => {
    const { check } = run
    const isRunning = () => !closed && run.check === check && check.status !== 'completed'
    clock.at(clock.now() + waitsMs, () => {
      if (isRunning()) waitFor(runner.begins(run))
    })
    clock.at(clock.now() + waitsMs + lastsMs, () => {
      const ends = now.get(run.workflow)?.ends ?? null
      if (isRunning() && ends !== null) waitFor(runner.ends(run, ends))
    })
  }
  const hush = github.world.ticks.onTick(lookForRuns)
  lookForRuns()
  return {
    courseOf: (workflow) => now.get(workflow),
    endsAs: (workflow, ends) => {
      const course = now.get(workflow)
      if (course) now.set(workflow, { ...course, ends })
      github.world.ticks.tick()
    },
    close: () => {
      closed = true
      hush()
    },
  }
}
