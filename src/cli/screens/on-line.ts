import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { ConsideredOnLine, Plan } from '../../release/planning/plan.ts'
import { createLine, createSpan, type ScreenLine, type TextSpan } from '../render/line.ts'
import { createScreenSection } from '../render/screen.ts'
import { renderTable } from '../render/table.ts'
import { tally } from '../render/wording.ts'

interface OnLineView {
  readonly width: number
  readonly all: boolean
}

/** How many are listed before the rest is counted, without `--all`. */
const MOST = 12

/** What the line has since its last release: it comes with the next, whatever is picked. */
export function renderOnLine({ onLine, range }: Plan, view: OnLineView): ScreenLine[] {
  if (onLine.length === 0) return []
  const shown = view.all ? onLine : firstOf(onLine)
  const rest = onLine.length - shown.length
  const columns = [
    { title: '' },
    { title: '' },
    { title: '' },
    { title: '', flexibleLines: 2 },
    { title: '' },
  ]
  const heading = `Already on the line, since ${range.base.tag} (${onLine.length}): ${typesText(onLine)}`
  return createScreenSection(createLine(heading, 'title'), [
    ...renderTable(columns, shown.map(rowOf), view.width - 2),
    ...(rest > 0 ? [createLine(`and ${rest} more: \`--all\` lists them`, 'quiet')] : []),
  ])
}

function typesText(onLine: readonly ConsideredOnLine[]): string {
  return tally(onLine.map(({ verdict }) => verdict.type))
    .map(([type, times]) => `${times} ${type}`)
    .join(', ')
}

const URGENT = new Set(['security', 'data-loss', 'crash', 'regression'])

/** What somebody has to know of first: what may hurt, then the newest. */
function firstOf(onLine: readonly ConsideredOnLine[]): readonly ConsideredOnLine[] {
  const newest = onLine.toReversed()
  const urgent = newest.filter(({ verdict }) => URGENT.has(verdict.type))
  const taken = new Set([...urgent, ...newest.filter((one) => !urgent.includes(one))].slice(0, MOST))
  return onLine.filter((one) => taken.has(one))
}

function rowOf({ change, main, said, verdict }: ConsideredOnLine): TextSpan[] {
  const { id, title } = main ?? said ?? change
  return [
    createSpan('●', 'good'),
    createSpan(formatCandidateName(id)),
    createSpan(verdict.type, verdict.type === 'security' ? 'warn' : 'plain'),
    createSpan(title),
    createSpan((main ?? said) ? asText(change.id, id) : 'only on the line', 'quiet'),
  ]
}

function asText(onLine: string, onMain: string): string {
  return onLine === onMain ? '' : `as ${formatCandidateName(onLine)}`
}
