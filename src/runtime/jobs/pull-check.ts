import { type Performed, TASK_DONE } from '../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../context.ts'
import { showConfigCheck } from '../sync/pulls/config-check.ts'
import { showReleaseBranchCheck } from '../sync/pulls/release-branch-check.ts'
import type { Job } from './route-delivery.ts'

/** Says at a pull request what it would do to the releases, before anybody merges it. */
export async function handlePullCheck(
  deps: RuntimeDependencies,
  { repository, number, head, release }: Extract<Job, { kind: 'pull' }>,
): Promise<Performed> {
  const repo = await deps.github.openRepository(repository)
  if (release !== null) await showReleaseBranchCheck(deps, repo, { number, head, release })
  else await showConfigCheck(deps, repo, { number, head })
  return TASK_DONE
}
