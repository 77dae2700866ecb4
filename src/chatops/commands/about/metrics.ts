import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** A quarter, less a week. */
const USUAL_DAYS = 90
const MOST_DAYS = 731

/** Release Metrics. */
export const metricsCommand: CommandSpec<'metrics'> = {
  name: 'metrics',
  said: ['metrics'],
  meant: ['measures', 'stats', 'statistics', 'figures', 'dora'],
  usage: 'metrics [DAYS]',
  summary: 'show how releases go, against the targets of the policy',
  about:
    'Time to patch, deployment time, rollback rate and success rate of this repository, and what people waited for. ' +
    'docs/measures.md defines each of them.',
  parts: [{ term: 'DAYS', about: `how many days back; default: ${USUAL_DAYS}` }],
  examples: [
    { command: '/release metrics', about: `shows the last ${USUAL_DAYS} days` },
    { command: '/release metrics 365', about: 'shows the last year' },
  ],
  role: 'anybody',
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: { places: 1, options: {}, because: 'never' },
  read: parseRequest,
}

function parseRequest({ places: [place] }: CommandArguments): RequestOf<'metrics'> {
  if (place === undefined) return { name: 'metrics', days: USUAL_DAYS }
  const days = /^[1-9]\d{0,3}$/.test(place) ? Number(place) : 0
  if (days >= 1 && days <= MOST_DAYS) return { name: 'metrics', days }
  throw refuseLine(`${quoteAsCode(place)} isn't a number of days.`, `Write a number up to ${MOST_DAYS}.`)
}
