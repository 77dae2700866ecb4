import type { Fact } from '../../../release/lifecycle/commands.ts'
import { followArtifacts } from '../../effects/publication/artifacts.ts'
import { observeAdvisory } from '../../github-state/advisory.ts'
import { observeChecks } from '../../github-state/checks.ts'
import { observeConflicts } from '../../github-state/conflicts.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import { observeFixReview } from '../../github-state/fix-review.ts'
import { observeBranch, observeIssue, observePullRequest } from '../../github-state/issue-and-branch.ts'
import { observeTag } from '../../github-state/tag.ts'
import { observeCommitters } from './outside-committers.ts'

/** Everything that GitHub shows of an open release now, as facts; what is on record already is no news to the core. */
export async function observeRelease(context: OpenEffectContext): Promise<readonly Fact[]> {
  const before = [await observeIssue(context), await observeTag(context)]
  const branch = [
    await observeBranch(context),
    await observePullRequest(context),
    await observeConflicts(context),
  ].flat()
  const committers = await observeCommitters(context, branch)
  const security = [...(await observeAdvisory(context)), ...(await observeFixReview(context))]
  const seen = [await observeChecks(context), await followArtifacts(context)]
  return [...before.flat(), ...branch, ...committers, ...security, ...seen.flat()]
}
