import { state } from './section.ts'

/** §4.1: who hears of it before, and how long before. */
export const announcements = {
  checklist: state('§4.1', [
    { id: 'discord', text: 'Post to #announcements (Discord)' },
    { id: 'status-page', text: 'Update status page' },
    { id: 'enterprise-customers', text: 'Notify enterprise customers ({advanceNotice} advance)' },
  ]),
  advanceNotice: state('§4.1', '24h'),
  discordChannel: state('§4.1', '#announcements'),
} as const

/** §4.1: what has to be ready before production is touched. */
export const rollbackPlan = state('§4.1', [
  { id: 'rollback-images', text: 'Verify rollback images available' },
  { id: 'rollback-tested', text: 'Test rollback procedure in staging' },
  { id: 'on-call', text: 'On-call engineer briefed' },
])

/** §4.2 and §4.3: the shares of production traffic in percent, each with its soak. After 100 % the watch begins. */
export const rollout = {
  steps: [
    { section: '§4.2', share: 5, soak: '30m' },
    { section: '§4.3', share: 25, soak: '30m' },
    { section: '§4.3', share: 100, soak: '0s' },
  ],
  deploy: state(
    '§4.2',
    'kubectl set image deployment/godel-api godel-api=godel/api:v{version} --namespace=production',
  ),
  monitor: state('§4.2', './scripts/monitor-canary.sh v{version}'),
  metrics: state('§4.2', [
    { id: 'error-rate', text: 'Error rate' },
    { id: 'latency-p99', text: 'Latency P99' },
    { id: 'cpu-memory', text: 'CPU/Memory usage' },
    { id: 'business', text: 'Custom business metrics' },
  ]),
} as const
