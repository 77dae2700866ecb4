import { abandon, isTorn } from '../../git/objects/quarantine-health.ts'
import { Refused } from '../../release/refusal.ts'
import { explainFailure } from './explain-failure.ts'
import { type PlannerEnvironment, type Workspace, type WorkspaceRequest, withWorkspace } from './workspace.ts'

/**
 * Does a piece of work on a clone or a mirror; once more when it failed for what we keep beside it: a cache must never
 * be in the way.
 *
 * @throws {Refused} for what a person can mend, a failure of the machine or of the repository's objects among it
 */
export async function performWithRepair<T>(
  opening: WorkspaceRequest,
  surroundings: PlannerEnvironment,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  let beginsAnew = false
  const attemptOnce = (mayRepeat: boolean) =>
    withWorkspace(opening, surroundings, async (workspace) => {
      try {
        return await work(workspace)
      } catch (error) {
        beginsAnew = mayRepeat && concernsObjects(error) && (await isTorn(workspace.quarantine))
        if (beginsAnew) await abandon(workspace.quarantine)
        throw explainFailure(error, workspace.repository)
      }
    })
  try {
    return await attemptOnce(true)
  } catch (error) {
    if (!beginsAnew) throw explainFailure(error, null)
  }
  return attemptOnce(false).catch((error: unknown) => {
    throw explainFailure(error, null)
  })
}

/** Rules and wrong calls need no look at thousands of files. */
function concernsObjects(error: unknown): boolean {
  return !(error instanceof Refused) || error.refusal.kind === 'repository'
}
