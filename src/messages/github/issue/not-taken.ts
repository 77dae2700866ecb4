import { findSevereType } from '../../../release/eligibility/severe.ts'
import { deriveSelection } from '../../../release/lifecycle/rules/selection.ts'
import type { Ledger } from '../../../release/lifecycle/state.ts'
import { getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Untaken } from '../../../release/lifecycle/words.ts'
import { describeBecause } from '../../describe-because.ts'
import { shorten } from '../../text/limit-rows.ts'
import { formatNumber, toSentence } from '../../wording.ts'
import { joinBlocks } from '../markdown/fit.ts'
import { escapeAndShorten, formatProse } from '../markdown/inline.ts'
import { formatChangeQuietly } from '../markdown/links.ts'
import { formatPerson } from '../markdown/people.ts'
import type { Drawing } from './picks.ts'

/** What is not in the release, folded: what people left out with their reasons, then what the criteria leave. */
export function renderNotTaken(release: OpenedRelease, drawing: Drawing): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const left = listLeftOut(release)
  const isLeft = new Set(left.map(({ candidate }) => candidate))
  const rest = (plan.others ?? []).filter(({ candidate }) => !isLeft.has(candidate))
  const back = rest.filter(({ rolledBackIn }) => rolledBackIn !== undefined)
  const severe = rest.filter((one) => isSevere(one) && !back.includes(one))
  const others = rest.filter((one) => !severe.includes(one) && !back.includes(one))
  const all = Math.max(plan.othersInAll ?? 0, left.length + rest.length) - severe.length - back.length
  const lines = [
    ...left.map((one) => renderLeft(one, drawing)),
    ...others.map((one) => renderOther(one, drawing)),
  ]
  const shownHere = Math.min(lines.length, drawing.most)
  const folded =
    lines.length === 0
      ? ''
      : [
          `<details><summary>${formatNumber(all, 'change')} not taken</summary>`,
          '',
          ...(isChangeable(release) ? [describeTaking(left, others), ''] : []),
          ...lines.slice(0, drawing.most),
          ...(all > shownHere ? [`- … and ${all - shownHere} more`] : []),
          '',
          '</details>',
        ].join('\n')
  return joinBlocks(rolledBackLines(back, drawing), severeLines(severe, drawing), folded)
}

/** A command that the cut would refuse is no advice. */
function describeTaking(left: Ledger['left'], others: readonly Untaken[]): string {
  const isCase = others.some(({ verdict }) => verdict === 'case-by-case')
  const isEligible = left.length > 0 || others.some(({ verdict }) => verdict === 'eligible')
  return [
    ...(isEligible ? ['To take one that is eligible, run `/release pick #N`.'] : []),
    ...(isCase
      ? ['An approver can allow one that is case by case with `/release except #N because …`.']
      : []),
    'To see every rule for one, run `/release explain #N`.',
  ].join(' ')
}

function isSevere({ type, mayBe }: Untaken): boolean {
  return findSevereType({ type, mayBe: mayBe ?? null }) !== null
}

/** Never folded: it is what somebody decides about before the next release. */
function rolledBackLines(back: readonly Untaken[], drawing: Drawing): string {
  if (back.length === 0) return ''
  const rest = back.length - drawing.most
  return [
    '**Rolled back, and not taken again**',
    '',
    'To take one again, run `/release pick #N`.',
    '',
    ...back.slice(0, drawing.most).map((one) => renderRolledBack(one, drawing)),
    ...(rest > 0 ? [`- … and ${rest} more`] : []),
  ].join('\n')
}

function renderRolledBack({ candidate, title, type, rolledBackIn }: Untaken, { webUrl }: Drawing): string {
  return `- ${formatChangeQuietly(candidate, webUrl)} ${escapeAndShorten(title)} (${type}): rolled back in ${rolledBackIn}`
}

/** Never folded: somebody has to look. */
function severeLines(severe: readonly Untaken[], drawing: Drawing): string {
  if (severe.length === 0) return ''
  const rest = severe.length - drawing.most
  return [
    '**Not taken, and may be security, data loss, an outage or a crash**',
    '',
    ...severe.slice(0, drawing.most).map((one) => renderOther(one, drawing)),
    ...(rest > 0 ? [`- … and ${rest} more`] : []),
  ].join('\n')
}

function isChangeable(release: OpenedRelease): boolean {
  return release.status === 'open' && deriveSelection(release.place) !== null
}

/** The last word on each change that people left out, where it still stands. */
function listLeftOut(release: OpenedRelease): Ledger['left'] {
  const taken = new Set(getPlan(release)?.picks.map(({ candidate }) => candidate))
  const last = new Map(release.ledger.left.map((event) => [event.candidate, event]))
  return [...last.values()].filter(({ candidate }) => !taken.has(candidate))
}

function renderLeft({ type, candidate, because, by }: Ledger['left'][number], { webUrl }: Drawing): string {
  const word = type === 'PickDropped' ? 'dropped' : 'left for later'
  const who = by.kind === 'person' ? ` by ${formatPerson(by.person)}` : ''
  return `- ${formatChangeQuietly(candidate, webUrl)} ${word}${who}: ${renderReason(describeBecause(because))}`
}

function renderOther({ candidate, title, verdict, type, because }: Untaken, { webUrl }: Drawing): string {
  return `- ${formatChangeQuietly(candidate, webUrl)} ${escapeAndShorten(title)} (${type}, ${verdict}): ${renderReason(because)}`
}

/** What somebody wrote, or a rule says, at the end of a line. */
export function renderReason(because: string): string {
  return formatProse(toSentence(shorten(because, 500)))
}
