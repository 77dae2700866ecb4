import type { AnalysisMetric } from '../policy/deployment/metrics.ts'
import type { Measurement, Reading, ReadingProblem } from './measurement.ts'

/** Which of the queries of a metric gave no number. */
export type ReadingRole = 'current' | 'previous' | 'traffic'

/** Why a measurement passes, fails, or says nothing. */
export type MeasurementReason =
  | { readonly kind: 'within-limits'; readonly value: number; readonly previous: number | null }
  | { readonly kind: 'above-limit'; readonly value: number; readonly limit: number }
  | { readonly kind: 'below-limit'; readonly value: number; readonly limit: number }
  | {
      readonly kind: 'worse-than-previous'
      readonly value: number
      readonly previous: number
      /** The most it may be beside that previous value. */
      readonly allowed: number
    }
  | { readonly kind: 'too-little-traffic'; readonly traffic: number; readonly atLeast: number }
  | { readonly kind: 'no-number'; readonly role: ReadingRole; readonly problem: ReadingProblem }

export interface MeasurementVerdict {
  readonly kind: 'pass' | 'fail' | 'inconclusive'
  readonly reason: MeasurementReason
}

/** What a number is judged by. */
type Rule = Pick<AnalysisMetric, 'limit' | 'previous' | 'traffic'>

/**
 * Judges one measurement (§4.2). Without a number, without enough traffic, or without the previous version's number
 * where the policy compares, it is inconclusive: what isn't known never passes.
 *
 * @param share percent of traffic on the new version: at 100 there is no previous version beside it to compare with
 */
export function judgeMeasurement(
  rule: Rule,
  measurement: Omit<Measurement, 'metric'>,
  share: number,
): MeasurementVerdict {
  const tooLittle = findTooLittleTraffic(rule, measurement.traffic)
  if (tooLittle) return { kind: 'inconclusive', reason: tooLittle }
  const { current } = measurement
  if (current.kind === 'problem') return withoutNumber('current', current.problem)

  const broken = findBrokenLimit(rule, current.value)
  if (broken) return { kind: 'fail', reason: broken }
  return compareWithPrevious(rule, { value: current.value, previous: measurement.previous, share })
}

function findTooLittleTraffic({ traffic }: Rule, reading: Reading | null): MeasurementReason | null {
  if (!traffic) return null
  if (reading === null) return { kind: 'no-number', role: 'traffic', problem: 'no-data' }
  if (reading.kind === 'problem') return { kind: 'no-number', role: 'traffic', problem: reading.problem }
  if (reading.value >= traffic.atLeast) return null
  return { kind: 'too-little-traffic', traffic: reading.value, atLeast: traffic.atLeast }
}

function findBrokenLimit({ limit }: Rule, value: number): MeasurementReason | null {
  if (limit?.above !== undefined && value > limit.above)
    return { kind: 'above-limit', value, limit: limit.above }
  if (limit?.below !== undefined && value < limit.below)
    return { kind: 'below-limit', value, limit: limit.below }
  return null
}

function compareWithPrevious(
  { previous: comparison }: Rule,
  {
    value,
    previous,
    share,
  }: { readonly value: number; readonly previous: Reading | null; readonly share: number },
): MeasurementVerdict {
  const known = previous?.kind === 'value' ? previous.value : null
  const pass = { kind: 'pass', reason: { kind: 'within-limits', value, previous: known } } as const
  if (!comparison || share >= 100) return pass
  if (previous === null) return withoutNumber('previous', 'no-data')
  if (previous.kind === 'problem') return withoutNumber('previous', previous.problem)

  const allowed = Math.max(previous.value * comparison.factor, previous.value + (comparison.margin ?? 0))
  if (value <= allowed) return pass
  return {
    kind: 'fail',
    reason: { kind: 'worse-than-previous', value, previous: previous.value, allowed },
  }
}

function withoutNumber(role: ReadingRole, problem: ReadingProblem): MeasurementVerdict {
  return { kind: 'inconclusive', reason: { kind: 'no-number', role, problem } }
}
