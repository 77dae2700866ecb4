import { asSentence } from '../../../release/lifecycle/wording.ts'
import type { Untaken } from '../../../release/lifecycle/words.ts'
import { rows } from '../fit.ts'
import { prose, shortened, shown } from '../inline.ts'
import { quietChange } from '../links.ts'
import { type Opened, planOf } from '../parts.ts'
import { count } from '../wording.ts'
import type { Drawing } from './picks.ts'

/** What is not in the release, folded: what people left out with their reasons, then what the criteria leave. */
export function notTakenSection(release: Opened, drawing: Drawing): string {
  const plan = planOf(release)
  if (!plan) return ''
  const left = leftLines(release, drawing)
  const others = plan.others ?? []
  const all = Math.max(plan.othersInAll ?? others.length, others.length)
  const lines = [...left, ...others.map((one) => otherLine(one, drawing))]
  if (lines.length === 0) return ''

  const shownRows = rows(lines, drawing.most, (more) => `- … and ${more} more`)
  const beyond = all - others.length
  return [
    `<details><summary>${count(left.length + all, 'change')} not taken</summary>`,
    '',
    'To take one, say `/release pick #N`; to see every rule for one, `/release explain #N`.',
    '',
    ...shownRows,
    ...(beyond > 0 ? [`- … and ${beyond} more that nobody labelled`] : []),
    '',
    '</details>',
  ].join('\n')
}

/** The last word on each, where it still stands. */
function leftLines(release: Opened, { webUrl }: Drawing): string[] {
  const taken = new Set(planOf(release)?.picks.map(({ candidate }) => candidate))
  const last = new Map(release.ledger.left.map((event) => [event.candidate, event]))
  return [...last.values()]
    .filter(({ candidate }) => !taken.has(candidate))
    .map(({ type, candidate, because, by }) => {
      const word = type === 'PickDropped' ? 'dropped' : 'left for later'
      const who = by.kind === 'person' ? ` by ${shown(by.person.login, 60)}` : ''
      return `- ${quietChange(candidate, webUrl)} ${word}${who}: ${reason(because)}`
    })
}

function otherLine({ candidate, title, verdict, type, because }: Untaken, { webUrl }: Drawing): string {
  return `- ${quietChange(candidate, webUrl)} ${shown(title)} (${type}, ${verdict}): ${reason(because)}`
}

/** What somebody wrote, or a rule says, at the end of a line. */
export function reason(because: string): string {
  return prose(asSentence(shortened(because, 500)))
}
