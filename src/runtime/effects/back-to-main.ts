import { backToMainPullRequest } from '../../messages/github/back-to-main.ts'
import { MARKS } from '../../messages/github/mark.ts'
import { dateIn } from '../../release/calendar.ts'
import type { PublishedRelease } from '../../release/lifecycle/state.ts'
import { getBranchName } from '../../release/lifecycle/view.ts'
import type { PullRequest } from '../ports/github.ts'
import { type Perform, remoteOf, type Scene } from './performing.ts'
import { ownPulls } from './pulls.ts'

/**
 * Version and changelog of what was published, on main: a pull request like any other, for people to merge. One that was
 * merged or closed is not opened again, and where main has it all there is none.
 */
export const bringBack: Perform<'bring-back'> = async (scene) => {
  const { release, world, hub, id } = scene
  if (release.status !== 'published') return []

  const [shown] = await ownPulls(hub, backBranchName(release), { kind: MARKS.backToMain, id })
  const pull = shown ?? (await opened(scene, release))
  return pull === null ? [] : [{ type: 'BackToMainSeen', at: world.now(), pullRequest: pull.number }]
}

async function opened(scene: Scene, release: PublishedRelease): Promise<PullRequest | null> {
  const { world, hub, id, events } = scene
  const { version, policy, base, terms } = release.ledger.about
  const published = events.findLast(({ type }) => type === 'Published')
  const branch = backBranchName(release)
  const brought = await world.git.bringBack({
    at: await remoteOf(scene),
    version,
    policy,
    base: base.commit,
    branch,
    notes: release.release.text,
    date: dateIn(terms.timeZone, published?.at ?? world.now()),
  })
  if (brought === null) return null

  const page = backToMainPullRequest({ version, releaseUrl: release.url, id, ...brought })
  return hub.openPullRequest({ ...page, head: branch, base: brought.main, draft: false })
}

/** `release/v2.0.1-to-main` */
function backBranchName(release: PublishedRelease): string {
  return `${getBranchName(release.ledger.about)}-to-main`
}
