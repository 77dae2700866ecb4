import { closedText } from '../../messages/github/closing.ts'
import { MARKS } from '../../messages/github/mark.ts'
import { releasePullRequest } from '../../messages/github/pull-request.ts'
import { getBranchName } from '../../release/lifecycle/view.ts'
import type { PullRequest } from '../ports/github.ts'
import { branchElsewhere, branchHead } from './branch.ts'
import { closeConflicts } from './conflicts.ts'
import { changed } from './issue.ts'
import type { Perform, Scene } from './performing.ts'
import { closeSaying, openDraft, ownPulls, reopened } from './pulls.ts'

/**
 * The release pull request: a draft from the release branch to the default branch, so that it shows exactly the picks
 * and the bump. It is looked at and never merged (decision 0012).
 */
export const showPullRequest: Perform<'show-pull-request'> = async (scene, { head }) => {
  const seen = await branchHead(scene, head)
  if (seen !== head) return [branchElsewhere(scene, seen)]

  const { number } = await shown(scene)
  return [{ type: 'PullRequestSeen', at: scene.world.now(), pullRequest: number, head }]
}

async function shown(scene: Scene): Promise<PullRequest> {
  const { hub, id, release } = scene
  const page = releasePullRequest({ release, id, webUrl: hub.webUrl })
  const own = await releasePulls(scene)
  const open = own.find(({ state }) => state === 'open')
  if (open) {
    const change = changed(open, page)
    if (Object.keys(change).length > 0) await hub.editPullRequest(open.number, change)
    return open
  }
  const closed = own.find(({ state }) => state === 'closed')
  const again = closed ? await reopened(hub, closed, page) : null
  return (
    again ?? openDraft(hub, { ...page, head: getBranchName(release.ledger.about), base: hub.defaultBranch })
  )
}

/** The release is over: nobody has to look at its pull requests any more. */
export const closePullRequest: Perform<'close-pull-request'> = async (scene, { key }) => {
  const { hub, release } = scene
  if (release.status === 'open') return []

  const said = { id: key, text: closedText(release) }
  for (const pull of await releasePulls(scene)) await closeSaying(hub, pull, said)
  await closeConflicts(scene, said)
  return []
}

function releasePulls({ hub, id, release }: Scene): Promise<readonly PullRequest[]> {
  return ownPulls(hub, getBranchName(release.ledger.about), { kind: MARKS.releasePullRequest, id })
}
