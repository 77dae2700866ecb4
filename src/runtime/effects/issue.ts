import { hasMark, MARKS } from '../../messages/github/mark.ts'
import { releasePullRequest } from '../../messages/github/pull-request.ts'
import { type Page, trackingIssue } from '../../messages/github/tracking-issue.ts'
import type { Fact } from '../../release/lifecycle/commands.ts'
import { Later } from '../ports/later.ts'
import type { Perform, Scene } from './performing.ts'
import { forget, knownFor } from './remembered.ts'

/** By which people find the tracking issues among all others. */
const LABEL = 'release'

/** The tracking issue: found by its mark, else opened. */
export const openTrackingIssue: Perform<'open-issue'> = async (scene) => {
  return scene.release.status === 'open' ? shownIn(scene) : []
}

async function shownIn(scene: Scene): Promise<Fact[]> {
  const { hub, id, world } = scene
  const own = await hub.ownIssues()
  const found = own.findLast(
    ({ body, isPullRequest }) => !isPullRequest && hasMark(body, MARKS.trackingIssue, id),
  )
  const issue = found ?? (await hub.openIssue({ ...drawn(scene), labels: [LABEL] }))
  return [{ type: 'IssueSeen', at: world.now(), issue: issue.number }]
}

/** Puts the tracking issue, and the release pull request while it is open, to what the state says now. */
export const drawRelease: Perform<'draw-issue'> = async (scene) => {
  const { issue } = scene.release.ledger.shown
  if (issue === null) return []

  const facts = await drawIssue(scene, issue)
  await drawPullRequest(scene)
  return facts
}

async function drawIssue(scene: Scene, number: number): Promise<Fact[]> {
  const { hub, release } = scene
  const seen = await hub.issue(number)
  if (!seen) return gone(scene, number)

  const state = release.status === 'open' ? 'open' : 'closed'
  const change = { ...changed(seen, drawn(scene)), ...(seen.state === state ? {} : ({ state } as const)) }
  if (Object.keys(change).length > 0) await hub.editIssue(number, change)
  return []
}

/** How long one answer that an issue is not there may be a read that lags, in seconds. */
const LAG = 20

/** A deleted one is opened anew, but not on the first answer that it is not there (fault R21). */
async function gone(scene: Scene, number: number): Promise<Fact[]> {
  const { world, id, release } = scene
  const what = `${id} has lost #${number}`
  if (release.status !== 'open') return []
  if (knownFor(world, what) < LAG) throw new Later(world.now() + LAG, `GitHub does not show #${number} now.`)

  forget(world, what)
  return shownIn(scene)
}

async function drawPullRequest({ hub, id, release }: Scene): Promise<void> {
  const { pullRequest } = release.ledger.shown
  const seen = pullRequest === null ? null : await hub.pullRequest(pullRequest)
  if (seen?.state !== 'open') return

  const change = changed(seen, releasePullRequest({ release, id, webUrl: hub.webUrl }))
  if (Object.keys(change).length > 0) await hub.editPullRequest(seen.number, change)
}

function drawn({ hub, id, release }: Scene): Page {
  return trackingIssue({ release, id, webUrl: hub.webUrl })
}

/** What of a page is not yet as it is drawn. An edit in a browser leaves CRLF behind, which nobody sees. */
export function changed(seen: Page, { title, body }: Page): Partial<Page> {
  return {
    ...(seen.title === title ? {} : { title }),
    ...(seen.body.replaceAll('\r\n', '\n') === body ? {} : { body }),
  }
}
