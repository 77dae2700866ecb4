import { readCommit } from '../../git/commits.ts'
import { bumpMessage, bumpOf, commitBump } from '../../local/release-commits.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { BumpAsking, Git } from '../../runtime/ports/git.ts'
import { putBranch } from './branches.ts'
import { requireCommit } from './ground.ts'
import { settled } from './settled.ts'

/**
 * §1.3: the version bump as the branch's next commit. Where no file has to be changed the branch stays as it is. It
 * must be where it was when the bump was asked for, or at the very commit that would be made.
 */
export async function bump(workspace: Workspace, asking: BumpAsking): ReturnType<Git['bump']> {
  const { at, branch, on } = asking
  const { ground, of, committer } = await settled(workspace, asking)
  const { policy } = ground.inForce
  await requireCommit(workspace, on)
  const { tree } = await readCommit(workspace.store, on)
  const bumped = await bumpOf(workspace, { of, policy, tree })
  const made = { on, tree: bumped.tree, committer, message: bumpMessage(of, policy) }
  const head = bumped.tree === tree ? on : commitBump(workspace.store, made)
  await putBranch(workspace, { at, policy, branch, head, onto: [on] })
  return { head }
}
