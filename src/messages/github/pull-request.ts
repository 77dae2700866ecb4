import { getBranchName, getHead, getPlan } from '../../release/lifecycle/view.ts'
import { shortened } from '../cut.ts'
import { count, shortDigest } from '../release/wording.ts'
import { blocks, fitting, LONGEST_TITLE } from './fit.ts'
import { code, prose } from './inline.ts'
import { picksTable } from './issue/picks.ts'
import { issueLink } from './links.ts'
import { MARKS, mark } from './mark.ts'
import type { Page, ToDraw } from './tracking-issue.ts'

/** The release pull request (§1.2): what is on the branch, and where to go on. */
export function releasePullRequest({ release, id, webUrl }: ToDraw): Page {
  return {
    title: shortened(`Release ${release.ledger.about.version}`, LONGEST_TITLE),
    body: fitting((most) => blocks(drawn({ release, id, webUrl }, most), mark(MARKS.releasePullRequest, id))),
  }
}

function drawn({ release, webUrl }: ToDraw, most: number): string {
  const { about, shown } = release.ledger
  const plan = getPlan(release)
  const head = getHead(release)
  const at = head === null ? '' : `, at ${code(head.slice(0, 10))}`
  const what = plan
    ? `${count(plan.picks.length, 'change')} on top of ${code(about.base.tag)}, by the plan ${code(shortDigest(plan.digest))}`
    : ''
  const where = shown.issue === null ? 'the tracking issue' : issueLink(shown.issue, webUrl)
  return blocks(
    `${code(getBranchName(release.ledger.about))} is what becomes ${prose(about.version)}${at}. ${what === '' ? '' : `It has ${what}.`}`.trim(),
    `Where it stands, and every command: ${where}. Do not merge or close this pull request: it shows the branch while it is tested, and is closed by itself.`,
    picksTable(release, { webUrl, most }),
  )
}
