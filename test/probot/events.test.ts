import nock from 'nock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_EVENTS } from '../../src/github-app.ts'
import { dispatchDelivery } from '../../src/runtime/webhooks/dispatch-delivery.ts'
import { EXAMPLES } from './github-examples.ts'
import { openReceiver } from './receiver.ts'

const HELLO = { repository: 186_853_002, defaultBranch: 'master' }
const HEAD = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821'

/** For each event and action: what GitHub's first example of it makes a handler report. */
const REPORTS: readonly (readonly [event: string, action: string | null, report: object])[] = [
  ['check_run', 'completed', { kind: 'checked', ...HELLO, head: HEAD }],
  ['check_suite', 'completed', { kind: 'checked', ...HELLO, head: HEAD }],
  ['create', null, { kind: 'pushed', ...HELLO, ref: 'refs/tags/simple-tag' }],
  ['delete', null, { kind: 'pushed', ...HELLO, ref: 'refs/tags/simple-tag' }],
  ['issue_comment', 'created', { kind: 'commented', number: 1, isPullRequest: false }],
  ['issues', 'deleted', { kind: 'issue-changed', number: 1 }],
  ['issues', 'edited', { kind: 'issue-edited', number: 1 }],
  ['issues', 'labeled', { kind: 'labelled', number: 1, label: 'bug' }],
  ['issues', 'reopened', { kind: 'issue-changed', number: 1 }],
  ['issues', 'transferred', { kind: 'issue-changed', number: 1 }],
  ['issues', 'unlabeled', { kind: 'labelled', number: 1, label: 'bug' }],
  ['pull_request', 'closed', { kind: 'pull-request-changed', number: 2, base: 'master' }],
  ['pull_request', 'labeled', { kind: 'labelled', number: 2, label: 'bug' }],
  ['pull_request', 'opened', { kind: 'pull-request-changed', number: 2, branch: 'changes' }],
  ['pull_request', 'synchronize', { kind: 'pull-request-changed', number: 2, head: HEAD }],
  ['pull_request_review', 'submitted', { kind: 'pull-request-changed', number: 2 }],
  ['push', null, { kind: 'pushed', ...HELLO, ref: 'refs/tags/simple-tag' }],
  ['status', null, { kind: 'checked', ...HELLO, head: '6113728f27ae82c7b1a177c8d03f9e96e0adf246' }],
  ['workflow_run', 'completed', { kind: 'workflow-ran', head: '5779607b49aab1200488439f02372c57b4f75444' }],
]

function exampleOf(event: string, action: string | null) {
  return EXAMPLES.find((one) => one.event === event && (one.payload['action'] ?? null) === action)?.payload
}

beforeAll(() => nock.disableNetConnect())
afterAll(() => nock.enableNetConnect())

describe('a delivery of', () => {
  it.each(REPORTS)('%s %s is reported, and asks GitHub nothing', async (event, action, report) => {
    const asked: string[] = []
    nock.emitter.on('no match', ({ url }) => asked.push(url))
    const payload = exampleOf(event, action)
    const { reports, malformed } = await dispatchDelivery(await openReceiver(), {
      id: 'd1',
      name: event,
      payload,
    })
    nock.emitter.removeAllListeners('no match')
    expect({ reports, malformed, asked }).toMatchObject({ reports: [report], malformed: false, asked: [] })
  })

  it.each([
    ['issue_comment', 'edited'],
    ['issue_comment', 'deleted'],
    ['issues', 'opened'],
    ['issues', 'assigned'],
    ['pull_request', 'assigned'],
    ['pull_request', 'locked'],
    ['installation', 'created'],
  ])('%s %s is reported by nobody', async (event, action) => {
    const payload = exampleOf(event, action)
    expect(payload).toBeDefined()
    expect(await dispatchDelivery(await openReceiver(), { id: 'd1', name: event, payload })).toEqual({
      reports: [],
      malformed: false,
    })
  })

  it('deployment_status is reported by the key of the deployment, and by nobody where it is not ours', async () => {
    const payload = exampleOf('deployment_status', 'created')
    const reportsOf = async (deployment: object) =>
      (
        await dispatchDelivery(await openReceiver(), {
          id: 'd1',
          name: 'deployment_status',
          payload: { ...payload, deployment },
        })
      ).reports
    expect(payload).toBeDefined()
    expect(await reportsOf({ payload: { key: '1.v2.0.1.9.deploy-version' } })).toMatchObject([
      { kind: 'deployment-changed', ...HELLO, key: '1.v2.0.1.9.deploy-version' },
    ])
    expect([await reportsOf({ payload: 'v2' }), await reportsOf({ payload: {} })]).toEqual([[], []])
  })

  it('repository_advisory is reported by the id of the advisory, and nothing of its text', async () => {
    const example = exampleOf('push', null)
    const payload = {
      action: 'reported',
      repository: example?.['repository'],
      installation: { id: 7 },
      repository_advisory: { ghsa_id: 'GHSA-2jcg-qqmg-46q6', summary: 'a hole' },
    }
    const { reports } = await dispatchDelivery(await openReceiver(), {
      id: 'd1',
      name: 'repository_advisory',
      payload,
    })
    expect(reports).toMatchObject([{ kind: 'advisory-changed', ...HELLO, advisory: 'GHSA-2jcg-qqmg-46q6' }])
    expect(JSON.stringify(reports)).not.toContain('hole')
  })

  it('every event that the App subscribes to has a handler', () => {
    const handled = new Set([...REPORTS.map(([event]) => event), 'deployment_status', 'repository_advisory'])
    expect(APP_EVENTS.filter(({ name }) => !handled.has(name))).toEqual([])
  })
})
