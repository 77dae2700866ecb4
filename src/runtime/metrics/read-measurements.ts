import { fillQuery, type QueryValues } from '../../release/policy/deployment/metric-queries.ts'
import type { Analysis, AnalysisMetric } from '../../release/policy/deployment/metrics.ts'
import type { Measurement, Reading } from '../../release/rollout/measurement.ts'
import type { MetricsSource } from '../ports/metrics-source.ts'

/** What is measured, where, and for whom. */
export interface MeasurementRound {
  readonly source: MetricsSource
  readonly analysis: Pick<Analysis, 'metrics' | 'freshness' | 'staleAfterSeconds'>
  readonly values: QueryValues
  /** Percent of traffic on the new version. */
  readonly share: number
  /** Seconds since 1970. */
  readonly now: number
}

/** Measures every metric of the policy once, at one time. A source whose newest sample is old has said nothing. */
export async function readMeasurements(round: MeasurementRound): Promise<readonly Measurement[]> {
  const { analysis } = round
  const isFresh = await checkFreshness(round)
  if (isFresh !== null) return analysis.metrics.map((metric) => withoutData(metric, round, isFresh))
  return Promise.all(analysis.metrics.map((metric) => measure(metric, round)))
}

/** Null where the data is fresh; else what is wrong with it. */
async function checkFreshness({ source, analysis, values, now }: MeasurementRound): Promise<Reading | null> {
  const { freshness, staleAfterSeconds } = analysis
  if (freshness === null) return null
  const newest = await source.readValue(fillQuery(freshness, values), now)
  if (newest.kind === 'problem') return newest.problem === 'no-data' ? STALE : newest
  if (newest.value > now + staleAfterSeconds) return { kind: 'problem', problem: 'clock-skewed' }
  return now - newest.value > staleAfterSeconds ? STALE : null
}

const STALE: Reading = { kind: 'problem', problem: 'stale' }

async function measure(metric: AnalysisMetric, round: MeasurementRound): Promise<Measurement> {
  const { source, values, now } = round
  const read = (query: string, of: QueryValues) => source.readValue(fillQuery(query, of), now)
  const [current, previous, traffic] = await Promise.all([
    read(metric.query, values),
    comparesNow(metric, round) ? read(metric.query, { ...values, version: values.previous }) : null,
    metric.traffic ? read(metric.traffic.query, values) : null,
  ])
  return { metric: metric.id, at: now, current, previous, traffic }
}

function withoutData(metric: AnalysisMetric, round: MeasurementRound, reading: Reading): Measurement {
  const previous = comparesNow(metric, round) ? reading : null
  const traffic = metric.traffic ? reading : null
  return { metric: metric.id, at: round.now, current: reading, previous, traffic }
}

function comparesNow({ previous }: AnalysisMetric, { share }: MeasurementRound): boolean {
  return previous !== undefined && share < 100
}
