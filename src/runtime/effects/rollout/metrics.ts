import type { EnvironmentTerms } from '../../../release/lifecycle/rollout/terms.ts'
import type { AnalysisMetric } from '../../../release/policy/deployment/metrics.ts'
import { Refused } from '../../../release/refusal.ts'
import type { Measurement, Reading } from '../../../release/rollout/measurement.ts'
import { readMeasurements } from '../../metrics/read-measurements.ts'
import type { MetricsSource } from '../../ports/metrics-source.ts'
import {
  getEnvironment,
  getRepositoryName,
  type PerformRollout,
  type RolloutContext,
  toPlainVersion,
} from './rollout-context.ts'

/** Measures every metric of an environment once. What can't be asked says so, and holds the step. */
export const readMetrics: PerformRollout<'read-metrics'> = async (context, effect) => {
  const measurements = await measure(context, effect)
  return [{ type: 'MetricsMeasured', at: context.deps.now(), answers: effect.key, measurements }]
}

interface Measuring {
  readonly environment: string
  readonly version: string
  readonly previous: string
  /** Percent of traffic on the version. */
  readonly share: number
}

/** Measures the metrics of an environment now; none where it has no metrics. */
export async function measure(
  context: RolloutContext,
  { environment: id, version, previous, share }: Measuring,
): Promise<readonly Measurement[]> {
  const environment = getEnvironment(context, id)
  const { analysis, metrics } = environment
  if (!analysis || metrics === null) return []
  const now = context.deps.now()
  const source = openSource(context, metrics)
  if (source === null) return analysis.metrics.map((metric) => refuseMetric(metric, share, now))
  const values = {
    version: toPlainVersion(version),
    previous: toPlainVersion(previous),
    environment: id,
  }
  return readMeasurements({ source, analysis, values, share, now })
}

/** Null where the connection isn't set up for this repository; the log says why. */
export function openSource(context: RolloutContext, connection: string): MetricsSource | null {
  try {
    return context.deps.connections.openMetrics(connection, getRepositoryName(context))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    context.deps.log.warn({ release: context.id, problem: error.message }, 'Metrics can’t be read.')
    return null
  }
}

const REFUSED: Reading = { kind: 'problem', problem: 'source-refused' }

function refuseMetric({ id, previous, traffic }: TermsMetric, share: number, at: number): Measurement {
  return {
    metric: id,
    at,
    current: REFUSED,
    previous: previous !== undefined && share < 100 ? REFUSED : null,
    traffic: traffic ? REFUSED : null,
  }
}

type TermsMetric = NonNullable<EnvironmentTerms['analysis']>['metrics'][number] & AnalysisMetric
