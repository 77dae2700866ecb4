import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Alert, type AlertContext, judgeAlert } from '../../../src/release/rollout/alerts.ts'

const alert: Alert = {
  fingerprint: 'aa11',
  status: 'firing',
  startsAt: 1_000,
  name: 'PatchReleaseRollbackTrigger',
  action: 'rollback',
  severity: 'critical',
  version: 'v2.0.1',
  environment: 'production',
  summary: '',
}
const context: AlertContext = {
  rule: { alert: alert.name, labels: { severity: 'critical', action: 'rollback' } },
  environment: 'production',
  version: '2.0.1',
  stepStartedAt: 900,
  now: 1_010,
  staleAfterSeconds: 300,
  rolledBack: false,
}

describe('an alert during the rollout', () => {
  it('rolls back when it is the rule’s, of this version and environment, and began after the step', () => {
    expect(judgeAlert(alert, 1_005, context)).toEqual({ kind: 'rollback' })
  })

  it.each<[string, Partial<Alert>, Partial<AlertContext>, number]>([
    ['other-rule', { name: 'HighLoad' }, {}, 1_005],
    ['other-action', { action: null }, {}, 1_005],
    ['other-severity', { severity: 'warning' }, {}, 1_005],
    ['resolved', { status: 'resolved' }, {}, 1_005],
    ['other-environment', { environment: 'staging' }, {}, 1_005],
    ['no-version', { version: null }, {}, 1_005],
    ['other-version', { version: '2.0.0' }, {}, 1_005],
    ['before-the-step', { startsAt: 899 }, {}, 1_005],
    ['in-the-future', { startsAt: 2_000 }, {}, 1_005],
    ['stale', {}, {}, 600],
    ['rolled-back-already', {}, { rolledBack: true }, 1_005],
  ])('does nothing when it is %s', (why, change, other, receivedAt) => {
    const verdict = judgeAlert({ ...alert, ...change }, receivedAt, { ...context, ...other })
    expect(verdict).toEqual({ kind: 'ignore', why })
  })

  it('never rolls back anything but the version that is rolled out', () => {
    const anyAlert = fc.record({
      fingerprint: fc.constant('aa11'),
      status: fc.constantFrom('firing' as const, 'resolved' as const),
      startsAt: fc.integer({ min: 800, max: 1_200 }),
      name: fc.constantFrom(alert.name, 'Other'),
      action: fc.constantFrom('rollback', null),
      severity: fc.constantFrom('critical', 'warning'),
      version: fc.constantFrom('v2.0.1', '2.0.1', '2.0.0', '2.0.10', null),
      environment: fc.constantFrom('production', 'staging', null),
      summary: fc.constant(''),
    })
    fc.assert(
      fc.property(anyAlert, fc.integer({ min: 0, max: 1_010 }), (one, receivedAt) => {
        if (judgeAlert(one, receivedAt, context).kind !== 'rollback') return
        expect(one).toMatchObject({ status: 'firing', environment: 'production', action: 'rollback' })
        expect(one.version?.replace('v', '')).toBe('2.0.1')
        expect(one.startsAt).toBeGreaterThanOrEqual(context.stepStartedAt)
      }),
    )
  })
})
