import { formatDuration } from '../policy/duration.ts'
import type { Policy } from '../policy.ts'
import { PROCESS } from '../process.ts'

/** A rule file of Prometheus (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/), as data. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly AlertRule[] }[]
}

export interface AlertRule {
  readonly alert: string
  readonly expr: string
  /** `5m`; nothing where it counts at once. */
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/**
 * Makes the alert that rolls back (Automatic Rollback Triggers) in one environment: more than the share of requests
 * fails, or the quantile of the latency is too high, for a version that runs there now, for as long as the policy says.
 */
export function toAlertRules({ rollback }: Pick<Policy, 'rollback'>, environment: string): RuleFile {
  const rules = [toAlertRule(rollback.automatic, environment)]
  return { groups: [{ name: 'release-captain', rules }] }
}

type Automatic = Policy['rollback']['automatic']

function toAlertRule(automatic: Automatic, environment: string): AlertRule {
  const { alert, labels, forSeconds } = automatic
  return {
    alert,
    expr: toExpression(automatic, environment),
    ...(forSeconds > 0 ? { for: formatDuration(forSeconds) } : {}),
    labels: { ...labels, environment, version: '{{ $labels.version }}' },
    annotations: {
      summary: `{{ $labels.version }} in ${environment} breaks a limit of the rollback policy.`,
      description: toDescription(automatic),
    },
  }
}

/** Shares are of one version; what isn't deployed there any more fires no alert. */
function toExpression(automatic: Automatic, environment: string): string {
  const { requests, latency, version, errorRatioAbove, latencyQuantile, latencyAboveSeconds } = automatic
  const window = formatDuration(automatic.windowSeconds)
  const own = `environment="${environment}"`
  const { failed } = PROCESS.automaticRollback.series.value
  return [
    '(',
    `  sum by (version) (rate(${requests}{${own},${failed}}[${window}]))`,
    `    / sum by (version) (rate(${requests}{${own}}[${window}])) > ${errorRatioAbove}`,
    '  or',
    `  histogram_quantile(${latencyQuantile}, sum by (version, le) (rate(${latency}{${own}}[${window}])))`,
    `    > ${latencyAboveSeconds}`,
    ')',
    `and on (version) ${version}{${own}} == 1`,
    '',
  ].join('\n')
}

function toDescription({
  errorRatioAbove,
  latencyQuantile,
  latencyAboveSeconds,
  forSeconds,
}: Automatic): string {
  const share = `more than ${Number((errorRatioAbove * 100).toPrecision(6))} % of the requests failed`
  const quantile = `P${Number((latencyQuantile * 100).toPrecision(6))} was above ${formatDuration(latencyAboveSeconds)}`
  return `For ${formatDuration(forSeconds)}, ${share} or ${quantile}.`
}
