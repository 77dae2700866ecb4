import { describe, expect, it } from 'vitest'
import { openRegistries } from '../../../src/adapters/registries/open.ts'
import { Refused } from '../../../src/release/refusal.ts'
import type { Registries } from '../../../src/runtime/ports/registries.ts'
import { serving } from './servers.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

function opened(npm = 'https://registry.example'): Registries {
  return openRegistries({ npm, loopback: true, userAgent: 'release-captain/test' })
}

describe('a package on npm', () => {
  it('is there in exactly that version, with its integrity', async () => {
    const { url, asked } = await serving((request, response) => {
      const isThere = request.url === '/@godel%2fapi/2.0.1'
      response
        .writeHead(isThere ? 200 : 404)
        .end(JSON.stringify({ version: '2.0.1', dist: { integrity: 'sha512-abc' } }))
    })

    expect(await opened(url).fetchNpmDigest('@godel/api', '2.0.1')).toBe('sha512-abc')
    expect(await opened(url).fetchNpmDigest('@godel/api', '2.0.2')).toBeNull()
    expect(asked).toEqual(['GET /@godel%2fapi/2.0.1', 'GET /@godel%2fapi/2.0.2'])
  })

  it('that a registry cannot tell of now is asked for again, and one behind a login is refused', async () => {
    const { url } = await serving((request, response) => {
      response.writeHead(request.url?.startsWith('/private') ? 403 : 503).end()
    })

    await expect(opened(url).fetchNpmDigest('api', '2.0.1')).rejects.toThrow('the answer was 503')
    await expect(opened(url).fetchNpmDigest('private', '2.0.1')).rejects.toThrow(Refused)
  })
})

describe('an image', () => {
  it('is asked for with a token for anybody, where the registry wants one', async () => {
    const { url, asked } = await serving((request, response) => {
      if (request.url?.startsWith('/token')) return response.end(JSON.stringify({ token: 'for-anybody' }))
      if (request.headers.authorization !== 'Bearer for-anybody') {
        const realm = `http://${request.headers.host}/token`
        return response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="here"` }).end()
      }
      const isThere = request.url === '/v2/godel/api/manifests/2.0.1'
      return response.writeHead(isThere ? 200 : 404, { 'docker-content-digest': DIGEST }).end()
    })
    const registry = new URL(url).host

    expect(await opened().fetchImageDigest(`${registry}/godel/api:2.0.1`)).toBe(DIGEST)
    expect(await opened().fetchImageDigest(`${registry}/godel/api:2.0.2`)).toBeNull()
    expect(asked.slice(0, 3)).toEqual([
      'HEAD /v2/godel/api/manifests/2.0.1',
      'GET /token?scope=repository%3Agodel%2Fapi%3Apull&service=here',
      'HEAD /v2/godel/api/manifests/2.0.1',
    ])
  })

  it('whose digest the registry does not say is measured', async () => {
    const { url } = await serving((_, response) => response.writeHead(200).end('{}'))

    expect(await opened().fetchImageDigest(`${new URL(url).host}/api:2.0.1`)).toBe(
      'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    )
  })

  it.each(['Api:1', 'ghcr.io/godel/api', 'ghcr.io/../api:1', 'ghcr.io/godel/api:'])(
    'has a name that can be one: %s',
    async (reference) => {
      await expect(opened().fetchImageDigest(reference)).rejects.toThrow(Refused)
    },
  )
})

describe('a page', () => {
  it('is there with the digest that its server says', async () => {
    const { url } = await serving((request, response) => {
      const headers = {
        '/rfc': { 'repr-digest': 'sha-256=:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=:' },
        '/etag': { etag: '"v1"' },
        '/plain': {},
      }[request.url ?? '']
      response.writeHead(headers ? 200 : 404, headers ?? {}).end()
    })
    const at = (path: string) => opened().page(`${url}${path}`)

    expect([await at('/rfc'), await at('/etag'), await at('/plain'), await at('/none')]).toEqual([
      DIGEST,
      'etag:"v1"',
      'not told',
      null,
    ])
  })

  it('is followed within its host and a few times, and no further', async () => {
    const { url } = await serving((request, response) => {
      const to = { '/moved': '/there', '/away': 'https://elsewhere.example/', '/ring': '/ring' }[
        request.url ?? ''
      ]
      response.writeHead(to ? 302 : 200, to ? { location: to } : {}).end()
    })

    expect(await opened().page(`${url}/moved`)).toBe('not told')
    await expect(opened().page(`${url}/away`)).rejects.toThrow('redirects to another host, elsewhere.example')
    await expect(opened().page(`${url}/ring`)).rejects.toThrow('redirects for ever')
  })

  it('of any size takes no more than its head, and an endless answer is cut off', async () => {
    const { url } = await serving((_, response) => {
      response.writeHead(200)
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    })

    await expect(opened(url).fetchNpmDigest('api', '2.0.1')).rejects.toThrow('larger than 4194304 bytes')
  })
})
