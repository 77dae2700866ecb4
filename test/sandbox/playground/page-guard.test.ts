import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { openPagePlayground } from './page-client.ts'

interface Knock {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** As any program can ask: `fetch` would not let us choose host and origin. */
function knock(url: string, { method = 'GET', path, headers = {}, body }: Knock): Promise<number> {
  const { port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
      answer.destroy()
      resolve(answer.statusCode ?? 0)
    })
    asking.once('error', reject)
    asking.end(body)
  })
}

describe('the page lets nobody act but itself', () => {
  it('whatever another page, another host or a stale page tries', async () => {
    const { page, github } = await openPagePlayground()
    const own = new URL(page.url)
    const right = {
      host: own.host,
      origin: own.origin,
      'x-sandbox-token': page.token,
      'content-type': 'application/json',
    }
    const given = { number: 1256, body: 'hello' }
    const body = JSON.stringify({ by: 'ada', do: 'comment', with: given })
    const { origin: _, ...noOrigin } = right
    const { 'x-sandbox-token': __, ...noToken } = right
    const tries: [string, Readonly<Record<string, string>>, number][] = [
      ['another origin', { ...right, origin: 'https://evil.example' }, 403],
      ['no origin', noOrigin, 403],
      ['the origin null', { ...right, origin: 'null' }, 403],
      ['a port beside ours', { ...right, origin: `${own.origin}0` }, 403],
      ['no token', noToken, 403],
      ['the token of another start', { ...right, 'x-sandbox-token': 'a'.repeat(page.token.length) }, 403],
      [
        'a name that somebody’s DNS has for us',
        { ...right, host: `evil.example:${own.port}`, origin: `http://evil.example:${own.port}` },
        403,
      ],
      ['that name with our origin', { ...right, host: `evil.example:${own.port}` }, 421],
      ['a browser that says cross-site', { ...right, 'sec-fetch-site': 'cross-site' }, 403],
      ['a form', { ...right, 'content-type': 'text/plain' }, 415],
    ]
    for (const [what, headers, status] of tries)
      expect(await knock(page.url, { method: 'POST', path: '/api/do', headers, body }), what).toBe(status)
    expect(github.world.repositories.get('godel/api')?.comments).toEqual([])
    expect(await knock(page.url, { method: 'POST', path: '/api/do', headers: right, body })).toBe(200)
  })

  it('nor read what it shows', async () => {
    const { page } = await openPagePlayground()
    const { host } = new URL(page.url)
    const status = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      knock(page.url, { path, headers: { host, ...headers } })
    expect(await status('/api/look?at=/')).toBe(403)
    expect(await status('/', { host: 'evil.example' })).toBe(421)
    expect(await status('/api/events', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).toBe(
      403,
    )
    expect(await status('/page.js', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(
      403,
    )
    expect(await status('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200)
  })

  it('serves its own files and nothing around them', async () => {
    const { page } = await openPagePlayground()
    const status = (path: string) => knock(page.url, { path, headers: { host: new URL(page.url).host } })
    for (const path of ['/', '/page.js', '/page.css', '/preact.js', '/mark.svg'])
      expect(await status(path), path).toBe(200)
    for (const path of [
      '/../open.ts',
      '/%2e%2e/open.ts',
      '/tsconfig.json',
      '/preact.d.ts',
      '/api',
      '/__proto__',
    ])
      expect(await status(path), path).toBe(404)
  })

  it('tells the browser to let nothing in, with every answer', async () => {
    const { page } = await openPagePlayground()
    const { headers } = await fetch(page.url)
    expect(headers.get('content-security-policy')).toMatchInlineSnapshot(
      `"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"`,
    )
    for (const path of ['', 'page.js', 'nothing', 'api/look'])
      expect((await fetch(page.url + path)).headers.get('content-security-policy'), path).toBe(
        headers.get('content-security-policy'),
      )
    expect([headers.get('x-frame-options'), headers.get('referrer-policy')]).toEqual(['DENY', 'no-referrer'])
  })

  it('has another token at each start, which stands in nothing but the page', async () => {
    const [one, other] = [await openPagePlayground(), await openPagePlayground()]
    expect(one.page.token).not.toBe(other.page.token)
    expect(JSON.stringify(await one.page.look('/issues/1256'))).not.toContain(one.page.token)
  })
})
