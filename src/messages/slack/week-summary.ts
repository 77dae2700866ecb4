import type { Measures } from '../../release/measures/measures.ts'
import type { ReleaseFigures } from '../../release/measures/release-figures.ts'
import { formatMet, formatShare, formatTime } from '../measure-wording.ts'
import { formatNumber, formatSome } from '../wording.ts'
import type { SlackMessage } from './format/blocks.ts'
import { escapeMrkdwn, formatSlackCode } from './format/escape.ts'
import { createContext, createFields, createHeader, createMessage, createSection } from './format/fit.ts'

interface WeekToSum {
  readonly repository: string
  /** The releases of the week. */
  readonly week: readonly ReleaseFigures[]
  /** Of a longer time, so that one release doesn't decide. */
  readonly measures: Measures
  readonly days: number
}

const MOST_VERSIONS = 10

/** What the team reads once a week: what was released, and how releases go against the targets. */
export function renderWeekSummary({ repository, week, measures, days }: WeekToSum): SlackMessage {
  const name = escapeMrkdwn(repository, 140)
  const versions = week.map(
    ({ version, isRolledBack }) => `${version}${isRolledBack ? ' (rolled back)' : ''}`,
  )
  const released =
    week.length === 0
      ? 'No patch was released.'
      : `${formatNumber(week.length, 'patch', 'patches')}: ${escapeMrkdwn(formatSome(versions, MOST_VERSIONS))}.`
  return createMessage(`${name}: the last week. ${released}`, [
    createHeader(`${repository}: the last week`),
    createSection(released),
    createFields(listFigures(measures)),
    createContext(
      `The figures are those of the last ${formatNumber(days, 'day')}. All of them: ${formatSlackCode('/release metrics')}`,
    ),
  ])
}

function listFigures({ timeToPatch, deploymentTime, rollbackRate, successRate }: Measures): string[] {
  return [
    renderFigure('Time to patch', formatTime(timeToPatch.median), timeToPatch.isMet),
    renderFigure(
      'Deployment time',
      `${formatTime(deploymentTime.working.median)} of work`,
      deploymentTime.isMet,
    ),
    renderFigure('Rollback rate', formatShare(rollbackRate), rollbackRate.isMet),
    renderFigure('Success rate', formatShare(successRate), successRate.isMet),
  ]
}

function renderFigure(name: string, value: string, isMet: boolean | null): string {
  return `*${name}*\n${value}${isMet === null ? '' : ` ${formatMet(isMet)}`}`
}
