import { getOpenQuestion, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { MissingText } from '../../missing-text.ts'
import { describeStatus } from '../../release/describe-status.ts'
import { listMissing } from '../../release/missing.ts'
import { renderPicked } from '../../release/picked-text.ts'
import { limitRows } from '../../text/limit-rows.ts'
import { formatMinute } from '../../wording.ts'
import { renderAlerts, renderPhaseLine, renderStatusLine } from '../issue/head.ts'
import { fitDrawing, joinBlocks, LONGEST_BODY } from '../markdown/fit.ts'
import { formatProse } from '../markdown/inline.ts'
import { linkIssue, linkPullRequest } from '../markdown/links.ts'

/** Room for what an answer says around it, and for the status of other releases. */
const LONGEST = LONGEST_BODY / 4

/** `status`: where a release is, in a few lines. */
export function renderStatus(release: OpenedRelease, webUrl: string): string {
  return joinBlocks(
    `### Release ${formatProse(release.ledger.about.version)}`,
    renderStatusLine(release, webUrl),
    renderPhaseLine(release),
    ...renderAlerts(release),
    [renderPicked(release), ...renderPlaceLinks(release, webUrl)].filter((part) => part !== '').join(' · '),
  )
}

function renderPlaceLinks({ ledger: { shown } }: OpenedRelease, webUrl: string): string[] {
  return [
    ...(shown.issue === null ? [] : [`tracking issue ${linkIssue(shown.issue, webUrl)}`]),
    ...(shown.pullRequest === null ? [] : [`pull request ${linkPullRequest(shown.pullRequest, webUrl)}`]),
  ]
}

/** `renderWhyParagraph`: what a release waits for, why and since when, and what each of the missing things takes. */
export function renderWhy(release: OpenedRelease): string {
  return fitDrawing(
    (most) => renderWhyParagraph(release, most),
    (text) => text.length <= LONGEST * 3,
  )
}

function renderWhyParagraph(release: OpenedRelease, most: number): string {
  const missing = listMissing(release)
  const { waits, next } = describeStatus(release)
  const isTold =
    missing.length > 0 && release.ledger.flow.kind === 'going' && release.ledger.trouble.kind === 'none'
  return joinBlocks(
    [`**${formatProse(waits)}**`, renderSince(release), isTold ? '' : formatProse(next)]
      .filter((part) => part !== '')
      .join(' '),
    ...renderAlerts(release),
    missing.length === 0
      ? ''
      : ['Missing:', '', ...limitRows(missing.map(renderItem), most, (more) => `- … and ${more} more`)].join(
          '\n',
        ),
  )
}

function renderItem({ what, next }: MissingText): string {
  return `- ${formatProse(what)} ${formatProse(next)}`
}

function renderSince(release: OpenedRelease): string {
  if (release.status !== 'open' || release.ledger.flow.kind === 'held') return ''
  const question = getOpenQuestion(release)
  if (question) return `Asked ${formatMinute(question.openedAt)}.`
  return `Since ${formatMinute(release.ledger.askedAt)}.`
}
