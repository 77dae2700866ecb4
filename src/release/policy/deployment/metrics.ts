import { z } from 'zod'
import { chooseDefault, defineListById, defineSetting } from '../define-setting.ts'
import { createDurationSchema } from '../duration.ts'
import { createLineSchema, idSchema } from '../text-schemas.ts'
import { queryProblem } from './metric-queries.ts'

/** The longest query of a policy. */
const LONGEST_QUERY = 2_000

/** A PromQL query with `$version`, `$previous` and `$environment` inside its quoted label values. */
export const querySchema = z
  .string({ error: 'a PromQL query' })
  .min(1, { error: 'a PromQL query' })
  .max(LONGEST_QUERY, { error: `a PromQL query of at most ${LONGEST_QUERY} characters` })
  .superRefine((text, context) => {
    const problem = queryProblem(text)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

const limit = z
  .strictObject({
    above: z.number().optional().meta({ description: 'The metric fails above this number.' }),
    below: z.number().optional().meta({ description: 'The metric fails below this number.' }),
  })
  .refine(({ above, below }) => above !== undefined || below !== undefined, {
    error: 'a limit `above`, `below`, or both',
  })
  .readonly()

const comparison = z
  .strictObject({
    factor: z
      .number()
      .min(1)
      .max(1_000)
      .meta({ description: "How many times the previous version's value it may be." }),
    margin: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'How much more than that is always allowed, in the unit of the metric.' }),
  })
  .readonly()

const traffic = z
  .strictObject({
    query: querySchema.meta({ description: 'A PromQL query that counts the traffic behind the number.' }),
    atLeast: z
      .number()
      .gt(0)
      .meta({ description: 'With less traffic than this, the metric is inconclusive.' }),
  })
  .readonly()

const count = z.int().min(1).max(100)
const someOf = { error: 'at most as many failures as measurements', path: ['most'] }

const failures = z
  .strictObject({
    most: count.meta({ description: 'This many failed measurements fail the step.' }),
    of: count.meta({ description: 'Among this many of the newest.' }),
  })
  .refine(({ most, of }) => most <= of, someOf)
  .readonly()

const defaultFailures = z
  .strictObject({
    most: defineSetting(count, chooseDefault(2), 'This many failed measurements of a metric fail the step.'),
    of: defineSetting(count, chooseDefault(5), 'Among this many of the newest.'),
  })
  .refine(({ most, of }) => most <= of, someOf)
  .readonly()
  .prefault({})
  .meta({ description: 'When failed measurements fail a step, if the metric doesn’t say it.' })

/** How a number is shown. */
export const METRIC_UNITS = ['ratio', 'seconds', 'bytes', 'cores', 'per-second', 'number'] as const
export type MetricUnit = (typeof METRIC_UNITS)[number]

const metric = z
  .strictObject({
    id: idSchema,
    text: createLineSchema(),
    query: querySchema.meta({ description: 'A PromQL query whose answer is one number.' }),
    unit: z.enum(METRIC_UNITS).default('number').meta({ description: 'How the number is shown.' }),
    limit: limit.optional().meta({ description: 'The fixed limits.' }),
    previous: comparison.optional().meta({
      description:
        'How much worse it may be than the previous version at the same time. Not checked at 100 %.',
    }),
    traffic: traffic
      .optional()
      .meta({ description: 'The least traffic for which the metric is conclusive.' }),
    failures: failures.optional().meta({ description: 'How many failed measurements fail the step.' }),
    dryRun: z
      .boolean()
      .default(false)
      .meta({ description: "Measures and shows it, but doesn't let it decide." }),
  })
  .refine(({ limit, previous }) => limit !== undefined || previous !== undefined, {
    error: 'a metric with a `limit`, with `previous`, or with both',
  })
  .readonly()

/** One metric of the analysis, as the policy in force has it. */
export type AnalysisMetric = z.output<typeof metric>

const own = '{version="$version",environment="$environment"}'
const failed = '{version="$version",environment="$environment",status=~"5.."}'
const requests = `sum(rate(http_requests_total${own}[5m]))`
const someTraffic = { query: requests, atLeast: 0.1 }

/** §4.2: what the document watches, with the limits of its rollback triggers; CPU and memory have none there. */
const DEFAULT_METRICS: z.input<typeof metric>[] = [
  {
    id: 'error-rate',
    text: 'Error rate',
    query: `(sum(rate(http_requests_total${failed}[5m])) or vector(0)) / ${requests}`,
    unit: 'ratio',
    limit: { above: 0.05 },
    previous: { factor: 2, margin: 0.01 },
    traffic: someTraffic,
  },
  {
    id: 'latency-p99',
    text: 'Latency P99',
    query: `histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket${own}[5m])))`,
    unit: 'seconds',
    limit: { above: 2 },
    previous: { factor: 2, margin: 0.1 },
    traffic: someTraffic,
  },
  {
    id: 'cpu',
    text: 'CPU usage',
    query: `avg(rate(process_cpu_seconds_total${own}[5m]))`,
    unit: 'cores',
    previous: { factor: 2, margin: 0.1 },
    dryRun: true,
  },
  {
    id: 'memory',
    text: 'Memory usage',
    query: `avg(process_resident_memory_bytes${own})`,
    unit: 'bytes',
    previous: { factor: 1.5 },
    dryRun: true,
  },
]

/** How the numbers of an environment are judged while traffic moves (§4.2, §4.3). */
export const analysisSchema = z
  .strictObject({
    interval: defineSetting(
      createDurationSchema({ from: '5s', to: '1h' }),
      chooseDefault('1m'),
      'How often the metrics are measured.',
    ),
    passes: defineSetting(
      z.int().min(1).max(100),
      chooseDefault(3),
      'How many measurements of a metric must pass before a step may end.',
    ),
    failures: defaultFailures,
    staleAfter: defineSetting(
      createDurationSchema({ from: '15s', to: '1h' }),
      chooseDefault('2m'),
      'An older number is inconclusive.',
    ),
    freshness: defineSetting(
      querySchema.nullable(),
      chooseDefault('max(timestamp(up))'),
      'A PromQL query for the time of the newest sample; null where the source can’t say it.',
    ),
    metrics: defineSetting(
      defineListById(metric),
      { section: '§4.2', value: DEFAULT_METRICS },
      'The metrics. An empty list leaves each step to people.',
    ),
  })
  .transform(({ interval, staleAfter, ...rest }) => ({
    ...rest,
    intervalSeconds: interval,
    staleAfterSeconds: staleAfter,
  }))
  .readonly()
  .prefault({})
  .meta({ description: 'How the metrics of a step are measured and judged.' })

/** The analysis of one environment, as the policy in force has it. */
export type Analysis = z.output<typeof analysisSchema>
