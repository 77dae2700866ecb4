import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openWorld, type SandboxWorld } from '../world.ts'

const CALLBACK = 'https://captain.example/link/github'
const VERIFIER = 'a verifier of the tests'.replaceAll(' ', '-').padEnd(43, '~')
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** A GitHub on which ada may sign in, and a program that sends her there. */
async function openSignIn() {
  const world = await openWorld()
  world.github.person('ada')
  const { clientId, clientSecret, callsBack } = world.github.app()
  callsBack(CALLBACK)
  const wish = {
    client_id: clientId,
    redirect_uri: CALLBACK,
    state: 's1',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  }
  return {
    ...world,
    clientId,
    clientSecret,
    wish,
    page: (changed = {}) => pageAt(world, { ...wish, ...changed }),
  }
}

function pageAt({ github }: SandboxWorld, wish: Readonly<Record<string, string>>) {
  return fetch(`${github.url}/login/oauth/authorize?${new URLSearchParams(wish)}`, { redirect: 'manual' })
}

type SignInWorld = Awaited<ReturnType<typeof openSignIn>>

/** Where the browser is sent when somebody has pressed a button. */
async function pressed({ github, wish }: SignInWorld, decision: string, login = 'ada'): Promise<URL> {
  const answer = await fetch(`${github.url}/login/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ ...wish, login, decision }),
    redirect: 'manual',
  })
  return new URL(answer.headers.get('location') ?? 'none:')
}

async function codeOf(world: SignInWorld): Promise<string> {
  return (await pressed(world, 'authorize')).searchParams.get('code') ?? ''
}

async function exchanged({ github, clientId, clientSecret }: SignInWorld, given: object) {
  const answer = await fetch(`${github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: clientId,
      client_secret: clientSecret,
      code_verifier: VERIFIER,
      ...given,
    }),
  })
  expect(answer.status).toBe(200)
  const said: Readonly<Record<string, string | number>> = JSON.parse(await answer.text())
  return said
}

describe('the page on which people sign in', () => {
  it('asks as whom, and sends the browser back with a code and the state', async () => {
    const world = await openSignIn()
    const page = await world.page()
    expect(await page.text()).toContain('value="ada"')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")

    const back = await pressed(world, 'authorize')
    expect(back.href).toMatch(/^https:\/\/captain\.example\/link\/github\?code=[0-9a-f]{20}&state=s1$/)
  })

  it('sends the browser back without one where somebody says no', async () => {
    const back = await pressed(await openSignIn(), 'cancel')
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'The user has denied your application access.',
      state: 's1',
    })
  })

  it('leads nowhere but to the App’s own callback URL', async () => {
    const { page } = await openSignIn()
    const answer = await page({ redirect_uri: 'https://evil.example/' })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toContain(`${CALLBACK}?error=redirect_uri_mismatch&`)
  })

  it.each([
    [{ client_id: 'Iv1.other' }, 404],
    [{ code_challenge_method: 'plain' }, 400],
    [{ code_challenge: 'short' }, 400],
  ])('is none for %o', async (changed, status) => {
    const { page } = await openSignIn()
    expect((await page(changed)).status).toBe(status)
  })

  it('knows people alone', async () => {
    const world = await openSignIn()
    expect((await pressed(world, 'authorize', 'release-captain[bot]')).protocol).toBe('none:')
    expect((await pressed(world, 'authorize', 'godel')).protocol).toBe('none:')
  })
})

describe('a code', () => {
  it('becomes a token, by which GitHub says who it is until it is deleted', async () => {
    const world = await openSignIn()
    const { access_token: token } = await exchanged(world, { code: await codeOf(world) })
    expect(token).toMatch(/^ghu_\w{36}$/)

    const { octokit, as, clientId, clientSecret } = world
    const me = as(String(token)).rest.users
    const { data } = await me.getAuthenticated()
    expect(data).toMatchObject({ login: 'ada', type: 'User' })
    expect(
      (await octokit.request('GET /user/{account_id}', { account_id: Number(data.id) })).data.login,
    ).toBe('ada')

    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const call = { client_id: clientId, access_token: String(token), headers: { authorization: basic } }
    const client = as(undefined)
    expect((await client.request('DELETE /applications/{client_id}/token', call)).status).toBe(204)
    await expect(me.getAuthenticated()).rejects.toMatchObject({ status: 401 })
    await expect(client.request('DELETE /applications/{client_id}/token', call)).rejects.toMatchObject({
      status: 404,
    })
  })

  it('is good once', async () => {
    const world = await openSignIn()
    const code = await codeOf(world)
    await exchanged(world, { code })
    expect(await exchanged(world, { code })).toEqual({
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
      error_uri:
        '/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#bad-verification-code',
    })
  })

  it.each([
    ['with another verifier', { code_verifier: 'another' }, 'bad_verification_code'],
    ['without a verifier', { code_verifier: undefined }, 'bad_verification_code'],
    ['with another secret', { client_secret: 'another' }, 'incorrect_client_credentials'],
    ['for another address', { redirect_uri: 'https://evil.example' }, 'redirect_uri_mismatch'],
  ])('becomes none %s', async (_, given, error) => {
    const world = await openSignIn()
    expect(await exchanged(world, { code: await codeOf(world), ...given })).toMatchObject({ error })
  })

  it('is good for ten minutes', async () => {
    const world = await openSignIn()
    const code = await codeOf(world)
    world.passes(600_000)
    expect(await exchanged(world, { code })).toMatchObject({ error: 'bad_verification_code' })
  })
})

describe('who takes another name', () => {
  it('is known by the id, and the old name is free', async () => {
    const { github, octokit } = await openWorld()
    const { id } = github.person('ada')
    github.renamesPerson('ada', 'countess')
    const { id: other } = github.person('ada')

    const { data } = await octokit.request('GET /user/{account_id}', { account_id: id })
    expect(data.login).toBe('countess')
    expect((await octokit.rest.users.getByUsername({ username: 'ada' })).data.id).toBe(other)
  })
})
