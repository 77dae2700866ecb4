import { state } from './section.ts'

/** §5.1: what has to be true of production after the rollout. */
export const verification = state('§5.1', [
  { id: 'pods', text: 'All pods running new version' },
  { id: 'health-checks', text: 'Health checks passing' },
  { id: 'error-rates', text: 'No increase in error rates' },
  { id: 'complaints', text: 'No customer complaints' },
  { id: 'performance', text: 'Performance metrics stable' },
])

/** §5.2: the channels on which the release is made known. */
export const communication = state('§5.2', [
  { id: 'github-release', text: 'GitHub release published' },
  { id: 'forum', text: 'Forum announcement' },
  { id: 'tweet', text: 'Tweet from @godel_platform' },
  { id: 'newsletter', text: 'Newsletter mention' },
  { id: 'documentation', text: 'Documentation updated' },
])

/** §5.3: how long the release is watched, how often, and what is looked at. */
export const watch = {
  period: state('§5.3', '48h'),
  every: state('§5.3', '2h'),
  checks: state('§5.3', [
    { id: 'error-rates', text: 'Error rates' },
    { id: 'performance', text: 'Performance metrics' },
    { id: 'support', text: 'Customer support tickets' },
    { id: 'community', text: 'Community feedback' },
  ]),
} as const

/** Release Metrics: rates in percent. */
export const measures = {
  timeToPatch: {
    name: 'Time to Patch',
    measurement: 'Issue reported to release',
    below: state('Release Metrics', '3d'),
  },
  deploymentTime: {
    name: 'Deployment Time',
    measurement: 'Tag to production',
    below: state('Release Metrics', '30m'),
  },
  rollbackRate: {
    name: 'Rollback Rate',
    measurement: 'Patches rolled back',
    below: state('Release Metrics', 2),
  },
  successRate: {
    name: 'Success Rate',
    measurement: 'Smooth deployments',
    above: state('Release Metrics', 98),
  },
} as const

export const review = {
  questions: state('Post-Release Review', [
    'Did we catch this issue in testing?',
    'Could we have prevented it?',
    'How was the rollout process?',
    'What can we improve?',
  ]),
} as const
