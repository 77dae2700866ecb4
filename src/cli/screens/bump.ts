import type { BumpedLine, BumpReport } from '../engine.ts'
import { truncateCode } from '../render/fit.ts'
import { renderHeading } from '../render/ground.ts'
import { createLine, createSpan, type ScreenLine } from '../render/line.ts'
import { createScreenSection, renderNextSteps, type ScreenView, stackSections } from '../render/screen.ts'
import { renderTable } from '../render/table.ts'
import { formatCount } from '../render/wording.ts'

/** What the version bump would change, line by line, and which files it would leave. */
export function renderBumpScreen(report: BumpReport, view: ScreenView): ScreenLine[] {
  const { version, from, to, changed } = report
  const files = new Set(changed.map(({ path }) => path)).size
  const title = `Version bump ${from} → ${to}: ${formatCount(changed.length, 'line')} in ${formatCount(files, 'file')}`
  return stackSections([
    renderHeading({ title, ground: report, rows: [] }, view),
    renderBumpedLines(changed, view.width),
    renderUnchanged(report, view.width),
    renderLeft(report, view.width),
    renderNextSteps(
      [
        { why: 'See the plan that this bump ends', command: view.again('plan') },
        ...(report.left.length === 0 ? [] : [SETTLE_LEFT]),
        changed.length === 0
          ? {
              why: 'List the files that hold the version in `versionBump.files` (docs/config.md)',
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
export function renderBumpedLines(changed: readonly BumpedLine[], width: number): ScreenLine[] {
  return changed.flatMap((each, index) => {
    const first = changed[index - 1]?.path !== each.path
    const number = `${each.line}`
    return [
      ...(first ? [createLine(each.path, 'accent')] : []),
      renderChangedLine('-', number, { text: each.before, width }),
      renderChangedLine('+', number, { text: each.after, width }),
    ]
  })
}

function renderChangedLine(
  mark: '-' | '+',
  number: string,
  of: { readonly text: string; readonly width: number },
): ScreenLine {
  const margin = `  ${number.padStart(4)} ${mark} `
  const style = mark === '-' ? 'bad' : 'good'
  return [createSpan(margin, 'quiet'), createSpan(truncateCode(of.text, of.width - margin.length), style)]
}

const SETTLE_LEFT = {
  why: 'Add each file that still says the old version to `versionBump.files`, or to `versionBump.leave` if it is right: `build` stops until then',
  command: null,
}

function renderLeft({ left, from }: BumpReport, width: number): ScreenLine[] {
  if (left.length === 0) return []
  const rows = left.map(({ path, line, text }) => [
    createSpan(`${path}:${line}`),
    createSpan(text.trim(), 'warn'),
  ])
  return createScreenSection(
    `Still on ${from}, but not bumped`,
    renderTable([{ title: '' }, { title: '', flexibleLines: 1 }], rows, width - 2),
  )
}

function renderUnchanged({ unchanged }: BumpReport, width: number): ScreenLine[] {
  if (unchanged.length === 0) return []
  const rows = unchanged.map(({ path, why }) => [createSpan(path), createSpan(why, 'quiet')])
  return createScreenSection(
    'Unchanged',
    renderTable([{ title: '' }, { title: '', flexibleLines: 3 }], rows, width - 2),
  )
}
