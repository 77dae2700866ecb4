import type { EnvironmentTerms } from '../../../release/lifecycle/rollout/terms.ts'
import { getPreviousVersion } from '../../../release/lifecycle/rollout/view.ts'
import { fillQuery } from '../../../release/policy/deployment/metric-queries.ts'
import { judgeMeasurement } from '../../../release/rollout/judge-measurement.ts'
import type { Measurement, Reading } from '../../../release/rollout/measurement.ts'
import { toReading } from '../../../release/rollout/measurement.ts'
import type { MetricsSource } from '../../ports/metrics-source.ts'
import { measure, openSource } from './metrics.ts'
import {
  getEnvironment,
  type PerformRollout,
  type RolloutContext,
  type RolloutEffectOf,
  toPlainVersion,
} from './rollout-context.ts'

/** So many numbers of the time before are averaged. */
const SAMPLES = 100

/** §5.3: production now, beside the version before it in as long a time before the release. */
export const readWatch: PerformRollout<'read-watch'> = async (context, effect) => {
  const environment = getEnvironment(context, effect.environment)
  const measurements = await compareWithBefore(context, environment, effect)
  const breaches = listBreaches(environment, measurements)
  const issues = await findMentions(context, effect)
  const support = await countSupportIssues(context)
  const look = { measurements, breaches, issues, support }
  return [{ type: 'WatchRead', at: context.deps.now(), answers: effect.key, look }]
}

async function compareWithBefore(
  context: RolloutContext,
  environment: EnvironmentTerms,
  { version, since }: RolloutEffectOf<'read-watch'>,
): Promise<readonly Measurement[]> {
  const { analysis, metrics, id } = environment
  if (!analysis || metrics === null) return []
  const previous = getPreviousVersion(context.release.ledger)
  const now = await measure(context, { environment: id, version, previous, share: 100 })
  const source = openSource(context, metrics)
  const { periodSeconds } = context.terms.watch
  const before = async (query: string): Promise<Reading> => {
    const plain = toPlainVersion(previous)
    const filled = fillQuery(query, { version: plain, previous: plain, environment: id })
    return source ? readMean(source, filled, { from: since - periodSeconds, to: since }) : NO_DATA
  }
  return Promise.all(
    now.map(async (one) => {
      const metric = analysis.metrics.find((each) => each.id === one.metric)
      return { ...one, previous: metric?.previous ? await before(metric.query) : null }
    }),
  )
}

const NO_DATA: Reading = { kind: 'problem', problem: 'no-data' }

async function readMean(
  source: MetricsSource,
  query: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Reading> {
  const step = Math.max(15, Math.ceil((to - from) / SAMPLES))
  const series = await source.readSeries(query, { from, to, step })
  if (series.kind === 'problem') return series
  const values = series.samples.map(({ value }) => value).filter(Number.isFinite)
  if (values.length === 0) return NO_DATA
  return toReading(values.reduce((sum, value) => sum + value, 0) / values.length)
}

/** Worse than a limit, or than the policy allows beside the time before. What has no number is no breach. */
function listBreaches({ analysis }: EnvironmentTerms, measurements: readonly Measurement[]): string[] {
  return measurements.flatMap((one) => {
    const metric = analysis?.metrics.find(({ id }) => id === one.metric)
    if (!metric || metric.dryRun) return []
    // Any share below 100 has the previous number compared.
    return judgeMeasurement(metric, one, 99).kind === 'fail' ? [one.metric] : []
  })
}

/** Issues that were opened since and name the version. */
async function findMentions(
  context: RolloutContext,
  { version, since }: RolloutEffectOf<'read-watch'>,
): Promise<readonly number[]> {
  const repo = await context.openRepository()
  return repo.findIssuesMentioning(toPlainVersion(version), since)
}

/** Counts the open issues with a support label, each once; null where the policy names none. */
async function countSupportIssues({ terms, openRepository }: RolloutContext): Promise<number | null> {
  const labels = terms.watch.supportLabels ?? []
  if (labels.length === 0) return null
  const repo = await openRepository()
  const open = new Set<number>()
  for (const label of labels)
    for (const { number, state, isPullRequest } of await repo.labelled(label))
      if (state === 'open' && !isPullRequest) open.add(number)
  return open.size
}
