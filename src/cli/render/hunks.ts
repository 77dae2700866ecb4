import type { ConflictFile, ConflictHunk } from '../../release/planning/plan.ts'
import { truncateCode } from './fit.ts'
import { createSpan, type ScreenLine, type Style } from './line.ts'
import { formatCount, formatHunkLines } from './wording.ts'

/** How many lines of each side are shown before the rest is counted. */
const MOST_LINES = 12

/** One file of a conflict with both sides of every hunk: `<` is what the line has, `>` what the change brings. */
export function renderFileHunks(file: ConflictFile, width: number): ScreenLine[] {
  const where = formatHunkLines(file)
  const heading: ScreenLine = [
    createSpan(file.path, 'accent'),
    createSpan(`  ${file.kind}`),
    createSpan(where === '' ? '' : `  ${where}`, 'quiet'),
  ]
  return [heading, ...file.hunks.flatMap((hunk) => renderHunk(hunk, width - 2))]
}

function renderHunk(hunk: ConflictHunk, width: number): ScreenLine[] {
  return [
    ...renderSide({ mark: '<', text: hunk.oursText, style: 'warn' }, width),
    ...renderSide({ mark: '>', text: hunk.theirsText, style: 'good' }, width),
  ].map((each) => [createSpan('  '), ...each])
}

function renderSide(
  { mark, text, style }: { readonly mark: string; readonly text: string; readonly style: Style },
  width: number,
): ScreenLine[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  if (lines.length === 0) return [[createSpan(`${mark} `, style), createSpan('(nothing)', 'quiet')]]
  const shown = lines
    .slice(0, MOST_LINES)
    .map((each) => [createSpan(`${mark} ${truncateCode(each, width - 2)}`, style)])
  const rest = lines.length - shown.length
  return rest > 0 ? [...shown, [createSpan(`${mark} and ${formatCount(rest, 'more line')}`, 'quiet')]] : shown
}
