import type { Clock } from '../clock.ts'
import type { GitHub } from '../github/open.ts'
import type { CheckRun, Conclusion, Workflow, WorkflowRun } from '../github/state.ts'

/** How the runs of a workflow go, in the world's time. */
export interface Course {
  readonly waitsMs: number
  readonly lastsMs: number
  /** Null: it goes on until a person ends it. */
  readonly ends: Conclusion | null
}

/** Plays the machines of GitHub Actions: every run waits, runs and ends by itself. */
export interface Ci {
  readonly courseOf: (workflow: Workflow) => Course | undefined
  /** How runs that end from now on end. */
  readonly endsAs: (workflow: Workflow, conclusion: Conclusion | null) => void
  readonly close: () => void
}

export function playCi(
  github: GitHub,
  { clock, courses }: { readonly clock: Clock; readonly courses: ReadonlyMap<Workflow, Course> },
): Ci {
  const runner = github.runner()
  const now = new Map(courses)
  // Each attempt of a run has a check of its own.
  const seen = new WeakSet<CheckRun>()
  let closed = false
  // What is under way when the curtain falls has nowhere to be written.
  const happen = (what: Promise<void>) => {
    what.catch((error: unknown) => {
      if (!closed) throw error
    })
  }
  const lookForRuns = () => {
    for (const run of runner.waiting()) {
      const course = now.get(run.workflow)
      if (!course || seen.has(run.check)) continue
      seen.add(run.check)
      play(run, course)
    }
  }
  const play = (run: WorkflowRun, { waitsMs, lastsMs }: Course) => {
    const { check } = run
    const goesOn = () => !closed && run.check === check && check.status !== 'completed'
    clock.at(clock.now() + waitsMs, () => {
      if (goesOn()) happen(runner.begins(run))
    })
    clock.at(clock.now() + waitsMs + lastsMs, () => {
      const ends = now.get(run.workflow)?.ends ?? null
      if (goesOn() && ends !== null) happen(runner.ends(run, ends))
    })
  }
  const hush = github.world.pulse.onBeat(lookForRuns)
  lookForRuns()
  return {
    courseOf: (workflow) => now.get(workflow),
    endsAs: (workflow, ends) => {
      const course = now.get(workflow)
      if (course) now.set(workflow, { ...course, ends })
      github.world.pulse.beat()
    },
    close: () => {
      closed = true
      hush()
    },
  }
}
