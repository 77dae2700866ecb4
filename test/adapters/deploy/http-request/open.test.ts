import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHttpRequestDeployer } from '../../../../src/adapters/deploy/http-request/open.ts'
import { verifyWebhook } from '../../../../src/http-client/sign-webhook.ts'
import { requesting } from '../request.ts'

const NOW = 1_772_000_000
const SECRET = 'a secret of both sides'
const key = requesting().key

const deployer = openHttpRequestDeployer({
  ...{ url: 'https://deploy.example/deployments', secret: SECRET, userAgent: 'test', now: () => NOW * 1000 },
})
const at = () => nock('https://deploy.example')
const unknown = () => at().get(`/deployments/${key}`).reply(404)

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
  nock.enableNetConnect()
})

describe('a deployer that is asked over HTTP', () => {
  it('gets a signed CloudEvent, with the key as its id', async () => {
    const headers: Record<string, string> = {}
    const keep = (name: string) => (value: string | null) => {
      headers[name] = String(value)
      return true
    }
    let body: unknown
    unknown()
    at()
      .post('/deployments', (sent: unknown) => {
        body = sent
        return true
      })
      .matchHeader('webhook-id', keep('webhook-id'))
      .matchHeader('webhook-timestamp', keep('webhook-timestamp'))
      .matchHeader('webhook-signature', keep('webhook-signature'))
      .reply(202, { state: 'running', url: 'https://ci.example/1' })
    expect(await deployer.deploy(requesting())).toEqual({
      ...{ kind: 'running', progress: null, url: 'https://ci.example/1' },
    })
    expect(verifyWebhook(SECRET, { headers, body: JSON.stringify(body) }, NOW)).toBe(key)
    expect(body).toMatchObject({
      specversion: '1.0',
      id: key,
      type: 'dev.release-captain.deployment.requested',
      source: 'https://github.com/godel/api',
      subject: 'production',
      data: { version: '2.0.1', previous: '2.0.0', share: 100, step: 1, purpose: 'rollout' },
    })
  })

  it('is told nothing that it knows already', async () => {
    at()
      .get(`/deployments/${key}`)
      .reply(200, { state: 'succeeded', replicas: { wanted: 3, updated: 3, available: 3 } })
    expect(await deployer.deploy(requesting())).toMatchObject({ kind: 'succeeded', evidence: { updated: 3 } })
  })

  it('is asked when it says that it knows that event', async () => {
    unknown()
    at().post('/deployments').reply(409)
    at().get(`/deployments/${key}`).reply(200, { state: 'queued' })
    expect(await deployer.deploy(requesting())).toEqual({ kind: 'waiting', for: 'queue', url: null })
  })

  it.each([
    [{ state: 'waiting' }, { kind: 'waiting', for: 'approval' }],
    [
      { state: 'failed', detail: 'no\nspace' },
      { kind: 'failed', why: 'failed', detail: 'no space' },
    ],
    [{ state: 'cancelled' }, { kind: 'failed', why: 'cancelled' }],
    [{ state: 'done' }, { kind: 'unclear' }],
    ['<html>Hello</html>', { kind: 'unclear', detail: '<html>Hello</html>' }],
    [{ state: 'succeeded', url: 'javascript:alert(1)' }, { kind: 'unclear' }],
  ])('says %j', async (answer, state) => {
    at().get(`/deployments/${key}`).reply(200, answer)
    expect(await deployer.readState(requesting())).toMatchObject(state)
  })

  it('is an error to try again after when it fails, and a refusal when it knows no such signature', async () => {
    at().get(`/deployments/${key}`).reply(500)
    await expect(deployer.deploy(requesting())).rejects.toThrow('The deployer answered 500.')
    at().get(`/deployments/${key}`).replyWithError('reset')
    await expect(deployer.deploy(requesting())).rejects.toThrow('The deployer didn’t answer')
    at().get(`/deployments/${key}`).reply(401)
    await expect(deployer.deploy(requesting())).rejects.toThrow('deploy.example can’t be used')
    at().get(`/deployments/${key}`).reply(429, '', { 'retry-after': '90' })
    await expect(deployer.deploy(requesting())).rejects.toMatchObject({ name: 'Later', at: NOW + 90 })
  })
})
