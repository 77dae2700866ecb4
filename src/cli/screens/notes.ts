import type { NotesReport } from '../engine.ts'
import type { ScreenLine } from '../render/line.ts'
import {
  renderNextSteps,
  renderWarnings,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../render/screen.ts'

/** After the notes went to a file. */
export function renderNotesWrittenScreen(report: NotesReport, file: string, view: ScreenView): ScreenLine[] {
  return stackSections([
    renderWarnings(report.warnings, view),
    wrapParagraph(
      `Wrote the release notes of ${report.version}, dated ${report.date}, to ${file}.`,
      view.width,
    ),
    renderNextSteps(
      [
        {
          why: 'Review them, and complete Known Issues and Upgrade Notes (§3.1)',
          command: null,
        },
        {
          why: 'Then create the signed tag (§3.2)',
          command: view.again('build', [report.version], { tag: true }),
        },
      ],
      view,
    ),
  ])
}
