import type { Missing } from '../../release/lifecycle/gates.ts'
import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { rows } from '../cut.ts'
import { missingOf } from '../release/missing.ts'
import { pickedText } from '../release/picked.ts'
import { standing } from '../release/standing.ts'
import { minute } from '../release/wording.ts'
import { blocks, fitting, LONGEST_BODY } from './fit.ts'
import { prose } from './inline.ts'
import { alerts, phaseLine, statusLine } from './issue/head.ts'
import { issueLink, pullLink } from './links.ts'

/** Room for what an answer says around it, and for the status of other releases. */
const LONGEST = LONGEST_BODY / 4

/** `status`: where a release is, in a few lines. */
export function statusText(release: OpenedRelease, webUrl: string): string {
  return blocks(
    `### Release ${prose(release.ledger.about.version)}`,
    statusLine(release, webUrl),
    phaseLine(release),
    ...alerts(release),
    [pickedText(release), ...placeLinks(release, webUrl)].filter((part) => part !== '').join(' · '),
  )
}

function placeLinks({ ledger: { shown } }: OpenedRelease, webUrl: string): string[] {
  return [
    ...(shown.issue === null ? [] : [`tracking issue ${issueLink(shown.issue, webUrl)}`]),
    ...(shown.pullRequest === null ? [] : [`pull request ${pullLink(shown.pullRequest, webUrl)}`]),
  ]
}

/** `why`: what a release waits for, why and since when, and what each of the missing things takes. */
export function whyText(release: OpenedRelease): string {
  return fitting(
    (most) => why(release, most),
    (text) => text.length <= LONGEST * 3,
  )
}

function why(release: OpenedRelease, most: number): string {
  const missing = missingOf(release)
  const { waits, next } = standing(release)
  const isTold =
    missing.length > 0 && release.ledger.flow.kind === 'going' && release.ledger.trouble.kind === 'none'
  return blocks(
    [`**${prose(waits)}**`, sinceText(release), isTold ? '' : prose(next)]
      .filter((part) => part !== '')
      .join(' '),
    ...alerts(release),
    missing.length === 0
      ? ''
      : ['What is missing:', '', ...rows(missing.map(item), most, (more) => `- … and ${more} more`)].join(
          '\n',
        ),
  )
}

function item({ what, next }: Missing): string {
  return `- ${prose(what)} ${prose(next)}`
}

function sinceText(release: OpenedRelease): string {
  if (release.status !== 'open' || release.ledger.flow.kind === 'held') return ''
  const question = getOpenQuestion(release)
  if (question) return `Asked ${minute(question.openedAt)}.`
  return `Since ${minute(release.ledger.askedAt)}.`
}
