import { push } from '../../../git/remotes/push.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { Refused } from '../../../release/refusal.ts'
import type { DisclosureQuery } from '../../../runtime/ports/git.ts'
import { readGroundAt, requireCommit } from '../ground.ts'

/** Pushes branch and tag of an embargoed release to the repository that everybody reads: both or none, and once. */
export async function discloseOnRemote(workspace: Workspace, asking: DisclosureQuery): Promise<void> {
  const { policy: pin, branch, tag, commit, to } = asking
  const ground = await readGroundAt(workspace, { main: null, policy: pin })
  const { policy } = ground.inForce
  await requireCommit(workspace, commit)
  const standing = ground.tags.find(({ name }) => name === tag)
  if (!standing || standing.commit !== commit) throw new Refused(refuseOtherTag(tag, commit))
  await push({
    gitDir: workspace.quarantine.gitDir,
    url: to.url,
    updates: [
      { ref: `refs/heads/${branch}`, commit, expected: null },
      { ref: `refs/tags/${tag}`, commit: standing.object, expected: null },
    ],
    names: { branch: policy.releaseBranch, tag: policy.tagPattern },
  })
}

function refuseOtherTag(tag: string, commit: string) {
  return {
    kind: 'rule',
    what: `The tag \`${tag}\` doesn't stand at \`${commit.slice(0, 10)}\`, which was approved.`,
    next: 'Find out who moved it. Nothing was disclosed.',
  } as const
}
