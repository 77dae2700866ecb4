import { stated } from './section.ts'

/** §5.1: what has to be true of production after the rollout. */
export const verification = stated('§5.1', [
  { id: 'pods', text: 'All pods running new version' },
  { id: 'health-checks', text: 'Health checks passing' },
  { id: 'error-rates', text: 'No increase in error rates' },
  { id: 'complaints', text: 'No customer complaints' },
  { id: 'performance', text: 'Performance metrics stable' },
])

/** §5.2: the channels on which the release is made known. */
export const communication = stated('§5.2', [
  { id: 'github-release', text: 'GitHub release published' },
  { id: 'forum', text: 'Forum announcement' },
  { id: 'tweet', text: 'Tweet from @godel_platform' },
  { id: 'newsletter', text: 'Newsletter mention' },
  { id: 'documentation', text: 'Documentation updated' },
])

/** §5.3: how long the release is watched, how often, and what is looked at. */
export const watch = {
  period: stated('§5.3', '48h'),
  every: stated('§5.3', '2h'),
  checks: stated('§5.3', [
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
    below: stated('Release Metrics', '3d'),
  },
  deploymentTime: {
    name: 'Deployment Time',
    measurement: 'Tag to production',
    below: stated('Release Metrics', '30m'),
  },
  rollbackRate: {
    name: 'Rollback Rate',
    measurement: 'Patches rolled back',
    below: stated('Release Metrics', 2),
  },
  successRate: {
    name: 'Success Rate',
    measurement: 'Smooth deployments',
    above: stated('Release Metrics', 98),
  },
} as const

export const review = {
  questions: stated('Post-Release Review', [
    'Did we catch this issue in testing?',
    'Could we have prevented it?',
    'How was the rollout process?',
    'What can we improve?',
  ]),
} as const
