import type { ConfigReport, PolicyValue } from '../engine.ts'
import { headingLines } from './ground.ts'
import { type Line, line, span } from './line.ts'
import { nextLines, section, stack, type View } from './screen.ts'
import { table } from './table.ts'
import { shortDigest } from './wording.ts'

export interface ConfigView extends View {
  /** Only keys that begin with this: `rollout`, `rollout.steps`; null for all. */
  readonly under: string | null
  /** Only what differs from the process document's own. */
  readonly changed: boolean
}

/** The policy in force, key by key, each with where it comes from. */
export function configScreen(report: ConfigReport, view: ConfigView): Line[] {
  const shown = valuesShown(report.values, view)
  const groups = Map.groupBy(shown, ({ key }) =>
    key.includes('.') ? key.slice(0, key.indexOf('.')) : 'in general',
  )
  const rows = [['digest', shortDigest(report.policy.digest)] as const]
  return stack([
    headingLines({ title: 'Policy in force', ground: report, rows }, view),
    ...(shown.length === 0 ? [[line('No value of it is asked for.')]] : []),
    ...[...groups].map(([group, values]) => section(group, valueTable(values, view.width - 2))),
    nextLines(
      [
        { why: 'Change any of it in `.github/release-captain.yml` on the main branch', command: null },
        {
          why: 'See what such a file would mean before it is merged',
          command: view.again('plan', [], { policy: 'FILE' }),
        },
      ],
      view,
    ),
  ])
}

/** The values that were asked for, in the policy's own order. */
export function valuesShown(
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

function valueTable(values: readonly PolicyValue[], width: number): Line[] {
  const rows = values.map(({ key, value, origin, fromFile }) => [
    span(key),
    span(valueText(value), fromFile ? 'warn' : 'plain'),
    span(origin, fromFile ? 'warn' : 'quiet'),
  ])
  return table(COLUMNS, rows, width)
}

function valueText(value: PolicyValue['value']): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return String(value)
  return value.length === 0 ? '(none)' : value.join(', ')
}
