import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { openMastodon } from '../../../src/adapters/social/mastodon.ts'
import { openX } from '../../../src/adapters/social/x.ts'
import { expectCalls } from '../vendor-answers.ts'

const link = 'https://github.com/godel/api/releases/tag/v2.0.1'
const post = { key: 'godel-7-2.0.1-social', text: `v2.0.1 is out: ${link}`, link }

expectCalls()

describe('a post on Mastodon', () => {
  const mastodon = openMastodon({
    ...{ url: 'https://hachyderm.example', token: 'token-of-mastodon', userAgent: 'test', now: () => 0 },
  })
  const at = (more: object = {}) =>
    nock('https://hachyderm.example', { reqheaders: { authorization: 'Bearer token-of-mastodon', ...more } })

  it('is made once for its key', async () => {
    at({ 'idempotency-key': post.key })
      .post('/api/v1/statuses', { status: post.text, visibility: 'public' })
      .reply(200, { id: '9', url: 'https://hachyderm.example/@godel/9', content: '' })
    expect(await mastodon.publishPost(post)).toEqual({ id: '9', url: 'https://hachyderm.example/@godel/9' })
  })

  it('is found by the link in it', async () => {
    at().get('/api/v1/accounts/verify_credentials').times(2).reply(200, { id: '1' })
    const statuses = [
      { id: '8', content: '<p>Hello</p>' },
      { id: '9', content: `<p><a href="${link}">…</a></p>` },
    ]
    at().get('/api/v1/accounts/1/statuses').query(true).times(2).reply(200, statuses)
    expect(await mastodon.findPost(link)).toMatchObject({ id: '9' })
    expect(await mastodon.findPost(`${link}0`)).toBeNull()
  })
})

it('a post on Mastodon is edited in its place', async () => {
  const mastodon = openMastodon({
    ...{ url: 'https://hachyderm.example', token: 'token-of-mastodon', userAgent: 'test', now: () => 0 },
  })
  nock('https://hachyderm.example')
    .put('/api/v1/statuses/9', { status: 'v2.0.1 was rolled back.' })
    .reply(200, { id: '9', content: '' })
  expect(await mastodon.editPost({ id: '9', url: '' }, 'v2.0.1 was rolled back.')).toBe(true)
})

describe('a post on X', () => {
  const x = openX({
    appKey: 'a',
    appSecret: 'secret-of-x',
    accessToken: 'b',
    accessSecret: 'c',
    now: () => 0,
  })
  const at = () => nock('https://api.x.com', { reqheaders: { authorization: /^OAuth / } })
  const me = () =>
    at()
      .get('/2/users/me')
      .reply(200, { data: { id: '1', username: 'godel_platform' } })

  it('is made, and found by the link in it', async () => {
    me()
    at()
      .post('/2/tweets', { text: post.text })
      .reply(201, { data: { id: '9' } })
    expect(await x.publishPost(post)).toEqual({ id: '9', url: 'https://x.com/godel_platform/status/9' })
    me()
    at()
      .get('/2/users/1/tweets')
      .query(true)
      .reply(200, { data: [{ id: '8' }, { id: '9', entities: { urls: [{ expanded_url: link }] } }] })
    expect(await x.findPost(link)).toMatchObject({ id: '9' })
  })

  it.each([
    [
      403,
      { detail: 'You are not allowed to create a Tweet with duplicate content.' },
      'Refused',
      /duplicate/,
    ],
    [429, { title: 'Too Many Requests' }, 'Later', /asks to wait/],
    [503, { title: 'Service Unavailable' }, 'Error', /X answered 503/],
  ])('fails with %s as what it is', async (status, body, name, says) => {
    me()
    at().post('/2/tweets').reply(status, body, {
      'x-rate-limit-reset': '900',
      'x-rate-limit-limit': '1',
      'x-rate-limit-remaining': '0',
    })
    const error: unknown = await x.publishPost(post).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name })
    expect(String(error)).toMatch(says)
    expect(String(error)).not.toContain('secret-of-x')
  })
})
