import type { PictureChart } from '../../charts/draw-charts.ts'
import { getEnvironmentTerms } from '../../release/lifecycle/rollout/view.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Measurement, Reading } from '../../release/rollout/measurement.ts'
import { formatMinute } from '../wording.ts'
import { formatMetric, type MeasuredStep } from './step-numbers.ts'

/** So many metrics are drawn. */
const MOST_CHARTS = 6

/** Creates a chart of each metric of a step: the new version, the previous one beside it, and the limit. */
export function createStepCharts({ ledger }: OpenedRelease, step: MeasuredStep): PictureChart[] {
  const { analysis } = getEnvironmentTerms(ledger, step.at.environment) ?? { analysis: null }
  return (analysis?.metrics ?? []).slice(0, MOST_CHARTS).map(({ id, text, unit, limit }) => {
    const measured = step.measurements.filter(({ metric }) => metric === id)
    const bound = limit?.above ?? limit?.below
    const ends = [measured.at(0), measured.at(-1)].flatMap((one) => (one ? [one.at] : []))
    return {
      title: bound === undefined ? text : `${text} (limit ${formatMetric(bound, unit)})`,
      formatValue: (value) => formatMetric(value, unit),
      formatTime: formatMinute,
      lines: [
        { look: 'before', points: toPoints(measured, ({ previous }) => previous) },
        { look: 'limit', points: bound === undefined ? [] : ends.map((at) => ({ at, value: bound })) },
        { look: 'line', points: toPoints(measured, ({ current }) => current) },
      ],
    }
  })
}

function toPoints(measured: readonly Measurement[], read: (one: Measurement) => Reading | null) {
  return measured.flatMap((one) => {
    const reading = read(one)
    return reading?.kind === 'value' ? [{ at: one.at, value: reading.value }] : []
  })
}
