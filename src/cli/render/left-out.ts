import { type LeftOut, nameOf } from '../../release/candidate.ts'
import { type Line, span } from './line.ts'
import { led, section } from './screen.ts'
import { table } from './table.ts'
import { leftOutGroup, leftOutText, tally } from './wording.ts'

/** What is no candidate at all: counted by reason, or each with its own. */
export function leftOutLines(
  leftOut: readonly LeftOut[],
  view: { readonly width: number; readonly leftOut: boolean },
): Line[] {
  if (leftOut.length === 0) return []
  const counts = tally(leftOut.map(({ reason }) => leftOutGroup(reason)))
    .map(([group, times]) => `${times} ${group}`)
    .join(', ')
  if (!view.leftOut)
    return led(span('Left out:', 'title'), `${counts} (\`--left-out\` lists them)`, view.width)

  const columns = [{ title: '' }, { title: '', flexibleLines: 1 }, { title: '', flexibleLines: 3 }]
  const rows = leftOut.map((each) => [
    span(nameOf(each.candidate.id)),
    span(each.candidate.title),
    span(leftOutText(each), 'quiet'),
  ])
  return section(`Left out: ${counts}`, table(columns, rows, view.width - 2))
}
