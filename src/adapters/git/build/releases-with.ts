import { findReleasesWith } from '../../../planner/releases-with.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { ReleasesWith, ReleasesWithQuery } from '../../../runtime/ports/git.ts'
import { readGroundAt } from '../ground.ts'

/** Finds the releases of a remote that contain a commit. @throws {Refused} where it isn't there, or in none */
export async function findReleasesOnRemote(
  workspace: Workspace,
  { policy: pin, commit }: ReleasesWithQuery,
): Promise<ReleasesWith> {
  const { tags, inForce } = await readGroundAt(workspace, { main: null, policy: pin })
  const { tagPattern } = inForce.policy
  return findReleasesWith(workspace.repository, { commit, tags, tagPattern })
}
