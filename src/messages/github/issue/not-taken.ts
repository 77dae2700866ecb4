import { selectionOf } from '../../../release/lifecycle/selection.ts'
import type { Ledger } from '../../../release/lifecycle/state.ts'
import { getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import { asSentence } from '../../../release/lifecycle/wording.ts'
import type { Untaken } from '../../../release/lifecycle/words.ts'
import { shortened } from '../../cut.ts'
import { count } from '../../release/wording.ts'
import { prose, shown } from '../inline.ts'
import { quietChange } from '../links.ts'
import { nameOfPerson } from '../people.ts'
import type { Drawing } from './picks.ts'

/** What is not in the release, folded: what people left out with their reasons, then what the criteria leave. */
export function notTakenSection(release: OpenedRelease, drawing: Drawing): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const left = leftOut(release)
  const isLeft = new Set(left.map(({ candidate }) => candidate))
  const others = (plan.others ?? []).filter(({ candidate }) => !isLeft.has(candidate))
  const all = Math.max(plan.othersInAll ?? 0, left.length + others.length)
  const lines = [
    ...left.map((one) => leftLine(one, drawing)),
    ...others.map((one) => otherLine(one, drawing)),
  ]
  if (lines.length === 0) return ''

  const shownHere = Math.min(lines.length, drawing.most)
  return [
    `<details><summary>${count(all, 'change')} not taken</summary>`,
    '',
    ...(isChangeable(release)
      ? ['To take one, say `/release pick #N`; to see every rule for one, `/release explain #N`.', '']
      : []),
    ...lines.slice(0, drawing.most),
    ...(all > shownHere ? [`- … and ${all - shownHere} more`] : []),
    '',
    '</details>',
  ].join('\n')
}

function isChangeable(release: OpenedRelease): boolean {
  return release.status === 'open' && selectionOf(release.place) !== null
}

/** The last word on each change that people left out, where it still stands. */
function leftOut(release: OpenedRelease): Ledger['left'] {
  const taken = new Set(getPlan(release)?.picks.map(({ candidate }) => candidate))
  const last = new Map(release.ledger.left.map((event) => [event.candidate, event]))
  return [...last.values()].filter(({ candidate }) => !taken.has(candidate))
}

function leftLine({ type, candidate, because, by }: Ledger['left'][number], { webUrl }: Drawing): string {
  const word = type === 'PickDropped' ? 'dropped' : 'left for later'
  const who = by.kind === 'person' ? ` by ${nameOfPerson(by.person)}` : ''
  return `- ${quietChange(candidate, webUrl)} ${word}${who}: ${reason(because)}`
}

function otherLine({ candidate, title, verdict, type, because }: Untaken, { webUrl }: Drawing): string {
  return `- ${quietChange(candidate, webUrl)} ${shown(title)} (${type}, ${verdict}): ${reason(because)}`
}

/** What somebody wrote, or a rule says, at the end of a line. */
export function reason(because: string): string {
  return prose(asSentence(shortened(because, 500)))
}
