import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { openStatuspage } from '../../../src/adapters/status-page/statuspage.ts'
import { openStatusWebhook } from '../../../src/adapters/status-page/webhook.ts'
import type { StatusNotice } from '../../../src/runtime/ports/status-page.ts'
import { expectCalls } from '../vendor-answers.ts'

const NOW = 1_770_811_200
const notice: StatusNotice = {
  ...{ mark: 'godel-7-2.0.1', title: 'Release of v2.0.1', body: 'A patch release.' },
  kind: { kind: 'maintenance', state: 'scheduled', from: NOW, to: NOW + 3_600 },
}
const page = openStatuspage({
  ...{ url: 'https://api.statuspage.io', pageId: 'p1', apiKey: 'key-of-the-page', userAgent: 'test' },
  now: () => NOW * 1000,
})
const at = () => nock('https://api.statuspage.io', { reqheaders: { authorization: 'OAuth key-of-the-page' } })
const incidents = '/v1/pages/p1/incidents'

expectCalls()

describe('a notice on Statuspage', () => {
  it('is published with its mark, and found by it', async () => {
    at()
      .post(incidents, {
        incident: {
          ...{ name: 'Release of v2.0.1', body: 'A patch release.', status: 'scheduled' },
          metadata: { release_captain: { mark: 'godel-7-2.0.1' } },
          ...{ scheduled_for: '2026-02-11T12:00:00.000Z', scheduled_until: '2026-02-11T13:00:00.000Z' },
          ...{ scheduled_auto_in_progress: false, scheduled_auto_completed: false },
        },
      })
      .reply(201, { id: 'i1', shortlink: 'https://stspg.io/i1' })
    expect(await page.publishNotice(notice)).toEqual({ id: 'i1', url: 'https://stspg.io/i1' })

    const others = [{ id: 'i0' }, { id: 'i2', metadata: { jira: { key: 'X-1' } } }]
    const own = { id: 'i1', metadata: { release_captain: { mark: 'godel-7-2.0.1' } } }
    at()
      .get(incidents)
      .query({ limit: 100, page: 1 })
      .reply(200, [...others, own])
    expect(await page.findNotice('godel-7-2.0.1')).toEqual({ id: 'i1', url: null })
    at().get(incidents).query(true).reply(200, others)
    expect(await page.findNotice('godel-7-2.0.1')).toBeNull()
  })

  it('is changed in its place', async () => {
    at()
      .patch(
        `${incidents}/i1`,
        ({ incident }: { incident: { status: string } }) => incident.status === 'completed',
      )
      .reply(200, {})
    const kind = { kind: 'maintenance', state: 'completed', from: NOW, to: NOW } as const
    await page.updateNotice({ id: 'i1', url: null }, { ...notice, kind })
  })

  it.each([
    [401, {}, 'Refused', /doesn’t accept the login/],
    [422, { error: ['name is too long'] }, 'Refused', /name is too long/],
    [429, {}, 'Later', /asks to wait/],
    [500, {}, 'Error', /Statuspage answered 500/],
    [201, { id: 7 }, 'Error', /gave an unexpected answer/],
  ])('fails with %s as what it is', async (status, body, name, says) => {
    at().post(incidents).reply(status, body)
    const error: unknown = await page.publishNotice(notice).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name })
    expect(String(error)).toMatch(says)
    expect(String(error)).not.toContain('key-of-the-page')
  })
})

describe('a notice to a webhook', () => {
  it('is posted signed, with one id for each state of it', async () => {
    const webhook = openStatusWebhook({
      ...{ url: 'https://status.example/hook', secret: 's', userAgent: 'test', now: () => NOW * 1000 },
    })
    nock('https://status.example', { reqheaders: { 'webhook-id': 'godel-7-2.0.1-scheduled' } })
      .post('/hook', (body: object) => JSON.stringify(body) === JSON.stringify(notice))
      .reply(204)
    expect(await webhook.publishNotice(notice)).toEqual({ id: 'godel-7-2.0.1', url: null })
    expect(await webhook.findNotice(notice.mark)).toBe('unknown')
  })
})
