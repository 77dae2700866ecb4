import { readCommit } from '../../../git/objects/commit-objects.ts'
import {
  commitBump,
  composeBumpMessage,
  planReleaseBump,
  refuseLeftVersions,
} from '../../../planner/build/release-commits.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { BranchBumpQuery, Git } from '../../../runtime/ports/git.ts'
import { requireCommit } from '../ground.ts'
import { readSettled } from '../plan/settled-plan.ts'
import { putBranch } from './branches.ts'

/**
 * §1.3: the version bump as the branch's next commit. Where no file has to be changed the branch stays as it is. It
 * must be where it was when the bump was asked for, or at the very commit that would be made.
 */
export async function bumpBranch(workspace: Workspace, asking: BranchBumpQuery): ReturnType<Git['bump']> {
  const { at, branch, on } = asking
  const { ground, of, committer } = await readSettled(workspace, asking)
  const { policy } = ground.inForce
  await requireCommit(workspace, on)
  const { tree } = await readCommit(workspace.store, on)
  const bumped = await planReleaseBump(workspace, { of, policy, tree })
  await refuseLeftVersions(workspace, { of, policy, tree: bumped.tree })
  const made = { on, tree: bumped.tree, committer, message: composeBumpMessage(of, policy) }
  const head = bumped.tree === tree ? on : commitBump(workspace.store, made)
  await putBranch(workspace, { at, policy, branch, head, onto: [on] })
  return { head }
}
