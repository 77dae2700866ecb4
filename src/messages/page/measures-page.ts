import type { Measures } from '../../release/measures/measures.ts'
import type { ReleaseFigures } from '../../release/measures/release-figures.ts'
import { summarizeTimes } from '../../release/measures/statistics.ts'
import { formatDuration } from '../../release/policy/duration.ts'
import { explainImported, formatMet, formatShare, formatTime, formatUnknown } from '../measure-wording.ts'
import { formatDay, formatNumber } from '../wording.ts'
import { type ChartPoint, renderLineChart } from './charts/line-chart.ts'
import { type Html, html } from './html.ts'
import { type PageFrame, renderLayout } from './layout.ts'
import { renderSelect } from './release/release-list.ts'

/** The measures of one repository. */
export interface MeasuresPage {
  readonly repositories: readonly string[]
  /** Null where there is none to measure. */
  readonly repository: string | null
  readonly days: number
  readonly measures: Measures | null
  readonly figures: readonly ReleaseFigures[]
}

const PERIODS = [30, 90, 180, 365] as const

/** Renders the measures of a repository against their targets, with charts. */
export function renderMeasuresPage(page: MeasuresPage, frame: Omit<PageFrame, 'title' | 'section'>): Html {
  const { measures, days } = page
  return renderLayout(
    { ...frame, title: 'Measures', section: 'measures' },
    html`<h1>Measures</h1>
${renderForm(page)}
${
  measures === null || measures.releases === 0
    ? html`<p>No patch was released in the last ${formatNumber(days, 'day')}, so there is nothing to measure yet.</p>`
    : renderFigures(page, measures)
}`,
  )
}

function renderForm({ repositories, repository, days }: MeasuresPage): Html {
  return html`<form class="line" method="get" action="/measures">
<div><label for="repository">Repository</label>${renderSelect(
    'repository',
    repositories.map((name) => [name, name] as const),
    repository ?? '',
  )}</div>
<div><label for="days">Period</label>${renderSelect(
    'days',
    PERIODS.map((one) => [String(one), `${one} days`] as const),
    String(days),
  )}</div>
<button>Show</button>
</form>`
}

function renderFigures({ figures, days }: MeasuresPage, measures: Measures): Html {
  const { timeToPatch, deploymentTime, rollbackRate, successRate, leadTime, waits } = measures
  return html`<h2>${formatNumber(measures.releases, 'patch', 'patches')} in the last ${formatNumber(days, 'day')}${explainImported(measures)}</h2>
<div class="scroll" role="region" aria-label="Measures" tabindex="0"><table>
<caption>Against the targets of the policy</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Value</th><th scope="col">Target</th><th scope="col">Met</th></tr></thead><tbody>
${renderRow('Time to patch', `${formatTime(timeToPatch.median)}, p90 ${formatTime(timeToPatch.p90)}${formatUnknown(timeToPatch.unknown)}`, `< ${formatDuration(timeToPatch.target)}`, timeToPatch.isMet)}
${renderRow('Deployment time, without the soaks that the policy demands', formatTime(deploymentTime.working.median), `< ${formatDuration(deploymentTime.target)}`, deploymentTime.isMet)}
${renderRow('Deployment time in all', formatTime(deploymentTime.elapsed.median), '', null)}
${renderRow('Rollback rate', formatShare(rollbackRate), `< ${rollbackRate.target} %`, rollbackRate.isMet)}
${renderRow('Success rate', formatShare(successRate), `> ${successRate.target} %`, successRate.isMet)}
${renderRow('Lead time of a change', `${formatTime(leadTime.median)}, p90 ${formatTime(leadTime.p90)}`, '', null)}
${waits.map(({ gate, seconds }) => renderRow(`Waiting for people: ${gate.replaceAll('-', ' ')}`, formatTime(seconds.median), '', null))}
${renderRow('Conflicts per pick', formatShare(measures.conflictsPerPick), '', null)}
${renderRow('Changes by exception', formatShare(measures.exceptions), '', null)}
</tbody></table></div>
<p class="soft">The target of the deployment time counts without the soaks that the policy demands: they alone can be longer than it.</p>
${renderCharts(figures, measures)}`
}

function renderRow(name: string, value: string, target: string, isMet: boolean | null): Html {
  return html`<tr><th scope="row">${name}</th><td>${value}</td><td>${target}</td><td>${isMet === null ? '' : formatMet(isMet)}</td></tr>`
}

const DAY_S = 86_400
const MINUTE_S = 60

function renderCharts(figures: readonly ReleaseFigures[], { timeToPatch, deploymentTime }: Measures): Html {
  const sorted = figures.toSorted((one, other) => one.countedAt - other.countedAt)
  const patch = sorted.flatMap(({ countedAt, changes }) =>
    changes.flatMap(({ timeToPatch: seconds }) =>
      seconds === null ? [] : [{ at: countedAt, value: seconds / DAY_S }],
    ),
  )
  const deployed = sorted.flatMap(({ countedAt, deployment }) =>
    deployment === null ? [] : [{ at: countedAt, value: deployment.working / MINUTE_S }],
  )
  return html`${renderAgainst('Time to patch of each change, in days', patch, timeToPatch.target / DAY_S)}
${renderAgainst('Deployment time of each release without soaks, in minutes', deployed, deploymentTime.target / MINUTE_S)}
${renderReleases(sorted.toReversed())}`
}

/** The list of releases has them all; here are the newest. */
const SHOWN_RELEASES = 50

function renderReleases(newestFirst: readonly ReleaseFigures[]): Html {
  const more = newestFirst.length - SHOWN_RELEASES
  const rows = newestFirst.slice(0, SHOWN_RELEASES)
  return html`<h2>Releases</h2><ul>${rows.map(({ version, countedAt, outcome }) => html`<li>${version}, ${formatDay(countedAt)}: ${outcome}</li>`)}</ul>
${more > 0 ? html`<p class="soft">… and ${formatNumber(more, 'earlier patch', 'earlier patches')}, which all count above.</p>` : null}`
}

/** As many values as a chart shows apart. */
const DRAWN_POINTS = 120

/** Draws the median of each stretch of the period where there are more values than a chart shows apart. */
function thinPoints(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const [first, last] = [points.at(0), points.at(-1)]
  if (!first || !last || points.length <= DRAWN_POINTS) return points
  const width = (last.at - first.at + 1) / DRAWN_POINTS
  const stretches = Map.groupBy(points, ({ at }) => Math.floor((at - first.at) / width))
  return [...stretches.values()].flatMap((some) => {
    const { median } = summarizeTimes(some.map(({ value }) => value))
    const [{ at } = first] = some
    return median === null ? [] : [{ at, value: median }]
  })
}

function renderAgainst(title: string, points: readonly ChartPoint[], target: number): Html | null {
  const [first, last] = [points.at(0), points.at(-1)]
  if (!first || !last) return null
  const limit = [first, last].map(({ at }) => ({ at, value: target }))
  const drawn = thinPoints(points)
  return renderLineChart({
    title:
      drawn.length === points.length
        ? title
        : `${title} (the median of each ${DRAWN_POINTS}th of the period)`,
    lines: [
      { name: 'Measured', look: 'line', points: drawn },
      { name: 'Target', look: 'limit', points: limit },
    ],
  })
}
