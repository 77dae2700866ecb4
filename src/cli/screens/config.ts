import type { ConfigReport, PolicyValue } from '../engine.ts'
import { renderHeading } from '../render/ground.ts'
import { createLine, createSpan, type ScreenLine } from '../render/line.ts'
import { createScreenSection, renderNextSteps, type ScreenView, stackSections } from '../render/screen.ts'
import { renderTable } from '../render/table.ts'
import { shortenPlanDigest } from '../render/wording.ts'

interface ConfigView extends ScreenView {
  /** Only keys that begin with this: `rollout`, `rollout.steps`; null for all. */
  readonly under: string | null
  /** Only what differs from the process document's own. */
  readonly changed: boolean
}

/** The policy in force, key by key, each with where it comes from. */
export function renderConfigScreen(report: ConfigReport, view: ConfigView): ScreenLine[] {
  const shown = selectValues(report.values, view)
  const groups = Map.groupBy(shown, ({ key }) =>
    key.includes('.') ? key.slice(0, key.indexOf('.')) : 'in general',
  )
  const rows = [['digest', shortenPlanDigest(report.policy.digest)] as const]
  return stackSections([
    renderHeading({ title: 'Policy in force', ground: report, rows }, view),
    ...(shown.length === 0 ? [[createLine('No value matches.')]] : []),
    ...[...groups].map(([group, values]) =>
      createScreenSection(group, renderValueTable(values, view.width - 2)),
    ),
    renderNextSteps(
      [
        { why: 'Change it in `.github/release-captain.yml` on the main branch', command: null },
        {
          why: 'Check such a file before you merge it',
          command: view.again('plan', [], { policy: 'FILE' }),
        },
      ],
      view,
    ),
  ])
}

/** The values that were asked for, in the policy's own order. */
export function selectValues(
  values: readonly PolicyValue[],
  { under, changed }: Pick<ConfigView, 'under' | 'changed'>,
): PolicyValue[] {
  return values.filter(
    ({ key, fromFile }) =>
      (under === null || key === under || key.startsWith(`${under}.`)) && (!changed || fromFile),
  )
}

/** A value is never cut: it is there to be copied. */
const COLUMNS = [
  { title: '', flexibleLines: 3 },
  { title: '', flexibleLines: Number.POSITIVE_INFINITY },
  { title: '', flexibleLines: 2 },
]

function renderValueTable(values: readonly PolicyValue[], width: number): ScreenLine[] {
  const rows = values.map(({ key, value, origin, fromFile }) => [
    createSpan(key),
    createSpan(formatValue(value), fromFile ? 'warn' : 'plain'),
    createSpan(origin, fromFile ? 'warn' : 'quiet'),
  ])
  return renderTable(COLUMNS, rows, width)
}

function formatValue(value: PolicyValue['value']): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return String(value)
  return value.length === 0 ? '(none)' : value.join(', ')
}
