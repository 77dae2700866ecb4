import { getEnvironmentTerms } from '../../release/lifecycle/rollout/view.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { MetricUnit } from '../../release/policy/deployment/metrics.ts'
import type { Measurement } from '../../release/rollout/measurement.ts'

/** One metric of the step before: its name, its newest number with what it is held against, and how it went. */
export interface StepNumber {
  readonly name: string
  /** `0.3 %, before 0.2 %, at most 5 %` */
  readonly numbers: string
  /** `▁▂▅`; empty where fewer than two numbers are known. */
  readonly chart: string
}

/** A step with what was measured of it. */
export type MeasuredStep = NonNullable<OpenedRelease['ledger']['rollout']['lastStep']>

/** Describes the picture of the numbers of a step, for people who can't see it. */
export function describeStepChart({ at }: MeasuredStep): string {
  return `Chart of the metrics at ${at.share} % of ${at.environment}`
}

/** Lists what was measured of the step before the one that is asked about; none where nothing was. */
export function listStepNumbers({ ledger }: OpenedRelease): StepNumber[] {
  const { lastStep } = ledger.rollout
  if (lastStep === null) return []
  const { analysis } = getEnvironmentTerms(ledger, lastStep.at.environment) ?? { analysis: null }
  return (analysis?.metrics ?? []).flatMap((metric) => {
    const measured = lastStep.measurements.filter((one) => one.metric === metric.id)
    const last = measured.at(-1)
    if (!last) return []
    return [{ name: metric.text, numbers: formatNumbers(last, metric), chart: drawSparkline(measured) }]
  })
}

interface Limits {
  readonly unit: MetricUnit
  readonly limit?: { readonly above?: number | undefined; readonly below?: number | undefined } | undefined
}

function formatNumbers({ current, previous }: Measurement, { unit, limit }: Limits): string {
  if (current.kind === 'problem') return `unknown (${current.problem.replaceAll('-', ' ')})`
  return [
    formatMetric(current.value, unit),
    ...(previous?.kind === 'value' ? [`before ${formatMetric(previous.value, unit)}`] : []),
    ...(limit?.above === undefined ? [] : [`at most ${formatMetric(limit.above, unit)}`]),
    ...(limit?.below === undefined ? [] : [`at least ${formatMetric(limit.below, unit)}`]),
  ].join(', ')
}

const MEGABYTE = 1_000_000

/** Formats a number of a metric as its unit is read: `0.3 %`, `420 ms`. */
export function formatMetric(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'ratio':
      return `${round(value * 100)} %`
    case 'seconds':
      return value < 1 ? `${round(value * 1000)} ms` : `${round(value)} s`
    case 'bytes':
      return `${round(value / MEGABYTE)} MB`
    case 'cores':
      return `${round(value)} cores`
    case 'per-second':
      return `${round(value)}/s`
    case 'number':
      return round(value)
  }
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)))
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
const MOST_BARS = 20

/** A chart of one line of text: the newest numbers, from nothing to the highest of them. */
function drawSparkline(measured: readonly Measurement[]): string {
  const values = measured
    .flatMap(({ current }) => (current.kind === 'value' ? [current.value] : []))
    .slice(-MOST_BARS)
  const highest = Math.max(...values)
  if (values.length < 2) return ''
  if (highest <= 0) return BARS[0].repeat(values.length)
  return values
    .map((value) => BARS[Math.round((Math.max(0, value) / highest) * (BARS.length - 1))] ?? BARS[0])
    .join('')
}
