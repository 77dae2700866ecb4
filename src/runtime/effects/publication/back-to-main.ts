import { listResolutions } from '../../../messages/branch/resolutions.ts'
import { MARKS } from '../../../messages/github/markdown/mark.ts'
import { renderBackToMainPullRequest } from '../../../messages/github/pull-requests/back-to-main.ts'
import { formatDate } from '../../../release/calendar.ts'
import type { PublishedRelease } from '../../../release/lifecycle/state.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import { createRemote, type EffectContext, type Perform } from '../../github-state/effect-context.ts'
import type { PullRequest } from '../../ports/github.ts'
import { listOwnPulls } from '../branch/own-pull-requests.ts'

/**
 * Version and changelog of what was published, on main: a pull request like any other, for people to merge. One that was
 * merged or closed is not opened again, and where main has it all there is none.
 */
export const openBackToMainPull: Perform<'bring-back'> = async (context) => {
  const { release, deps, repo, id } = context
  if (release.status !== 'published') return []

  const [shown] = await listOwnPulls(repo, formatBackBranchName(release), { kind: MARKS.backToMain, id })
  const pull = shown ?? (await openBackToMain(context, release))
  return pull === null ? [] : [{ type: 'BackToMainSeen', at: deps.now(), pullRequest: pull.number }]
}

async function openBackToMain(
  context: EffectContext,
  release: PublishedRelease,
): Promise<PullRequest | null> {
  const { deps, repo, id, events } = context
  const { version, policy, base, terms } = release.ledger.about
  const published = events.findLast(({ type }) => type === 'Published')
  const branch = formatBackBranchName(release)
  const brought = await deps.git.bringBack({
    at: await createRemote(context),
    version,
    policy,
    base: base.commit,
    branch,
    commits: release.ledger.outside.commits.flatMap(({ commit, onMain }) => (onMain ? [] : [commit])),
    notes: release.release.text,
    date: formatDate(terms.timeZone, published?.at ?? deps.now()),
  })
  if (brought === null) return null

  const left = [...brought.left, ...listResolutions(release)]
  const page = renderBackToMainPullRequest({ version, releaseUrl: release.url, id, ...brought, left })
  return repo.openPullRequest({ ...page, head: branch, base: brought.main, draft: false })
}

/** `release/v2.0.1-to-main` */
function formatBackBranchName(release: PublishedRelease): string {
  return `${getBranchName(release.ledger.about)}-to-main`
}
