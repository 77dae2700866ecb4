import type { NotesReport } from '../engine.ts'
import type { Line } from './line.ts'
import { nextLines, paragraph, stack, type View, warningLines } from './screen.ts'

/** After the notes went to a file. */
export function notesWrittenScreen(report: NotesReport, file: string, view: View): Line[] {
  return stack([
    warningLines(report.warnings, view),
    paragraph(`Wrote the release notes of ${report.version}, dated ${report.date}, to ${file}.`, view.width),
    nextLines(
      [
        {
          why: 'Read them, and complete Known Issues and Upgrade Notes where there is more to say (§3.1)',
          command: null,
        },
        {
          why: 'Then make the signed tag (§3.2)',
          command: view.again('build', [report.version], { tag: true }),
        },
      ],
      view,
    ),
  ])
}
