import nock from 'nock'
import { ProbotOctokit } from 'probot'
import { describe, expect, it } from 'vitest'
import { openSignIn, tryClient } from '../../../src/adapters/github/sign-in.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { answerCalls } from '../nocked.ts'

answerCalls()

const WEB = 'https://github.com'
const API = 'https://api.github.com'
const TOKEN_PATH = '/login/oauth/access_token'
const CLIENT = {
  clientId: 'Iv1.client',
  clientSecret: 'the-client-secret',
  userAgent: 'release-captain/test',
}
const GIVEN = { code: 'the-code', verifier: 'the-verifier' }

function openTestSignIn() {
  const lines: unknown[] = []
  const secrets: string[] = []
  const write = (...line: readonly unknown[]) => {
    lines.push(line)
  }
  const signIn = openSignIn({
    ...CLIENT,
    Octokit: ProbotOctokit,
    getCallbackUrl: () => 'https://captain.example.com/link/github',
    apiUrl: API,
    webUrl: WEB,
    log: { info: write, warn: write },
    learnSecret: (secret) => secrets.push(secret),
  })
  return { signIn, lines, secrets }
}

const givesToken = () => nock(WEB).post(TOKEN_PATH).reply(200, { access_token: 'ghu_token' })
const isUser = (user: object) =>
  nock(API, { reqheaders: { authorization: 'Bearer ghu_token' } })
    .get('/user')
    .reply(200, user)
const revokes = (status = 204) =>
  nock(API)
    .delete('/applications/Iv1.client/token', { access_token: 'ghu_token' })
    .basicAuth({ user: CLIENT.clientId, pass: CLIENT.clientSecret })
    .reply(status)

describe('somebody who signs in to GitHub', () => {
  it('is who GitHub says, by a token that is used once and revoked', async () => {
    nock(WEB, { reqheaders: { accept: 'application/json', 'user-agent': 'release-captain/test' } })
      .post(TOKEN_PATH, {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        code: GIVEN.code,
        redirect_uri: 'https://captain.example.com/link/github',
        code_verifier: GIVEN.verifier,
      })
      .reply(200, { access_token: 'ghu_token', refresh_token: 'ghr_token' })
    isUser({ id: 7, login: 'ada', type: 'User' })
    revokes()
    const { signIn, lines, secrets } = openTestSignIn()

    expect(await signIn.fetchUser(GIVEN)).toEqual({ id: 7, login: 'ada' })
    expect(secrets).toEqual(['ghu_token', 'ghr_token'])
    expect(lines).toEqual([])
  })

  it.each(['Bot', 'Organization'])(
    'is a person, and no %s: the token is revoked all the same',
    async (type) => {
      givesToken()
      isUser({ id: 7, login: 'somebody', type })
      revokes()
      await expect(openTestSignIn().signIn.fetchUser(GIVEN)).rejects.toThrow(
        "somebody isn't a person on GitHub",
      )
    },
  )

  it('is known also where the token could not be revoked, and the log says so without it', async () => {
    givesToken()
    isUser({ id: 7, login: 'ada', type: 'User' })
    revokes(422)
    const { signIn, lines } = openTestSignIn()

    expect(await signIn.fetchUser(GIVEN)).toEqual({ id: 7, login: 'ada' })
    expect(JSON.stringify(lines)).toContain('422')
    expect(JSON.stringify(lines)).not.toMatch(/ghu_token|the-client-secret/)
  })
})

describe('a sign-in that GitHub does not complete', () => {
  it.each([
    ['incorrect_client_credentials', "doesn't accept the App's client id"],
    ['redirect_uri_mismatch', 'the App has another callback URL'],
    ['bad_verification_code', "doesn't accept the code"],
    ['something_new', "doesn't accept the code"],
  ])('is refused in words for who signs in: %s', async (error, what) => {
    // GitHub answers with 200 here too.
    nock(WEB).post(TOKEN_PATH).reply(200, { error, error_description: 'the-code is wrong' })
    const refused = openTestSignIn().signIn.fetchUser(GIVEN)
    await expect(refused).rejects.toThrow(Refused)
    await expect(refused).rejects.toThrow(what)
  })

  it.each([
    [200, '<html>unicorn</html>'],
    [200, '{"access_token":""}'],
    [200, '{}'],
    [404, '<html>not found</html>'],
    [429, '{"message":"slow down"}'],
    [502, '<html>bad gateway</html>'],
  ])('is a fault with nothing of what was sent or came: %i %s', async (status, body) => {
    nock(WEB).post(TOKEN_PATH).reply(status, body)
    const error: unknown = await openTestSignIn()
      .signIn.fetchUser(GIVEN)
      .catch((thrown: unknown) => thrown)
    expect(error).not.toBeInstanceOf(Refused)
    expect(String(error)).toContain('POST /login/oauth/access_token')
    expect(String(error)).not.toMatch(/the-code|the-verifier|the-client-secret|unicorn|html/)
  })

  it('is not led elsewhere: what was sent has the client secret in it', async () => {
    nock(WEB).post(TOKEN_PATH).reply(307, undefined, { location: 'https://elsewhere.example/' })
    await expect(openTestSignIn().signIn.fetchUser(GIVEN)).rejects.toThrow('no answer')
  })

  it('revokes its token where nobody can be asked who it is', async () => {
    givesToken()
    nock(API).get('/user').reply(503)
    revokes()
    await expect(openTestSignIn().signIn.fetchUser(GIVEN)).rejects.toThrow('GET /user')
  })
})

describe("the App's client id and secret", () => {
  const seen = () => tryClient({ ...CLIENT, webUrl: WEB })

  it.each([
    [200, { error: 'bad_verification_code' }, 'known'],
    [200, { error: 'incorrect_client_credentials' }, 'unknown'],
    [404, { message: 'Not Found' }, 'unknown'],
  ])('are told by how GitHub refuses a code that nobody has: %i %j', async (status, body, answer) => {
    nock(WEB).post(TOKEN_PATH).reply(status, body)
    expect(await seen()).toBe(answer)
  })

  it.each([
    [200, { error: 'unverified_user_email' }],
    [200, { access_token: 'ghu_token' }],
    [500, {}],
  ])('are neither where GitHub says something else: %i %j', async (status, body) => {
    nock(WEB).post(TOKEN_PATH).reply(status, body)
    await expect(seen()).rejects.toThrow('POST /login/oauth/access_token')
  })
})
