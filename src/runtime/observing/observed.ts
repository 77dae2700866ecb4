import type { Fact } from '../../release/lifecycle/commands.ts'
import { followArtifacts } from '../effects/artifacts.ts'
import type { OpenEffectContext } from '../effects/performing.ts'
import { observeChecks } from './checks.ts'
import { observeConflicts } from './conflicts.ts'
import { observeCommitters } from './hands.ts'
import { observeBranch, observeIssue, observePullRequest } from './shown.ts'
import { observeTag } from './tag.ts'

/** Everything that GitHub shows of an open release now, as facts; what is on record already is no news to the core. */
export async function observeRelease(context: OpenEffectContext): Promise<readonly Fact[]> {
  const before = [await observeIssue(context), await observeTag(context)]
  const branch = [
    await observeBranch(context),
    await observePullRequest(context),
    await observeConflicts(context),
  ].flat()
  const committers = await observeCommitters(context, branch)
  const seen = [await observeChecks(context), await followArtifacts(context)]
  return [...before.flat(), ...branch, ...committers, ...seen.flat()]
}
