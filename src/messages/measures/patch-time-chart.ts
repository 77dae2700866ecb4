import type { Period } from '../../release/measures/measures.ts'
import type { ReleaseFigures } from '../../release/measures/release-figures.ts'
import { summarizeTimes } from '../../release/measures/statistics.ts'
import { formatDay } from '../wording.ts'

const DAY = 86_400
/** Columns of a chart. */
const MOST = 12
const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

interface Column {
  readonly from: number
  /** Days, to a tenth; null where nothing shipped. */
  readonly days: number | null
}

/** Draws the median time to patch over a period: as Mermaid where that is drawn, else as a row of bars. */
export function renderPatchTimes(
  figures: readonly ReleaseFigures[],
  { period, draws }: { readonly period: Period; readonly draws: boolean },
): string {
  const columns = listColumns(figures, period)
  if (columns.every(({ days }) => days === null)) return ''
  return draws ? renderMermaid(columns) : renderBars(columns)
}

function listColumns(figures: readonly ReleaseFigures[], { from, to }: Period): Column[] {
  const width = Math.max(7 * DAY, Math.ceil((to - from) / MOST))
  const count = Math.ceil((to - from) / width)
  return Array.from({ length: count }, (_, index) => {
    const begin = from + index * width
    const own = figures.filter(
      ({ countedAt }) => countedAt >= begin && countedAt < Math.min(to, begin + width),
    )
    const { median } = summarizeTimes(
      own.flatMap(({ changes }) => changes.flatMap((one) => one.timeToPatch ?? [])),
    )
    return { from: begin, days: median === null ? null : Math.round((median / DAY) * 10) / 10 }
  })
}

function renderMermaid(columns: readonly Column[]): string {
  const labels = columns.map(({ from }) => `"${formatDay(from).slice(5)}"`)
  return [
    '```mermaid',
    'xychart-beta',
    '  title "Median time to patch, by when it shipped"',
    `  x-axis [${labels.join(', ')}]`,
    '  y-axis "days"',
    `  bar [${columns.map(({ days }) => days ?? 0).join(', ')}]`,
    '```',
  ].join('\n')
}

function renderBars(columns: readonly Column[]): string {
  const most = Math.max(...columns.map(({ days }) => days ?? 0))
  const bars = columns.map(({ days }) => selectBar(days, most)).join('')
  return `Median time to patch, oldest first: ${bars} (up to ${most} days)`
}

function selectBar(days: number | null, most: number): string {
  if (days === null) return '·'
  const height = most === 0 ? 0 : Math.round((days / most) * (BARS.length - 1))
  return BARS[height] ?? BARS[0]
}
