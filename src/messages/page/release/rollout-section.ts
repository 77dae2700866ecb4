import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Measurement } from '../../../release/rollout/measurement.ts'
import { formatMinute } from '../../wording.ts'
import { type ChartPoint, renderLineChart } from '../charts/line-chart.ts'
import { type Html, html } from '../html.ts'

/** Renders the rollout of a release and its watch: how far it is, and every metric over time. Null before it begins. */
export function renderRollout(release: OpenedRelease, events: readonly ReleaseEvent[]): Html | null {
  const { rollout } = release.ledger
  if (rollout.stage.stage === 'not-begun') return null
  const metrics = [...new Set(listMeasurements(events).map(({ metric }) => metric))]
  return html`<h2>Rollout</h2>
<dl class="facts"><dt>Stage</dt><dd>${rollout.stage.stage.replaceAll('-', ' ')}</dd>
${Object.entries(rollout.shares).map(([environment, share]) => html`<dt>${environment}</dt><dd>${share} % of the traffic</dd>`)}
${rollout.watch === null ? null : html`<dt>Watch</dt><dd>${rollout.watch.ended ? 'ended' : `until ${formatMinute(rollout.watch.until)}`}, ${rollout.watch.looks.length} looks</dd>`}
</dl>
${renderShares(events)}
${metrics.map((metric) => renderMetric(metric, release, events))}`
}

/** How much of the traffic was on the new version, as it grew. */
function renderShares(events: readonly ReleaseEvent[]): Html | null {
  const environments = [
    ...new Set(events.flatMap((event) => (event.type === 'Deployed' ? [event.environment] : []))),
  ]
  return html`${environments.map((environment) => {
    const steps = events.flatMap((event) => {
      if (event.type === 'Deployed' && event.environment === environment)
        return [{ at: event.at, value: event.share }]
      if (event.type === 'PreviousDeployed' && event.environment === environment)
        return [{ at: event.at, value: 0 }]
      return []
    })
    return renderLineChart({
      title: `Share of the traffic in ${environment}, in percent`,
      lines: [{ name: 'New version', look: 'line', points: toSteps(steps) }],
    })
  })}`
}

/** A share holds until the next one. */
function toSteps(points: readonly ChartPoint[]): ChartPoint[] {
  return points.flatMap((point, i) => {
    const before = points[i - 1]
    return before ? [{ at: point.at, value: before.value }, point] : [{ at: point.at, value: 0 }, point]
  })
}

function renderMetric(metric: string, release: OpenedRelease, events: readonly ReleaseEvent[]): Html | null {
  const measured = listMeasurements(events).filter((one) => one.metric === metric)
  const current = measured.flatMap(({ at, current }) =>
    current.kind === 'value' ? [{ at, value: current.value }] : [],
  )
  const previous = measured.flatMap(({ at, previous }) =>
    previous?.kind === 'value' ? [{ at, value: previous.value }] : [],
  )
  const { limit, title } = describeMetric(metric, release)
  const [first, last] = [current.at(0), current.at(-1)]
  return renderLineChart({
    title,
    lines: [
      { name: 'Now', look: 'line', points: current },
      ...(previous.length === 0
        ? []
        : [{ name: 'Previous version', look: 'before' as const, points: previous }]),
      ...(limit === null || !first || !last
        ? []
        : [
            {
              name: 'Limit',
              look: 'limit' as const,
              points: [
                { at: first.at, value: limit },
                { at: last.at, value: limit },
              ],
            },
          ]),
    ],
  })
}

/** What the terms of the release say of a metric. */
function describeMetric(
  metric: string,
  { ledger }: OpenedRelease,
): { readonly title: string; readonly limit: number | null } {
  const environments = ledger.about.terms.rollout?.environments ?? []
  const found = environments
    .flatMap(({ analysis }) => analysis?.metrics ?? [])
    .find(({ id }) => id === metric)
  return {
    title: found ? `${found.text} (${metric})` : metric,
    limit: found?.limit?.above ?? found?.limit?.below ?? null,
  }
}

function listMeasurements(events: readonly ReleaseEvent[]): readonly Measurement[] {
  return events.flatMap((event) =>
    event.type === 'MetricsRead' || event.type === 'WatchLooked' ? event.measurements : [],
  )
}
