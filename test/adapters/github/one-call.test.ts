import nock from 'nock'
import { ProbotOctokit } from 'probot'
import { describe, expect, it } from 'vitest'
import { openGitHub } from '../../../src/adapters/github/open.ts'
import { mockGitHub, mockInstallation, useNock } from '../../probot/github-mock.ts'
import { PRIVATE_KEY } from '../../probot/receiver.ts'

useNock()

const API = 'https://api.github.com'
const REPOSITORY = '/repos/godel/api'
const NOW = 1_770_000_000

/** The repository 77 of an App, on a GitHub that answers no call but those of a test. */
async function openRepository(api = API) {
  const github = mockGitHub(api)
  mockInstallation(github, { id: 77, fullName: 'godel/api' })
  const adapter = openGitHub({
    ...{
      Octokit: ProbotOctokit,
      appId: 1,
      privateKey: PRIVATE_KEY,
      apiUrl: api,
      webUrl: 'https://github.com',
    },
    now: () => NOW,
    log: { info: () => undefined, warn: () => undefined },
    userAgent: 'release-captain/test',
  })
  return { github, repo: await adapter.openRepository(77) }
}

describe('a comment', () => {
  const comment = `POST ${REPOSITORY}/issues/7/comments`

  it('is one call of the endpoint, as JSON', async () => {
    const { github, repo } = await openRepository()
    const created_at = '2026-03-04T12:00:00Z'
    github.on(comment, { id: 5, body: 'hello', user: null, created_at, html_url: 'https://x' }, 201)
    expect(await repo.addComment(7, 'hello')).toMatchObject({
      id: 5,
      body: 'hello',
      author: { login: 'ghost' },
    })
    expect(github.calls.filter(({ call }) => call === comment)).toMatchObject([{ body: { body: 'hello' } }])
  })

  it.each([
    [403, 'Resource not accessible by integration', 'Refused'],
    [404, 'Not Found', 'Refused'],
    [410, 'Issues are disabled for this repo', 'Refused'],
    [422, 'Validation Failed', 'Refused'],
    [451, 'Repository access blocked', 'Refused'],
    [403, 'You have exceeded a secondary rate limit', 'Later'],
    [429, 'Too many requests', 'Later'],
    [500, 'Server Error', 'CallFailed'],
    [502, 'Server Error', 'CallFailed'],
    [503, 'Service Unavailable', 'CallFailed'],
    [418, 'I am a teapot', 'CallFailed'],
  ])('that is answered with %i %s is sent once, and is a %s', async (status, message, name) => {
    const { github, repo } = await openRepository()
    github.on(comment, { message }, status)
    const error: unknown = await repo.addComment(7, 'hello').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name })
    expect(github.calls.filter(({ call }) => call === comment)).toHaveLength(1)
  })

  it('whose answer is not JSON, or something else, is an error that shows nothing of it', async () => {
    for (const body of ['<html>canary</html>', '{"canary":1}', '']) {
      const { repo } = await openRepository()
      nock(API)
        .post(`${REPOSITORY}/issues/7/comments`)
        .reply(201, body, { 'content-type': 'application/json' })
      const error: unknown = await repo.addComment(7, 'hello').catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(Error)
      expect(String(error)).not.toContain('canary')
    }
  })
})

describe('a wait that GitHub asks for', () => {
  it.each([
    ['You have exceeded a secondary rate limit', { 'retry-after': '120' }, NOW + 120],
    ['You have exceeded a secondary rate limit', { 'retry-after': '99999' }, NOW + 3600],
    ['You have exceeded a secondary rate limit', { 'retry-after': 'soon' }, NOW + 60],
    [
      'API rate limit exceeded',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 600) },
      NOW + 600,
    ],
  ])('by “%s” and %j ends then', async (message, headers, at) => {
    const { repo } = await openRepository()
    nock(API).post(`${REPOSITORY}/issues/7/comments`).reply(403, { message }, headers)
    await expect(repo.addComment(7, 'hello')).rejects.toMatchObject({ name: 'Later', at })
  })
})

describe('a list', () => {
  it('is read page by page, as GitHub’s Link header says, at no address that it names', async () => {
    const { repo } = await openRepository()
    const one = { id: 1, body: 'a', user: null, created_at: '2026-03-04T12:00:00Z', html_url: 'https://x' }
    const next = '<https://evil.example/steal?page=2>; rel="next"'
    nock(API)
      .get(`${REPOSITORY}/issues/7/comments`)
      .query({ per_page: '100' })
      .reply(200, [one], { link: next })
      .get(`${REPOSITORY}/issues/7/comments`)
      .query({ per_page: '100', page: '2' })
      .reply(200, [{ ...one, id: 2 }])
    expect((await repo.listComments(7)).map(({ id }) => id)).toEqual([1, 2])
  })
})

describe('GraphQL', () => {
  it.each([
    ['of an error that says no more', { errors: [{ message: 'Something went wrong' }] }, 'CallFailed'],
    ['of a limit', { errors: [{ type: 'RATE_LIMITED', message: 'wait' }] }, 'Later'],
    ['of a permission', { errors: [{ type: 'FORBIDDEN', message: 'no' }] }, 'Refused'],
    ['without data', {}, 'CallFailed'],
    ['with errors that are no list', { errors: 'canary' }, 'CallFailed'],
  ])('has an answer %s, with status 200', async (_, answer, name) => {
    const { github, repo } = await openRepository()
    github.on('POST /graphql', answer)
    await expect(repo.fetchFacts([1])).rejects.toMatchObject({ name })
  })

  it('lets pass that something is not there', async () => {
    const { github, repo } = await openRepository()
    github.on('POST /graphql', {
      data: { repository: { k0: null } },
      errors: [{ type: 'NOT_FOUND', message: 'Could not resolve to a PullRequest' }],
    })
    expect(await repo.fetchFacts([1])).toEqual(new Map())
  })
})

describe('a file of a release', () => {
  it.each([
    ['https://ghe.example/api/v3', 'https://ghe.example', '/api/uploads'],
    ['https://api.octo.ghe.com', 'https://uploads.octo.ghe.com', ''],
    [API, 'https://uploads.github.com', ''],
  ])('of %s goes to %s, and to no other address', async (api, origin, path) => {
    const { github, repo } = await openRepository(api)
    const assets = `${path}${REPOSITORY}/releases/3/assets`
    github.on(`GET ${REPOSITORY}/releases/3`, { upload_url: `${origin}${assets}{?name,label}`, assets: [] })
    const upload = nock(origin)
      .post(assets, 'abc')
      .query({ name: 'checksums.txt' })
      .matchHeader('content-type', 'text/plain; charset=utf-8')
      .reply(201, {})
    await repo.uploadAsset(3, { name: 'checksums.txt', text: 'abc' })
    expect(upload.isDone()).toBe(true)
  })
})
