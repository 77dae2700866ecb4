import { describe, expect, it } from 'vitest'
import { type AlertsRead, readAlerts } from '../../../src/adapters/alertmanager/read-webhook.ts'
import { toAlertKey } from '../../../src/release/rollout/alerts.ts'

const login = { kind: 'bearer', token: 'token-of-alertmanager' } as const
const firing = {
  status: 'firing',
  labels: {
    ...{ alertname: 'PatchReleaseRollbackTrigger', action: 'rollback', severity: 'critical' },
    ...{ version: '2.0.1', environment: 'production' },
  },
  annotations: { summary: 'Too many\nerrors' },
  startsAt: '2026-02-11T12:00:00.5Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus/graph',
  fingerprint: 'aa11bb22',
}
const group = (alerts: readonly unknown[], more: object = {}) =>
  JSON.stringify({ version: '4', groupKey: '{}', status: 'firing', receiver: 'captain', alerts, ...more })

const read = (body: string, authorization = 'Bearer token-of-alertmanager'): AlertsRead =>
  readAlerts(login, { authorization, body })
const alertsIn = (answer: AlertsRead) => (answer.kind === 'alerts' ? answer.alerts : [])

describe('what Alertmanager posts', () => {
  it('is read as alerts', () => {
    expect(read(group([firing], { truncatedAlerts: 3 }))).toEqual({
      kind: 'alerts',
      alerts: [
        {
          ...{ fingerprint: 'aa11bb22', status: 'firing', startsAt: 1_770_811_200.5 },
          ...{ name: 'PatchReleaseRollbackTrigger', action: 'rollback', severity: 'critical' },
          ...{ version: '2.0.1', environment: 'production', summary: 'Too many errors' },
        },
      ],
      truncated: 3,
      others: 0,
    })
  })

  it('is one alert when it is repeated, and another when it is resolved or fires anew', () => {
    const again = { ...firing, startsAt: '2026-02-11T13:00:00Z' }
    const alerts = alertsIn(read(group([firing, firing, { ...firing, status: 'resolved' }, again])))
    expect(alerts.map(toAlertKey)).toEqual([
      'aa11bb22:1770811200.5:firing',
      'aa11bb22:1770811200.5:resolved',
      'aa11bb22:1770814800:firing',
    ])
    expect(alertsIn(read(group([firing]))).map(toAlertKey)).toEqual([toAlertKey(alerts[0] ?? never())])
  })

  it('is left out where it asks for nothing', () => {
    expect(read(group([{ ...firing, labels: { alertname: 'DiskFull' } }, firing]))).toMatchObject({
      alerts: [{ fingerprint: 'aa11bb22' }],
      others: 1,
    })
  })

  it('may be 10,000 alerts at once, and no more', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...firing, fingerprint: `f${index}` }))
    expect(alertsIn(read(group(many)))).toHaveLength(10_000)
    expect(read(group([...many, firing])).kind).toBe('too-many')
  })

  it('is believed from nobody without the login', () => {
    for (const authorization of ['', 'Bearer', 'Bearer other', 'bearer token-of-alertmanager'])
      expect(read(group([firing]), authorization).kind).toBe('unauthorized')
    const basic = { kind: 'basic', username: 'alerts', password: 'secret' } as const
    const authorization = `Basic ${Buffer.from('alerts:secret').toString('base64')}`
    expect(readAlerts(basic, { authorization, body: group([firing]) }).kind).toBe('alerts')
  })

  it.each([
    ['no JSON', 'firing!'],
    ['another version', group([firing], { version: '3' })],
    ['an alert without a time', group([{ ...firing, startsAt: 'yesterday' }])],
    ['an alert in another state', group([{ ...firing, status: 'unknown' }])],
  ])('is not understood: %s', (_, body) => {
    expect(read(body).kind).toBe('malformed')
  })
})

function never(): never {
  throw new Error('There is no alert.')
}
