import { formatDay, formatNumber } from '../../../messages/wording.ts'
import type { ImportedVersion, ImportReport } from '../../program.ts'
import { createLine, createSpan, type ScreenLine, type TextSpan } from '../../render/line.ts'
import { renderNextSteps, type ScreenView, stackSections, wrapParagraph } from '../../render/screen.ts'
import { renderTable } from '../../render/table.ts'

/** What came onto the record, line by line. */
export function renderImportScreen(report: ImportReport, view: ScreenView): ScreenLine[] {
  const { repository, imported, known } = report
  const first = `Imported ${formatNumber(imported.length, 'release')} of ${repository}.`
  const rest = known.length === 0 ? '' : ` Already on record: ${known.length}.`
  if (imported.length === 0) return wrapParagraph(`Nothing to import from ${repository}.${rest}`, view.width)
  return stackSections([
    [
      createLine(`Releases of ${repository}`, 'title'),
      ...renderTable(COLUMNS, imported.map(toRow), view.width),
    ],
    wrapParagraph(`${first}${rest}`, view.width),
    renderNextSteps(
      [{ why: 'See how they went, as a comment on any issue', command: '/release metrics 365' }],
      view,
    ),
  ])
}

const COLUMNS = [
  { title: 'Version' },
  { title: 'Line' },
  { title: 'Published' },
  { title: 'By' },
  { title: 'Changes' },
  { title: 'With report' },
]

function toRow({ version, line, publishedAt, source, changes, reported }: ImportedVersion): TextSpan[] {
  const by = source === 'tag' ? 'tag' : 'GitHub release'
  return [
    createSpan(version, 'accent'),
    ...[line, formatDay(publishedAt), by, String(changes), String(reported)].map((text) => createSpan(text)),
  ]
}
