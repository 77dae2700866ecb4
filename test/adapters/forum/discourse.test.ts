import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { openDiscourse } from '../../../src/adapters/forum/discourse.ts'
import { expectCalls } from '../vendor-answers.ts'

const URL = 'https://forum.example'
const forum = openDiscourse({
  ...{ url: URL, apiKey: 'key-of-the-forum', username: 'captain', userAgent: 'test', now: () => 0 },
})
const at = () => nock(URL, { reqheaders: { 'api-key': 'key-of-the-forum', 'api-username': 'captain' } })
const external = /^\/t\/external_id\/captain-[0-9a-f]{40}\.json$/

expectCalls()

describe('a topic in a forum of Discourse’s', () => {
  it('is posted under an external id, and found by it, through the forum’s own redirect', async () => {
    const topic = { mark: 'godel-7-2.0.1', title: 'v2.0.1 is out', text: '**Fixes**', category: 5 }
    at()
      .post(
        '/posts.json',
        (body: { external_id: string; category: number; raw: string }) =>
          /^captain-[0-9a-f]{40}$/.test(body.external_id) && body.category === 5 && body.raw === '**Fixes**',
      )
      .reply(200, { id: 11, topic_id: 7, topic_slug: 'v2-0-1-is-out' })
    expect(await forum.postTopic(topic)).toEqual({ postId: 11, url: `${URL}/t/v2-0-1-is-out/7` })

    at()
      .get(external)
      .reply(301, '', { location: `${URL}/t/v2-0-1-is-out/7.json` })
    at()
      .get('/t/v2-0-1-is-out/7.json')
      .reply(200, { id: 7, slug: 'v2-0-1-is-out', post_stream: { posts: [{ id: 11 }, { id: 12 }] } })
    expect(await forum.findTopic(topic.mark)).toEqual({ postId: 11, url: `${URL}/t/v2-0-1-is-out/7` })
  })

  it('isn’t there where nobody posted it', async () => {
    at()
      .get(external)
      .reply(404, { errors: ['not found'] })
    expect(await forum.findTopic('other')).toBeNull()
  })

  it('is changed in its place, or was deleted', async () => {
    at()
      .put('/posts/11.json', { post: { raw: 'Rolled back.' } })
      .reply(200, {})
    expect(await forum.editTopic({ postId: 11, url: '' }, 'Rolled back.')).toBe(true)
    at().put('/posts/11.json').reply(404, {})
    expect(await forum.editTopic({ postId: 11, url: '' }, 'Rolled back.')).toBe(false)
  })

  it('is refused by the forum’s own words, and waits when there is too much', async () => {
    at()
      .get(external)
      .reply(422, { errors: ['Title is too short'] })
    await expect(forum.findTopic('x')).rejects.toMatchObject({ name: 'Refused', message: /too short/ })
    at().get(external).reply(429, {}, { 'retry-after': '20' })
    await expect(forum.findTopic('x')).rejects.toMatchObject({ name: 'Later', at: 20 })
    at().get(external).reply(301, '', { location: 'https://elsewhere.example/' })
    await expect(forum.findTopic('x')).rejects.toThrow('it redirects elsewhere')
  })
})
