import type { ConflictFile, ConflictHunk } from '../../release/plan.ts'
import { cutCode } from './fit.ts'
import { type Line, type Style, span } from './line.ts'
import { count, hunkLines } from './wording.ts'

/** How many lines of each side are shown before the rest is counted. */
const MOST_LINES = 12

/** One file of a conflict with both sides of every hunk: `<` is what the line has, `>` what the change brings. */
export function hunkTexts(file: ConflictFile, width: number): Line[] {
  const where = hunkLines(file)
  const heading: Line = [
    span(file.path, 'accent'),
    span(`  ${file.kind}`),
    span(where === '' ? '' : `  ${where}`, 'quiet'),
  ]
  return [heading, ...file.hunks.flatMap((hunk) => hunkLinesOf(hunk, width - 2))]
}

function hunkLinesOf(hunk: ConflictHunk, width: number): Line[] {
  return [
    ...side({ mark: '<', text: hunk.oursText, style: 'warn' }, width),
    ...side({ mark: '>', text: hunk.theirsText, style: 'good' }, width),
  ].map((each) => [span('  '), ...each])
}

function side(
  { mark, text, style }: { readonly mark: string; readonly text: string; readonly style: Style },
  width: number,
): Line[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  if (lines.length === 0) return [[span(`${mark} `, style), span('(nothing)', 'quiet')]]
  const shown = lines.slice(0, MOST_LINES).map((each) => [span(`${mark} ${cutCode(each, width - 2)}`, style)])
  const rest = lines.length - shown.length
  return rest > 0 ? [...shown, [span(`${mark} and ${count(rest, 'more line')}`, 'quiet')]] : shown
}
