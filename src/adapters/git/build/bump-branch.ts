import { readCommit } from '../../../git/objects/commit-objects.ts'
import {
  commitBump,
  composeBumpMessage,
  planReleaseBump,
  refuseLeftVersions,
} from '../../../planner/build/release-commits.ts'
import type { BranchBumpQuery, Git } from '../../../runtime/ports/git.ts'
import { requireCommit } from '../ground.ts'
import { readSettled } from '../plan/settled-plan.ts'
import { findBranchHead, putBranch } from './branches.ts'
import { openCommitWriter, type SigningWorkspace } from './commit-writer.ts'

/**
 * §1.3: the version bump as the branch's next commit. Where no file has to be changed the branch stays as it is. It
 * must be where it was when the bump was asked for, or at the very commit that would be made.
 */
export async function bumpBranch(
  workspace: SigningWorkspace,
  asking: BranchBumpQuery,
): ReturnType<Git['bump']> {
  const { at, branch, on } = asking
  const settled = await readSettled(workspace, asking)
  const { ground, of, committer } = settled
  const { policy } = ground.inForce
  await requireCommit(workspace, on)
  const { tree } = await readCommit(workspace.store, on)
  const bumped = await planReleaseBump(workspace, { of, policy, tree })
  await refuseLeftVersions(workspace, { of, policy, tree: bumped.tree })
  const made = { on, tree: bumped.tree, committer, message: composeBumpMessage(of, policy) }
  const heads = [await findBranchHead(workspace, branch)]
  const write = openCommitWriter(workspace, settled, { heads, since: on })
  const head = bumped.tree === tree ? on : await commitBump(write, made)
  await putBranch(workspace, { at, policy, branch, head, onto: [on] })
  return { head }
}
