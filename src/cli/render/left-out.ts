import { formatCandidateName, type LeftOut } from '../../release/changes/candidate.ts'
import { createSpan, type ScreenLine } from './line.ts'
import { createLedText, createScreenSection } from './screen.ts'
import { renderTable } from './table.ts'
import { explainLeftOut, nameLeftOutGroup, tally } from './wording.ts'

/** What is no candidate at all: counted by reason, or each with its own. */
export function renderLeftOutLines(
  leftOut: readonly LeftOut[],
  view: { readonly width: number; readonly leftOut: boolean },
): ScreenLine[] {
  if (leftOut.length === 0) return []
  const counts = tally(leftOut.map(({ reason }) => nameLeftOutGroup(reason)))
    .map(([group, times]) => `${times} ${group}`)
    .join(', ')
  if (!view.leftOut)
    return createLedText(
      createSpan('Left out:', 'title'),
      `${counts} (\`--left-out\` lists them)`,
      view.width,
    )

  const columns = [{ title: '' }, { title: '', flexibleLines: 1 }, { title: '', flexibleLines: 3 }]
  const rows = leftOut.map((each) => [
    createSpan(formatCandidateName(each.candidate.id)),
    createSpan(each.candidate.title),
    createSpan(explainLeftOut(each), 'quiet'),
  ])
  return createScreenSection(`Left out: ${counts}`, renderTable(columns, rows, view.width - 2))
}
