import type { Missing } from '../../release/lifecycle/gates.ts'
import { rows } from '../cut.ts'
import { missingOf } from '../release/missing.ts'
import { type Opened, picksOf, planOf, questionOf } from '../release/parts.ts'
import { standing } from '../release/standing.ts'
import { count, list, minute } from '../release/wording.ts'
import { blocks, fitting, LONGEST_BODY } from './fit.ts'
import { prose } from './inline.ts'
import { alerts, phaseLine, statusLine } from './issue/head.ts'
import { issueLink, pullLink } from './links.ts'

/** Room for what an answer says around it, and for the status of other releases. */
const LONGEST = LONGEST_BODY / 4

/** `status`: where a release is, in a few lines. */
export function statusText(release: Opened, webUrl: string): string {
  return blocks(
    `### Release ${prose(release.ledger.about.version)}`,
    statusLine(release, webUrl),
    phaseLine(release),
    ...alerts(release),
    [picksLine(release), ...placeLinks(release, webUrl)].filter((part) => part !== '').join(' · '),
  )
}

function placeLinks({ ledger: { shown } }: Opened, webUrl: string): string[] {
  return [
    ...(shown.issue === null ? [] : [`tracking issue ${issueLink(shown.issue, webUrl)}`]),
    ...(shown.pullRequest === null ? [] : [`pull request ${pullLink(shown.pullRequest, webUrl)}`]),
  ]
}

/** `9 changes: 7 on the branch, 1 in conflict, 1 to come`. */
function picksLine(release: Opened): string {
  const plan = planOf(release)
  if (!plan) return ''
  const picks = picksOf(release)
  const of = (kind: string) => picks.filter(({ became }) => became.kind === kind).length
  const parts = [
    [of('applied') + of('resolved'), 'on the branch'],
    [of('conflict'), 'in conflict'],
    [of('waiting'), 'to come'],
  ].flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]))
  const all = count(plan.picks.length, 'change')
  return parts.length === 0 ? all : `${all}: ${list(parts)}`
}

/** `why`: what a release waits for, why and since when, and what each of the missing things takes. */
export function whyText(release: Opened): string {
  return fitting(
    (most) => why(release, most),
    (text) => text.length <= LONGEST * 3,
  )
}

function why(release: Opened, most: number): string {
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

function sinceText(release: Opened): string {
  if (release.status !== 'open' || release.ledger.flow.kind === 'held') return ''
  const question = questionOf(release)
  if (question) return `Asked ${minute(question.openedAt)}.`
  return `Since ${minute(release.ledger.askedAt)}.`
}
