import type { BumpedLine, BumpReport } from '../engine.ts'
import { cutCode } from './fit.ts'
import { headingLines } from './ground.ts'
import { type Line, line, span } from './line.ts'
import { nextLines, section, stack, type View } from './screen.ts'
import { table } from './table.ts'
import { count } from './wording.ts'

/** What the version bump would change, line by line, and which files it would leave. */
export function bumpScreen(report: BumpReport, view: View): Line[] {
  const { version, from, to, changed } = report
  const files = new Set(changed.map(({ path }) => path)).size
  const title = `Version bump ${from} → ${to}: ${count(changed.length, 'line')} in ${count(files, 'file')}`
  return stack([
    headingLines({ title, ground: report, rows: [] }, view),
    bumpedLines(changed, view.width),
    unchangedLines(report, view.width),
    nextLines(
      [
        { why: 'See the plan that this bump ends', command: view.again('plan') },
        changed.length === 0
          ? {
              why: 'Name the files that hold the version in `versionBump.files` (docs/config.md)',
              command: null,
            }
          : {
              why: 'Build the release branch, with the bump as its last commit',
              command: view.again('build', [version]),
            },
      ],
      view,
    ),
  ])
}

/** The changed lines of each file as a diff shows them. */
export function bumpedLines(changed: readonly BumpedLine[], width: number): Line[] {
  return changed.flatMap((each, index) => {
    const first = changed[index - 1]?.path !== each.path
    const number = `${each.line}`
    return [
      ...(first ? [line(each.path, 'accent')] : []),
      changedLine('-', number, { text: each.before, width }),
      changedLine('+', number, { text: each.after, width }),
    ]
  })
}

function changedLine(
  mark: '-' | '+',
  number: string,
  of: { readonly text: string; readonly width: number },
): Line {
  const margin = `  ${number.padStart(4)} ${mark} `
  const style = mark === '-' ? 'bad' : 'good'
  return [span(margin, 'quiet'), span(cutCode(of.text, of.width - margin.length), style)]
}

function unchangedLines({ unchanged }: BumpReport, width: number): Line[] {
  if (unchanged.length === 0) return []
  const rows = unchanged.map(({ path, why }) => [span(path), span(why, 'quiet')])
  return section('Left as they are', table([{ title: '' }, { title: '', flexibleLines: 3 }], rows, width - 2))
}
