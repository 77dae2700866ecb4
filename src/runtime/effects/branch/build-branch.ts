import type { Fact } from '../../../release/lifecycle/commands.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import { createRemote, type EffectContext, type Perform } from '../../github-state/effect-context.ts'
import { listOwnHeads } from '../../github-state/issue-and-branch.ts'
import { Later } from '../../ports/retry-later.ts'
import { forget, getKnownSeconds } from '../grace-period.ts'
import { findLostApprovers } from '../lost-approvers.ts'

/** §1.2: the release branch. It may stand on any head that was this release's own: what was planned before. */
export const buildReleaseBranch: Perform<'build-branch'> = async (context, effect) => {
  const { deps, release, events } = context
  const { key, branch, plan } = effect
  if (release.status !== 'open') return []
  const lost = await findLostApprovers({ ...context, release }, effect)
  if (lost.length > 0) return lost

  const { version, policy } = release.ledger.about
  const { head, outcomes } = await deps.git.build({
    at: await createRemote(context),
    version,
    policy,
    plan,
    branch,
    onto: [...listOwnHeads(events)],
    origins: context.repo.findPullRequestsOf,
  })
  return [{ type: 'BranchBuilt', at: deps.now(), answers: key, head, outcomes }]
}

/** §1.3: the bump, the last commit of the branch. */
export const bumpVersion: Perform<'bump-version'> = async (context, { key, branch, on }) => {
  const { deps, release } = context
  if (release.status !== 'open' || release.place.step !== 'bumping') return []

  const { version, policy } = release.ledger.about
  const { plan } = release.place
  const { head } = await deps.git.bump({ at: await createRemote(context), version, policy, plan, branch, on })
  return [{ type: 'VersionBumped', at: deps.now(), answers: key, head }]
}

/** How long a read may lag behind our own push, in seconds. */
const LAG = 30
const LOOK_AGAIN = 2

/**
 * Where the release branch is on GitHub. A head that was ours before, or none yet, is what a read shows that lags
 * behind our own push, so that it is looked at again for a while.
 *
 * @throws {Later} meanwhile
 */
export async function findOwnBranchHead(context: EffectContext, expected: string): Promise<string | null> {
  const { deps, repo, release, events, id } = context
  const head = await repo.findBranch(getBranchName(release.ledger.about))
  const what = `${id} is not at ${expected} yet`
  const mayLag = head !== expected && (head === null || listOwnHeads(events).has(head))
  if (mayLag && getKnownSeconds(deps, what) < LAG)
    throw new Later(deps.now() + LOOK_AGAIN, "GitHub doesn't show the pushed head yet.")

  forget(deps, what)
  return head
}

/** The fact that the branch is where nobody expects it. */
export function createBranchElsewhere({ deps }: EffectContext, head: string | null): Fact {
  return { type: 'BranchSeen', at: deps.now(), head }
}
