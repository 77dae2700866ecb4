import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp, type Product } from '../worlds/app/product.ts'
import { CRASH, planned } from '../worlds/app/releasing.ts'
import type { AppWorld } from '../worlds/app/world.ts'
import { ask, type Browser, readCookie, signIn } from './browse.ts'

let world: AppWorld
let product: Product
let ada: Browser
let path: string

beforeAll(async () => {
  world = await openApp()
  product = await makeProduct(world)
  await planned(product, CRASH)
  ada = await signIn(world, 'ada')
  path = `/releases/godel/${product.repository.name}/v2.0.1`
})

describe('signing in', () => {
  it('is asked of everybody, and leads back to where they wanted to go', async () => {
    const shown = await ask(world.app.url + path)
    expect(shown.status).toBe(401)
    expect(shown.html).toContain(`/sign-in?to=${encodeURIComponent(path)}`)
    expect(shown.text).not.toContain('v2.0.1 ·')
    const begun = await ask(`${world.app.url}/sign-in?to=${path}`)
    expect(begun.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('takes no cookie that it did not sign, and none whose time is over', async () => {
    const [name = '', value = ''] = ada.cookie.split('=', 2)
    const forged = Buffer.from(
      JSON.stringify({ kind: 'session', id: 'x', person: { id: 1, login: 'ada' }, until: 9e9 }),
    )
    const signature = value.slice(value.indexOf('.'))
    const shown = await ask(world.app.url + path, {
      cookie: `${name}=${forged.toString('base64url')}${signature}`,
    })
    expect(shown.status).toBe(401)
  })

  it('counts only in the browser in which it began', async () => {
    const begun = await ask(`${world.app.url}/sign-in`)
    const other = await ask(`${world.app.url}/sign-in`)
    const { searchParams } = new URL(begun.headers.get('location') ?? '')
    const back = `${world.app.url}/link/github?code=abc&state=${searchParams.get('state')}`
    expect((await ask(back, { cookie: readCookie(other) })).status).toBe(403)
  })

  it('leads to pages of ours alone', async () => {
    for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example'])
      expect(readCookie(await ask(`${world.app.url}/sign-in?to=${encodeURIComponent(to)}`))).not.toContain(
        Buffer.from('evil').toString('base64url').slice(0, 4),
      )
  })

  it('ends when somebody signs out, with the token of their form', async () => {
    const grace = await signIn(world, 'grace')
    const [, token = ''] = /name="token" value="([^"]+)"/.exec((await grace.get('/releases')).html) ?? []
    expect((await grace.post('/sign-out', { token: 'wrong' })).status).toBe(303)
    const out = await grace.post('/sign-out', { token })
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
  })
})

describe('what is shown', () => {
  it('lists the releases that somebody can read, with how they stand', async () => {
    const { status, text, html } = await ada.get('/releases')
    expect(status).toBe(200)
    expect(text).toContain(`godel/${product.repository.name} v2.0.1 planned`)
    expect(html.length).toBeLessThan(100_000)
    expect((await ada.get('/releases?status=ended')).text).toContain('No release matches.')
  })

  it('shows one release: what it waits for, its changes, gates and timeline', async () => {
    const { status, text } = await ada.get(path)
    expect(status).toBe(200)
    for (const part of [
      'The plan of 1 change is ready.',
      'fix: do not crash on an empty queue',
      'eligible',
      'Opened v2.0.1 from v2.0.0',
      'Planned 1 change',
    ])
      expect(text).toContain(part)
  })

  it('may run nothing but its own script, and is framed by nobody', async () => {
    const { headers } = await ada.get('/releases')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('is not there for who cannot read the repository, in the words of what never was', async () => {
    const own = await makeProduct(world, {}, { isPrivate: true })
    const { name, owner } = own.repository
    await planned(own, CRASH)
    world.passes(61)
    const mallory = await signIn(world, 'eve')
    const hidden = await mallory.get(`/releases/${owner.login}/${name}/v2.0.1`)
    const never = await mallory.get(`/releases/${owner.login}/nothing/v2.0.1`)
    expect([hidden.status, hidden.text]).toEqual([404, never.text])
    expect((await mallory.get('/releases')).text).not.toContain(name)
  })

  it('says nothing of a security release to anybody but the security team', async () => {
    const own = await makeProduct(world, { roles: { security: { permission: null, users: ['grace'] } } })
    const number = await own.merges({ ...CRASH, labels: ['security'] })
    await own.says('ada', number, '/release plan --track security')
    await own.tracking()
    world.passes(61)
    const [reader, captain] = [await signIn(world, 'ada'), await signIn(world, 'grace')]
    const at = `/releases/godel/${own.repository.name}/v2.0.1`
    await expect.poll(async () => (await captain.get(at)).text).toContain('embargoed')
    expect((await captain.get('/releases')).text).toContain(`${own.repository.name} v2.0.1`)
    expect((await reader.get(at)).status).toBe(404)
    expect((await reader.get('/releases')).text).not.toContain(`${own.repository.name} v2.0.1`)
  })
})
