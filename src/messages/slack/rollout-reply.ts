import type { RolloutEvent, RolloutEventType } from '../../release/lifecycle/rollout/events.ts'
import { describeBecause } from '../describe-because.ts'
import { describeLookCounts } from '../rollout/watch-look.ts'
import { toSentence } from '../wording.ts'
import { escapeMrkdwn, formatSlackCode, formatSlackProse } from './format/escape.ts'
import { formatSlackOriginator } from './format/people.ts'

type Line<T extends RolloutEventType> = (
  event: Extract<RolloutEvent, { type: T }>,
) => readonly string[] | null

const ignoreEvent = () => null

/** What is read in the thread of a release while it is deployed; every type of event has its line. */
export const ROLLOUT_LINES: { readonly [T in RolloutEventType]: Line<T> } = {
  RolloutStarted: ({ environment }) => [`▸ The rollout starts in ${formatSlackCode(environment)}.`],
  DeploymentSkipped: () => ['The policy names no environment, so nothing is deployed.'],
  ReadinessRequested: ignoreEvent,
  ItemProved: ignoreEvent,
  CustomersNotified: ({ recipients, refused }) => [
    `${recipients} customers were notified.`,
    refused.length === 0 ? '' : `⚠ ${refused.length} addresses did not take it.`,
  ],
  OnCallAcknowledged: ({ person }) => [`✓ ${escapeMrkdwn(person.login)} is on call and briefed.`],
  DrillRequested: ignoreEvent,
  DrillFinished: ({ environment, passed }) => [
    passed
      ? `✓ The rollback works in ${formatSlackCode(environment)}.`
      : `✗ *The rollback failed* in ${formatSlackCode(environment)}.`,
  ],
  EnvironmentCheckRequested: ignoreEvent,
  EnvironmentChecked: ignoreEvent,
  SurroundingsSeen: ignoreEvent,
  DeployRequested: ({ environment, share }) => [
    `▸ Deploying to ${share} % of ${formatSlackCode(environment)}.`,
  ],
  Deployed: ({ environment, share }) => [`✓ Deployed to ${share} % of ${formatSlackCode(environment)}.`],
  SmokeTestRequested: ignoreEvent,
  SmokeTestFinished: ({ environment, passed }) => [
    `${passed ? '✓' : '✗'} The smoke test of ${formatSlackCode(environment)} ${passed ? 'passed' : '*failed*'}.`,
  ],
  MetricsRequested: ignoreEvent,
  MetricsRead: ignoreEvent,
  SoakExtended: ({ environment, by, because }) => [
    `${formatSlackOriginator(by)} extended the watch of ${formatSlackCode(environment)}: ${said(because)}`,
  ],
  RedeployRequested: ({ by, environment, share }) => [
    `${formatSlackOriginator(by)} has ${share} % of ${formatSlackCode(environment)} deployed again.`,
  ],
  SoakSkipped: ({ environment, by, because }) => [
    `⚠ ${formatSlackOriginator(by)} skipped the rest of the watch of ${formatSlackCode(environment)}: ${said(because)}`,
  ],
  StepPassed: ({ environment, share }) => [`✓ ${share} % of ${formatSlackCode(environment)} held up.`],
  StepAnalysisFailed: ({ environment, share }) => [
    `✗ *The metrics failed* at ${share} % of ${formatSlackCode(environment)}.`,
  ],
  RolloutCompleted: () => ['✓ *Everyone is on the new version.*'],
  RollbackRequested: ({ environment, to, because }) => [
    `↩ *Rolling ${formatSlackCode(environment)} back to ${escapeMrkdwn(to, 60)}.* ${said(describeBecause(because))}`,
  ],
  PreviousDeployed: ignoreEvent,
  HealthVerified: ignoreEvent,
  IncidentOpened: ({ issue }) => [`The incident is #${issue}.`],
  LineUnlocked: ({ by, because }) => [`${formatSlackOriginator(by)} unlocked the line: ${said(because)}`],
  WatchRequested: ignoreEvent,
  WatchLooked: ({ breaches, ...counted }) =>
    breaches.length === 0
      ? [`✓ Production is as good as before. ${describeLookCounts(counted)}`.trimEnd()]
      : [
          `⚠ *Worse than before:* ${breaches.map((one) => formatSlackCode(one)).join(', ')}. ${describeLookCounts(counted)}`.trimEnd(),
          'Roll it back, or say `/release continue because …`.',
        ],
  BreachAccepted: ({ by, because }) => [`${formatSlackOriginator(by)} kept it: ${said(because)}`],
  WatchEnded: () => ['✓ The watch is over.'],
  ReviewRequested: ignoreEvent,
  ReviewOpened: ({ issue }) => [`The review is #${issue}.`],
  Closed: ({ by }) => [`✓ Closed by ${formatSlackOriginator(by)}.`],
}

function said(text: string): string {
  return formatSlackProse(toSentence(text))
}
