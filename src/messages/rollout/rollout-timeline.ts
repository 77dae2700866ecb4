import { getFailureReason, type ReleaseEvent } from '../../release/lifecycle/events.ts'
import { describeBecause } from '../describe-because.ts'
import { describeFailure } from '../describe-failure.ts'
import { describeOriginator, formatMinute, toSentence } from '../wording.ts'
import { describeLookCounts } from './watch-look.ts'

/** One line of a timeline: when, and what happened, as prose with code in backquotes. */
export interface TimelineLine {
  readonly at: number
  readonly text: string
}

/** Lists what happened to a release from its tag on, for incidents and reviews. */
export function listTimeline(events: readonly ReleaseEvent[]): TimelineLine[] {
  return events.flatMap((event) => {
    const text = describeMoment(event)
    return text === null ? [] : [{ at: event.at, text }]
  })
}

/** Formats a line: `2026-02-11 10:00 UTC: Deployed to 5 % of `production`.` */
export function formatTimelineLine({ at, text }: TimelineLine): string {
  return `${formatMinute(at)}: ${text}`
}

function describeMoment(event: ReleaseEvent): string | null {
  switch (event.type) {
    case 'Tagged':
      return `Tagged \`${event.tag}\`.`
    case 'Published':
      return 'Published the GitHub release.'
    case 'RolloutStarted':
      return `The rollout started in \`${event.environment}\`.`
    case 'Deployed':
      return `Deployed to ${event.share} % of \`${event.environment}\`.`
    case 'SmokeTestFinished':
      return `The smoke test of \`${event.environment}\` ${event.passed ? 'passed' : 'failed'}.`
    case 'SoakExtended':
    case 'SoakSkipped':
      return `${formatBy(event)} ${event.type === 'SoakExtended' ? 'extended' : 'skipped'} the soak of \`${event.environment}\`: ${toSentence(event.because)}`
    case 'StepPassed':
      return `${event.share} % of \`${event.environment}\` held up.`
    case 'StepAnalysisFailed':
      return `${listFailed(event.metrics)} failed at ${event.share} % of \`${event.environment}\`.`
    case 'RolloutCompleted':
      return 'Everyone is on the new version.'
    case 'Held':
      return `Held: ${toSentence(describeBecause(event.because))}`
    case 'Resumed':
      return `Resumed by ${formatBy(event)}.`
    case 'StepFailed':
      return `The step \`${event.step}\` failed: ${toSentence(describeFailure(getFailureReason(event)).what)}`
    case 'RollbackRequested':
      return `Rolling \`${event.environment}\` back to ${event.to}: ${toSentence(describeBecause(event.because))}`
    case 'PreviousDeployed':
      return `${event.to} is deployed to \`${event.environment}\` again.`
    case 'HealthVerified':
      return `\`${event.environment}\` is healthy.`
    case 'IncidentOpened':
      return `Opened the incident #${event.issue}.`
    case 'WatchLooked':
      return event.breaches.length === 0
        ? null
        : `Worse than before: ${event.breaches.map((one) => `\`${one}\``).join(', ')}. ${describeLookCounts(event)}`.trimEnd()
    case 'BreachAccepted':
      return `${formatBy(event)} kept it: ${toSentence(event.because)}`
    case 'WatchEnded':
      return 'The watch ended.'
    default:
      return null
  }
}

function formatBy({ by }: Pick<ReleaseEvent, 'by'>): string {
  return describeOriginator(by, ({ login }) => login)
}

function listFailed(metrics: readonly { readonly metric: string; readonly kind: string }[]): string {
  return metrics
    .filter(({ kind }) => kind === 'fail')
    .map(({ metric }) => `\`${metric}\``)
    .join(', ')
}
