import { renderReleaseBranchCheck } from '../../../messages/github/checks/release-branch-check.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { loadRelease } from '../../record/execute-command.ts'

const BRANCH_CHECK = 'Release Captain / release branch'

/**
 * Says at a pull request to the branch of an open release that it goes past the plan, and what its merge would do. The
 * App's own, in which a conflict is resolved, is heard of before it is on record.
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
}
