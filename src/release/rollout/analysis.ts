import type { Analysis, AnalysisMetric } from '../policy/deployment/metrics.ts'
import { judgeMeasurement, type MeasurementReason, type MeasurementVerdict } from './judge-measurement.ts'
import type { Measurement } from './measurement.ts'

/** Why a metric of a step passes, fails, or says nothing yet. */
export type MetricReason =
  | MeasurementReason
  /** Nothing was measured yet. */
  | { readonly kind: 'not-measured' }
  /** The newest measurement is too old to say something about now; `age` in seconds. */
  | { readonly kind: 'measured-long-ago'; readonly age: number }
  /** The newest passes, and not enough of them passed yet. */
  | { readonly kind: 'too-few-passes'; readonly passed: number; readonly needed: number }

export interface MetricVerdict {
  readonly metric: string
  /** It is shown, and decides nothing. */
  readonly dryRun: boolean
  readonly kind: 'pass' | 'fail' | 'inconclusive'
  readonly reason: MetricReason
  /** The newest measurements, as many as failures are counted among. */
  readonly counts: { readonly passed: number; readonly failed: number; readonly inconclusive: number }
}

export interface StepVerdict {
  /** `createInconclusive` holds: it never moves traffic forward. */
  readonly kind: 'pass' | 'fail' | 'inconclusive'
  /** `no-metrics` where the policy has none that decides; then the step is people's alone. */
  readonly reason: 'judged' | 'no-metrics'
  readonly metrics: readonly MetricVerdict[]
}

/** What is known at one step of a rollout. */
export interface StepMeasurements {
  readonly analysis: Pick<
    Analysis,
    'metrics' | 'passes' | 'failures' | 'intervalSeconds' | 'staleAfterSeconds'
  >
  /** All that was measured since the step began, in any order. */
  readonly measurements: readonly Measurement[]
  /** Percent of traffic on the new version. */
  readonly share: number
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * Judges a step of the rollout by what was measured since it began (§4.2, §4.3). It passes only if every metric that
 * decides passes; one that fails fails it; and no data, too little of it, or old data is inconclusive.
 */
export function analyzeStep(step: StepMeasurements): StepVerdict {
  const metrics = step.analysis.metrics.map((metric) => judgeMetric(metric, step))
  const deciding = metrics.filter(({ dryRun }) => !dryRun)
  if (deciding.length === 0) return { kind: 'inconclusive', reason: 'no-metrics', metrics }
  if (deciding.some(({ kind }) => kind === 'fail')) return { kind: 'fail', reason: 'judged', metrics }
  const kind = deciding.every((one) => one.kind === 'pass') ? 'pass' : 'inconclusive'
  return { kind, reason: 'judged', metrics }
}

function judgeMetric(metric: AnalysisMetric, step: StepMeasurements): MetricVerdict {
  const { analysis, share } = step
  const failures = metric.failures ?? analysis.failures
  const own = step.measurements
    .filter((one) => one.metric === metric.id && one.at <= step.now)
    .toSorted((one, other) => one.at - other.at)
  const judged = own.map((one) => ({ at: one.at, verdict: judgeMeasurement(metric, one, share) }))
  const newest = judged.slice(-failures.of)
  const counts = countKinds(newest.map(({ verdict }) => verdict))
  const failed = newest.findLast(({ verdict }) => verdict.kind === 'fail')
  const verdict =
    failed && counts.failed >= failures.most ? failed.verdict : judgeNewest(judged, newest, step)
  return { metric: metric.id, dryRun: metric.dryRun, ...verdict, counts }
}

interface JudgedMeasurement {
  readonly at: number
  readonly verdict: MeasurementVerdict
}

/** Fewer failures than fail the step: the newest measurement decides, and one that failed alone holds. */
function judgeNewest(
  all: readonly JudgedMeasurement[],
  window: readonly JudgedMeasurement[],
  { analysis, now }: StepMeasurements,
): Pick<MetricVerdict, 'kind' | 'reason'> {
  const last = window.at(-1)
  if (!last) return createInconclusive({ kind: 'not-measured' })
  const age = now - last.at
  if (age > analysis.intervalSeconds + analysis.staleAfterSeconds)
    return createInconclusive({ kind: 'measured-long-ago', age })
  if (last.verdict.kind !== 'pass') return createInconclusive(last.verdict.reason)

  const passed = all.filter(({ verdict }) => verdict.kind === 'pass').length
  if (passed < analysis.passes)
    return createInconclusive({ kind: 'too-few-passes', passed, needed: analysis.passes })
  return { kind: 'pass', reason: last.verdict.reason }
}

function createInconclusive(reason: MetricReason): Pick<MetricVerdict, 'kind' | 'reason'> {
  return { kind: 'inconclusive', reason }
}

function countKinds(verdicts: readonly MeasurementVerdict[]): MetricVerdict['counts'] {
  const count = (kind: MeasurementVerdict['kind']) => verdicts.filter((one) => one.kind === kind).length
  return { passed: count('pass'), failed: count('fail'), inconclusive: count('inconclusive') }
}
