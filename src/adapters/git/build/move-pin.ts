import { planBump } from '../../../git/bump/plan-bump.ts'
import { readCommit } from '../../../git/objects/commit-objects.ts'
import { commitBump, createCommitter } from '../../../planner/build/release-commits.ts'
import { defaultBranch } from '../../../planner/ground/main-branch.ts'
import type { MovedPin, PinQuery } from '../../../runtime/ports/git-pin.ts'
import { findBranchHead, isOursAlone, putBranch } from './branches.ts'
import { openCommitWriter, type SigningWorkspace } from './commit-writer.ts'

/**
 * Moves the version in the files of a pin, on the default branch as it is now: the same gives the same commit again.
 *
 * @throws {Refused} where a file says neither of the two versions, or somebody else's commit has the name of the branch
 */
export async function movePinOnRemote(
  workspace: SigningWorkspace,
  { at, branch, policy, from, to, message }: PinQuery,
): Promise<MovedPin | null> {
  const { store } = workspace
  const { commit: on, ref: main } = await defaultBranch(workspace.repository)
  const { tree } = await readCommit(store, on)
  const moved = await planBump({ store, tree, files: policy.rollback.pin?.files ?? [], from, to })
  if (moved.tree === tree) return null

  const committer = await createCommitter(store, on, policy.committer)
  const standing = await findBranchHead(workspace, branch)
  const by = { committer, ground: { inForce: { policy } } }
  const write = openCommitWriter(workspace, by, { heads: [standing], since: on })
  const head = await commitBump(write, { on, tree: moved.tree, committer, message })
  const isOurs = standing !== null && (await isOursAlone(workspace, standing, { since: on, committer }))
  await putBranch(workspace, { at, policy, branch, head, onto: [isOurs ? standing : null] })
  return { head, main }
}
