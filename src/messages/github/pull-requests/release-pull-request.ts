import { getBranchName, getHead, getPlan } from '../../../release/lifecycle/view.ts'
import { shorten } from '../../text/limit-rows.ts'
import { formatNumber, shortenDigest } from '../../wording.ts'
import { renderOutsideCommits } from '../issue/outside-commits.ts'
import { renderPicksTable } from '../issue/picks.ts'
import type { IssueText, TrackingIssueInput } from '../issue/tracking-issue.ts'
import { fitDrawing, joinBlocks, LONGEST_TITLE } from '../markdown/fit.ts'
import { formatCode, formatProse } from '../markdown/inline.ts'
import { linkIssue } from '../markdown/links.ts'
import { createMark, MARKS } from '../markdown/mark.ts'

/** The release pull request (§1.2): what is on the branch, and where to go on. */
export function renderReleasePullRequest({ release, id, webUrl }: TrackingIssueInput): IssueText {
  return {
    title: shorten(`Release ${release.ledger.about.version}`, LONGEST_TITLE),
    body: fitDrawing((most) =>
      joinBlocks(renderPage({ release, id, webUrl }, most), createMark(MARKS.releasePullRequest, id)),
    ),
  }
}

function renderPage({ release, webUrl }: TrackingIssueInput, most: number): string {
  const { about, shown } = release.ledger
  const plan = getPlan(release)
  const head = getHead(release)
  const at = head === null ? '' : `, at ${formatCode(head.slice(0, 10))}`
  const what = plan
    ? `${formatNumber(plan.picks.length, 'change')} on top of ${formatCode(about.base.tag)}, by the plan ${formatCode(shortenDigest(plan.digest))}`
    : ''
  const where = shown.issue === null ? 'the tracking issue' : linkIssue(shown.issue, webUrl)
  return joinBlocks(
    `${formatCode(getBranchName(release.ledger.about))} is what becomes ${formatProse(about.version)}${at}. ${what === '' ? '' : `It has ${what}.`}`.trim(),
    `For its status and every command, see ${where}. Don't merge or close this pull request. It shows the branch while it is tested, and Release Captain closes it.`,
    renderPicksTable(release, { webUrl, most }),
    renderOutsideCommits(release, { webUrl, most }),
  )
}
