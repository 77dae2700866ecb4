import type { RuntimeDependencies } from '../../../context.ts'
import type { GitHubRepository, WorkflowRun } from '../../../ports/github.ts'
import { forget, getKnownSeconds, isKnown } from '../../grace-period.ts'

/** GitHub shows a run seconds after it was asked for. */
const SHOWN_AFTER = 20

/** A run of a workflow that is known by a key in its title. */
export interface KeyedRun {
  readonly workflow: string
  /** The tag at which it runs. */
  readonly ref: string
  readonly commit: string
  readonly inputs: Readonly<Record<string, string>>
  readonly key: string
}

/** Finds a run by its key; null where GitHub shows none. */
export async function findKeyedRun(
  repo: GitHubRepository,
  { workflow, ref, commit, key }: KeyedRun,
): Promise<WorkflowRun | null> {
  const runs = await repo.listWorkflowRuns({ workflow, ref, head: commit })
  return runs.find(({ title }) => title.split(/\s+/).includes(key)) ?? null
}

/**
 * Has a workflow run once for a key: looks for it, else dispatches it. A dispatch leaves nothing behind until its run is
 * shown, so whoever doesn't know whether it was done looks for as long as that takes before doing it.
 *
 * @returns null until GitHub shows the run
 */
export async function ensureKeyedRun(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  wanted: KeyedRun,
): Promise<WorkflowRun | null> {
  const found = await findKeyedRun(repo, wanted)
  if (found) return found
  const [done, doubt] = [`${wanted.key} was dispatched`, `${wanted.key} may have been dispatched`]
  if (isKnown(deps, done) || getKnownSeconds(deps, doubt) < SHOWN_AFTER) return null
  // Where the answer is lost, it is looked for as long again.
  forget(deps, doubt)
  const { workflow, ref, inputs } = wanted
  await repo.dispatchWorkflow({ workflow, ref, inputs })
  getKnownSeconds(deps, done)
  return null
}
