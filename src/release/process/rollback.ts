import { state } from './section.ts'

/**
 * Automatic Rollback Triggers. The document compares `rate(http_requests_total{status=~"5.."}[5m])` with 0.05; that
 * is read as the share of requests that fail, because a rate per second would not depend on the traffic.
 */
export const automaticRollback = {
  alert: state('Automatic Rollback Triggers', 'PatchReleaseRollbackTrigger'),
  errorRatioAbove: state('Automatic Rollback Triggers', 0.05),
  latencyQuantile: state('Automatic Rollback Triggers', 0.99),
  latencyAbove: state('Automatic Rollback Triggers', '2s'),
  window: state('Automatic Rollback Triggers', '5m'),
  for: state('Automatic Rollback Triggers', '5m'),
  labels: state('Automatic Rollback Triggers', { severity: 'critical', action: 'rollback' }),
  series: state('Automatic Rollback Triggers', {
    requests: 'http_requests_total',
    failed: 'status=~"5.."',
    latency: 'http_request_duration_seconds_bucket',
    version: 'deployment_version',
  }),
} as const

export const manualRollback = {
  command: state('Manual Rollback', './scripts/emergency-rollback.sh production v{previous}'),
  steps: state('Manual Rollback', [
    { id: 'previous-image', text: 'Set image to previous version' },
    { id: 'health', text: 'Verify health' },
    { id: 'notify', text: 'Notify team' },
    { id: 'incident-report', text: 'Create incident report' },
  ]),
} as const
