import { type IssueText, renderTrackingIssue } from '../../../messages/github/issue/tracking-issue.ts'
import { hasMark, MARKS } from '../../../messages/github/markdown/mark.ts'
import { renderReleasePullRequest } from '../../../messages/github/pull-requests/release-pull-request.ts'
import type { Fact } from '../../../release/lifecycle/commands.ts'
import { isUnderWay } from '../../../release/lifecycle/rollout/view.ts'
import type { EffectContext, Perform } from '../../github-state/effect-context.ts'
import { Later } from '../../ports/retry-later.ts'
import { forget, getKnownSeconds } from '../grace-period.ts'

/** By which people find the tracking issues among all others. */
const LABEL = 'release'

/** The tracking issue: found by its mark, else opened. */
export const openTrackingIssue: Perform<'open-issue'> = async (context) => {
  return context.release.status === 'open' ? updateIssue(context) : []
}

async function updateIssue(context: EffectContext): Promise<Fact[]> {
  const { repo, id, deps } = context
  const own = await repo.listOwnIssues()
  const found = own.findLast(
    ({ body, isPullRequest }) => !isPullRequest && hasMark(body, MARKS.trackingIssue, id),
  )
  const issue = found ?? (await repo.openIssue({ ...renderIssue(context), labels: [LABEL] }))
  // Also one that was found: the process may have ended between the two calls.
  await assignManager(context, issue.number)
  return [{ type: 'IssueSeen', at: deps.now(), issue: issue.number }]
}

/** Whose turn it is gets the issue; without a rota, who opened the release. GitHub notifies them. */
async function assignManager({ repo, release }: EffectContext, issue: number): Promise<void> {
  const { manager, requester } = release.ledger.about
  const person = manager ?? requester
  if (person) await repo.assign(issue, [person.login])
}

/** Puts the tracking issue, and the release pull request while it is open, to what the state says now. */
export const drawRelease: Perform<'draw-issue'> = async (context) => {
  const { issue } = context.release.ledger.shown
  if (issue === null) return []

  const facts = await drawIssue(context, issue)
  await drawPullRequest(context)
  return facts
}

async function drawIssue(context: EffectContext, number: number): Promise<Fact[]> {
  const { repo, release } = context
  const seen = await repo.findIssue(number)
  if (!seen) return replaceMissingIssue(context, number)

  const state = isUnderWay(release) ? 'open' : 'closed'
  const change = {
    ...diffPage(seen, renderIssue(context)),
    ...(seen.state === state ? {} : ({ state } as const)),
  }
  if (Object.keys(change).length > 0) await repo.editIssue(number, change)
  return []
}

/** How long one answer that an issue is not there may be a read that lags, in seconds. */
const LAG = 20

/** A deleted one is opened anew, but not on the first answer that it is not there (fault R21). */
async function replaceMissingIssue(context: EffectContext, number: number): Promise<Fact[]> {
  const { deps, id, release } = context
  const what = `${id} has lost #${number}`
  if (release.status !== 'open') return []
  if (getKnownSeconds(deps, what) < LAG)
    throw new Later(deps.now() + LAG, `GitHub does not show #${number} now.`)

  forget(deps, what)
  return updateIssue(context)
}

async function drawPullRequest({ repo, id, release }: EffectContext): Promise<void> {
  const { pullRequest } = release.ledger.shown
  const seen = pullRequest === null ? null : await repo.findPullRequest(pullRequest)
  if (seen?.state !== 'open') return

  const change = diffPage(seen, renderReleasePullRequest({ release, id, webUrl: repo.webUrl }))
  if (Object.keys(change).length > 0) await repo.editPullRequest(seen.number, change)
}

function renderIssue({ repo, id, release }: EffectContext): IssueText {
  return renderTrackingIssue({ release, id, webUrl: repo.webUrl })
}

/** What of a page is not yet as it is drawn. An edit in a browser leaves CRLF behind, which nobody sees. */
export function diffPage(seen: IssueText, { title, body }: IssueText): Partial<IssueText> {
  return {
    ...(seen.title === title ? {} : { title }),
    ...(seen.body.replaceAll('\r\n', '\n') === body ? {} : { body }),
  }
}
