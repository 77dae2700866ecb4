import type { Measures } from '../../release/measures/measures.ts'
import type { PeopleGate } from '../../release/measures/people-waits.ts'
import type { ReleaseFigures } from '../../release/measures/release-figures.ts'
import { formatDuration } from '../../release/policy/duration.ts'
import { joinBlocks } from '../github/markdown/fit.ts'
import { explainImported, formatMet, formatShare, formatTime, formatUnknown } from '../measure-wording.ts'
import { formatNumber } from '../wording.ts'
import { renderPatchTimes } from './patch-time-chart.ts'

interface MeasuresToShow {
  readonly measures: Measures
  readonly figures: readonly ReleaseFigures[]
  readonly days: number
  /** Whether the reader's medium draws Mermaid, as GitHub does. */
  readonly draws: boolean
}

/** Renders the measures of a repository as Markdown: a table against the targets, and a chart. */
export function renderMeasures({ measures, figures, days, draws }: MeasuresToShow): string {
  const { releases } = measures
  if (releases === 0)
    return `No patch was released in the last ${formatNumber(days, 'day')}, so there is nothing to measure yet.`
  return joinBlocks(
    `**${formatNumber(releases, 'patch', 'patches')} in the last ${formatNumber(days, 'day')}**${explainImported(measures)}`,
    renderTable(measures),
    renderPatchTimes(figures, { period: measures.period, draws }),
    'The target of the deployment time counts without the soaks that the policy demands: they alone can be longer than it. docs/measures.md defines every measure.',
  )
}

function renderTable(measures: Measures): string {
  return ['| measure | value | target | |', '| --- | --- | --- | --- |', ...listMeasures(measures)].join('\n')
}

function listMeasures(measures: Measures): string[] {
  const { timeToPatch, deploymentTime, rollbackRate, successRate, leadTime, waits } = measures
  return [
    renderRow(
      'Time to patch',
      `${formatTime(timeToPatch.median)}, p90 ${formatTime(timeToPatch.p90)}${formatUnknown(timeToPatch.unknown)}`,
      { target: `< ${formatDuration(timeToPatch.target)}`, isMet: timeToPatch.isMet },
    ),
    renderRow(
      'Deployment time',
      `${formatTime(deploymentTime.working.median)} of work, ${formatTime(deploymentTime.elapsed.median)} in all`,
      { target: `< ${formatDuration(deploymentTime.target)}`, isMet: deploymentTime.isMet },
    ),
    renderRow('Rollback rate', formatShare(rollbackRate), {
      target: `< ${rollbackRate.target} %`,
      isMet: rollbackRate.isMet,
    }),
    renderRow('Success rate', formatShare(successRate), {
      target: `> ${successRate.target} %`,
      isMet: successRate.isMet,
    }),
    renderRow('Lead time of a change', `${formatTime(leadTime.median)}, p90 ${formatTime(leadTime.p90)}`),
    ...waits.map(({ gate, seconds }) =>
      renderRow(`Waiting for people: ${formatGate(gate)}`, formatTime(seconds.median)),
    ),
    renderRow('Conflicts per pick', formatShare(measures.conflictsPerPick)),
    renderRow('Changes by exception', formatShare(measures.exceptions)),
  ]
}

function renderRow(
  name: string,
  value: string,
  { target, isMet }: { readonly target: string; readonly isMet: boolean | null } = {
    target: '',
    isMet: null,
  },
): string {
  const mark = isMet === null ? '' : formatMet(isMet)
  return `| ${name} | ${value} | ${target} | ${mark} |`
}

function formatGate(gate: PeopleGate): string {
  const [kind = '', ...rest] = gate.split('-')
  const where = rest.join('-')
  return kind === 'go' ? `go to ${where}` : `checklist before ${where} is over`
}
