import { renderClosed } from '../../../messages/github/comments/closing.ts'
import { MARKS } from '../../../messages/github/markdown/mark.ts'
import { renderReleasePullRequest } from '../../../messages/github/pull-requests/release-pull-request.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import type { EffectContext, Perform } from '../../github-state/effect-context.ts'
import type { PullRequest } from '../../ports/github.ts'
import { diffPage } from '../issue/tracking-issue.ts'
import { createBranchElsewhere, findOwnBranchHead } from './build-branch.ts'
import { closeConflicts } from './conflict-pull-request.ts'
import { closeWithComment, listOwnPulls, openDraft, reopenPull } from './own-pull-requests.ts'

/**
 * The release pull request: a draft from the release branch to the default branch, so that it shows exactly the picks
 * and the bump. It is looked at and never merged (decision 0012).
 */
export const showPullRequest: Perform<'show-pull-request'> = async (context, { head }) => {
  const seen = await findOwnBranchHead(context, head)
  if (seen !== head) return [createBranchElsewhere(context, seen)]

  const { number } = await showDraft(context)
  return [{ type: 'PullRequestSeen', at: context.deps.now(), pullRequest: number, head }]
}

async function showDraft(context: EffectContext): Promise<PullRequest> {
  const { repo, id, release } = context
  const page = renderReleasePullRequest({ release, id, webUrl: repo.webUrl })
  const own = await listReleasePulls(context)
  const open = own.find(({ state }) => state === 'open')
  if (open) {
    const change = diffPage(open, page)
    if (Object.keys(change).length > 0) await repo.editPullRequest(open.number, change)
    return open
  }
  const closed = own.find(({ state }) => state === 'closed')
  const again = closed ? await reopenPull(repo, closed, page) : null
  return (
    again ?? openDraft(repo, { ...page, head: getBranchName(release.ledger.about), base: repo.defaultBranch })
  )
}

/** The release is over: nobody has to look at its pull requests any more. */
export const closePullRequest: Perform<'close-pull-request'> = async (context, { key }) => {
  const { repo, release } = context
  if (release.status === 'open') return []

  const said = { id: key, text: renderClosed(release) }
  for (const pull of await listReleasePulls(context)) await closeWithComment(repo, pull, said)
  await closeConflicts(context, said)
  return []
}

function listReleasePulls({ repo, id, release }: EffectContext): Promise<readonly PullRequest[]> {
  return listOwnPulls(repo, getBranchName(release.ledger.about), { kind: MARKS.releasePullRequest, id })
}
