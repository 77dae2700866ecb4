import type { RolloutEvent, RolloutEventType } from '../../release/lifecycle/rollout/events.ts'
import { describeBecause } from '../describe-because.ts'
import { describeLookCounts } from '../rollout/watch-look.ts'
import { formatMinute, formatNumber, toSentence } from '../wording.ts'

type Describe<T extends RolloutEventType> = (event: Extract<RolloutEvent, { type: T }>) => string

/** Every type of event of a rollout in one sentence, with code in backquotes. */
export const ROLLOUT_HISTORY: { readonly [T in RolloutEventType]: Describe<T> } = {
  RolloutStarted: ({ environment }) => `Started the rollout in \`${environment}\`.`,
  DeploymentSkipped: () => 'Skipped the deployment: the policy names no environment.',
  ReadinessRequested: ({ environment }) => `Asked whether \`${environment}\` is ready.`,
  ItemProved: ({ item, evidence }) => `Proved \`${item}\`: ${toSentence(evidence)}`,
  CustomersNotified: ({ recipients, refused }) =>
    `Notified ${formatNumber(recipients, 'customer')}${refused.length === 0 ? '' : `; ${formatNumber(refused.length, 'address', 'addresses')} didn't take it`}.`,
  OnCallAcknowledged: ({ person }) => `${person.login} is on call and briefed.`,
  DrillRequested: ({ environment }) => `Started a rollback drill in \`${environment}\`.`,
  DrillFinished: ({ environment, passed }) =>
    `The rollback drill in \`${environment}\` ${passed ? 'passed' : 'failed'}.`,
  EnvironmentCheckRequested: ({ environment }) => `Asked whether \`${environment}\` is free.`,
  EnvironmentChecked: ({ environment, claimed }) =>
    claimed ? `Took \`${environment}\` for this release.` : `\`${environment}\` isn't free.`,
  SurroundingsSeen: ({ locks, incidents }) =>
    `Saw ${formatNumber(locks.length, 'lock')} and ${formatNumber(incidents.length, 'open incident')}.`,
  DeployRequested: ({ environment, share }) => `Started deploying to ${share} % of \`${environment}\`.`,
  Deployed: ({ environment, share }) => `Deployed to ${share} % of \`${environment}\`.`,
  SmokeTestRequested: ({ environment }) => `Started the smoke test of \`${environment}\`.`,
  SmokeTestFinished: ({ environment, passed }) =>
    `The smoke test of \`${environment}\` ${passed ? 'passed' : 'failed'}.`,
  MetricsRequested: ({ environment }) => `Asked for the metrics of \`${environment}\`.`,
  MetricsRead: ({ environment, measurements }) =>
    `Read ${formatNumber(measurements.length, 'metric')} of \`${environment}\`.`,
  SoakExtended: ({ environment, until, because }) =>
    `Extended the soak of \`${environment}\` to ${formatMinute(until)}: ${toSentence(because)}`,
  RedeployRequested: ({ environment, share }) => `Asked to deploy ${share} % of \`${environment}\` again.`,
  SoakSkipped: ({ environment, because }) => `Skipped the soak of \`${environment}\`: ${toSentence(because)}`,
  StepPassed: ({ environment, share }) => `${share} % of \`${environment}\` held up.`,
  StepAnalysisFailed: ({ environment, share }) => `The metrics failed at ${share} % of \`${environment}\`.`,
  RolloutCompleted: () => 'Everyone is on the new version.',
  RollbackRequested: ({ environment, to, because }) =>
    `Started rolling \`${environment}\` back to ${to}: ${toSentence(describeBecause(because))}`,
  PreviousDeployed: ({ environment, to }) => `Deployed ${to} to \`${environment}\` again.`,
  HealthVerified: ({ environment }) => `Verified the health of \`${environment}\`.`,
  IncidentOpened: ({ issue }) => `Opened the incident #${issue}.`,
  LineUnlocked: ({ because }) => `Unlocked the line: ${toSentence(because)}`,
  WatchRequested: () => 'Looked at production.',
  WatchLooked: ({ breaches, ...counted }) => {
    const numbers =
      breaches.length === 0
        ? 'Production is as good as before.'
        : `Worse than before: ${breaches.map((metric) => `\`${metric}\``).join(', ')}.`
    return `${numbers} ${describeLookCounts(counted)}`.trimEnd()
  },
  BreachAccepted: ({ because }) => `Kept the release: ${toSentence(because)}`,
  WatchEnded: () => 'The watch ended.',
  ReviewRequested: () => 'Asked for the review.',
  ReviewOpened: ({ issue }) => `Opened the review #${issue}.`,
  Closed: () => 'Closed the release.',
}
