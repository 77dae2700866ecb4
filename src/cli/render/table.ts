import { createPlainLine, measureWidth, pad, wrap, wrapUpTo } from './fit.ts'
import { createSpan, type ScreenLine, type TextSpan } from './line.ts'

/** A column: as wide as its widest cell, unless it is flexible. */
interface Column {
  readonly title: string
  /** The column gives way to the others: its cells are wrapped to at most so many lines, then cut. */
  readonly flexibleLines?: number
  /** The column is never wider than this: its cells are wrapped to as many lines as they take. */
  readonly widest?: number
}

const GAP = 2
const NARROWEST_FLEXIBLE = 12

/** A table without rules or borders. Only flexible columns are ever cut; ids, dates and verdicts stay whole. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly TextSpan[])[],
  width: number,
): ScreenLine[] {
  const texts = rows.map((row) => row.map((cell) => ({ ...cell, text: createPlainLine(cell.text) })))
  const widths = computeWidths(columns, texts, width)
  const titled = columns.some(({ title }) => title !== '')
  const header = columns.map(({ title }) => createSpan(title, 'quiet'))
  const all = titled ? [header, ...texts] : texts
  return all.flatMap((row) => renderRow(columns, widths, row))
}

function computeWidths(
  columns: readonly Column[],
  rows: readonly (readonly TextSpan[])[],
  width: number,
): number[] {
  const natural = columns.map(({ title, widest = Number.POSITIVE_INFINITY }, index) => {
    const texts = [title, ...rows.map((row) => row[index]?.text ?? '')]
    return Math.min(
      widest,
      texts.reduce((most, text) => Math.max(most, measureWidth(text)), 0),
    )
  })
  const fixed = natural.filter((_, index) => !isFlexible(columns[index]))
  const taken = fixed.reduce((sum, each) => sum + each, GAP * (columns.length - 1))
  const flexible = natural.filter((_, index) => isFlexible(columns[index]))
  const most = computeFairShare(flexible, width - taken)
  return natural.map((each, index) => (isFlexible(columns[index]) ? Math.min(each, most) : each))
}

/** The greatest width that the flexible columns may have so that all fit: what a small one does not need, others get. */
function computeFairShare(natural: readonly number[], room: number): number {
  let left = room
  let share = 0
  for (const [index, need] of natural.toSorted((a, b) => a - b).entries()) {
    share = Math.floor(left / (natural.length - index))
    if (need > share) break
    left -= need
  }
  return Math.max(NARROWEST_FLEXIBLE, share)
}

function isFlexible(column: Column | undefined): boolean {
  return column?.flexibleLines !== undefined
}

function renderRow(
  columns: readonly Column[],
  widths: readonly number[],
  row: readonly TextSpan[],
): ScreenLine[] {
  const cells = row.map(({ text }, index) => {
    const { flexibleLines, widest } = columns[index] ?? {}
    const width = widths[index] ?? 0
    if (flexibleLines !== undefined) return wrapUpTo(text, width, flexibleLines)
    return widest === undefined ? [text] : wrap(text, width)
  })
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, at) =>
    row.flatMap(({ style }, index) => {
      const text = pad(cells[index]?.[at] ?? '', widths[index] ?? 0)
      return index === 0 ? [createSpan(text, style)] : [createSpan(' '.repeat(GAP)), createSpan(text, style)]
    }),
  )
}
