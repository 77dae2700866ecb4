import {
  renderMarkerCheck,
  renderReleaseBranchCheck,
} from '../../../messages/github/checks/release-branch-check.ts'
import type { OpenRelease } from '../../../release/lifecycle/state.ts'
import { getBranchName, getHead } from '../../../release/lifecycle/view.ts'
import { Refused } from '../../../release/refusal.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { CONFLICT_CHECK } from '../../github-state/conflicts.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { loadRelease } from '../../record/execute-command.ts'

const BRANCH_CHECK = 'Release Captain / release branch'

/**
 * Says at a pull request to the branch of an open release that it goes past the plan, and what its merge would do. The
 * App's own, in which a conflict is resolved, is heard of before it is on record. Every such pull request has the check
 * against conflict markers, so that a ruleset can require it.
 */
export async function showReleaseBranchCheck(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { number, head, release: id }: { readonly number: number; readonly head: string; readonly release: string },
): Promise<void> {
  const { release } = await deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status !== 'open') return
  const pull = await repo.findPullRequest(number)
  if (!pull || pull.author.id === repo.self.id) return
  const { about, shown } = release.ledger
  const said = renderReleaseBranchCheck({
    version: about.version,
    branch: getBranchName(about),
    issue: shown.issue,
  })
  await repo.putCheck({ head, name: BRANCH_CHECK, ...said })
  await repo.putCheck({
    head,
    name: CONFLICT_CHECK,
    ...(await checkForMarkers(deps, repo, { head, release })),
  })
}

/** What can't be looked at, as of a fork, is no pass. */
async function checkForMarkers(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { head, release }: { readonly head: string; readonly release: OpenRelease },
) {
  const base = getHead(release) ?? release.ledger.about.base.commit
  try {
    const at = { url: await repo.createGitUrl() }
    return renderMarkerCheck(await deps.git.findMarkers({ at, base, head }))
  } catch (error) {
    if (error instanceof Refused) return renderMarkerCheck(null)
    throw error
  }
}
