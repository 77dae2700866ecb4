import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { NPM, openRegistries } from '../../../src/adapters/registries/open.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { answerCalls } from '../nocked.ts'

answerCalls()

const DIGEST = `sha256:${'a'.repeat(64)}`
const OF_BRACES = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'

const registries = openRegistries({ npm: NPM, loopback: false, userAgent: 'release-captain/test' })

describe('a package on npm', () => {
  it('is there in exactly that version, with its integrity', async () => {
    nock(NPM, { reqheaders: { 'user-agent': 'release-captain/test', accept: 'application/json' } })
      .get('/@godel%2fapi/2.0.1')
      .reply(200, { version: '2.0.1', dist: { integrity: 'sha512-abc' } })
      .get('/@godel%2fapi/2.0.2')
      .reply(404, { error: 'version not found: 2.0.2' })

    expect(await registries.fetchNpmDigest('@godel/api', '2.0.1')).toBe('sha512-abc')
    expect(await registries.fetchNpmDigest('@godel/api', '2.0.2')).toBeNull()
  })

  it.each([
    [{ version: '2.0.1', dist: { shasum: '0a1b' } }, 'sha1:0a1b'],
    [{ version: '2.0.1', dist: {} }, 'not told'],
    // A mirror that answers with the latest where it has not the one that was asked for.
    [{ version: '2.0.0', dist: { integrity: 'sha512-old' } }, null],
  ])('is told by what its registry says of it: %j', async (body, digest) => {
    nock(NPM).get('/api/2.0.1').reply(200, body)
    expect(await registries.fetchNpmDigest('api', '2.0.1')).toBe(digest)
  })

  it.each([401, 403])('that is behind a login (%i) is refused: nobody can tell', async (status) => {
    nock(NPM).get('/private/2.0.1').reply(status)
    await expect(registries.fetchNpmDigest('private', '2.0.1')).rejects.toThrow(Refused)
  })

  it.each([301, 429, 500, 503])(
    'that a registry cannot tell of now (%i) is asked for again',
    async (status) => {
      nock(NPM).get('/api/2.0.1').reply(status)
      await expect(registries.fetchNpmDigest('api', '2.0.1')).rejects.toThrow(`the answer was ${status}`)
    },
  )

  it.each(['<html>maintenance</html>', '', '{"version":2}'])(
    'is not there for an answer that is none: %j',
    async (body) => {
      nock(NPM).get('/api/2.0.1').reply(200, body)
      await expect(registries.fetchNpmDigest('api', '2.0.1')).rejects.toThrow()
    },
  )
})

describe('an image', () => {
  it('is asked for with a token for anybody, where the registry wants one', async () => {
    const challenge = 'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="ignored"'
    for (const [tag, status] of [
      ['2.0.1', 200],
      ['2.0.2', 404],
    ] as const) {
      const manifest = `/v2/godel/api/manifests/${tag}`
      nock('https://ghcr.io')
        .head(manifest)
        .reply(401, undefined, { 'www-authenticate': challenge })
        .get('/token?scope=repository%3Agodel%2Fapi%3Apull&service=ghcr.io')
        .reply(200, { token: 'for-anybody' })
      nock('https://ghcr.io', { reqheaders: { authorization: 'Bearer for-anybody' } })
        .head(manifest)
        .reply(status, undefined, { 'docker-content-digest': DIGEST })
    }

    expect(await registries.fetchImageDigest('ghcr.io/godel/api:2.0.1', 'godel/api')).toBe(DIGEST)
    expect(await registries.fetchImageDigest('ghcr.io/godel/api:2.0.2', 'godel/api')).toBeNull()
  })

  it('without a registry in its name is Docker Hub’s, whose tokens come from another host', async () => {
    const manifest = '/v2/library/api/manifests/2.0.1'
    nock('https://registry-1.docker.io').head(manifest).reply(401, undefined, {
      'www-authenticate': 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
    })
    nock('https://auth.docker.io')
      .get('/token?scope=repository%3Alibrary%2Fapi%3Apull&service=registry.docker.io')
      .reply(200, { access_token: 'hub' })
    nock('https://registry-1.docker.io', { reqheaders: { authorization: 'Bearer hub' } })
      .head(manifest)
      .reply(200, undefined, { 'docker-content-digest': DIGEST })

    expect(await registries.fetchImageDigest('api:2.0.1', 'godel/api')).toBe(DIGEST)
  })

  it('whose token is not given, or whose realm leads inside, is refused', async () => {
    const manifest = '/v2/godel/api/manifests/1'
    const challenged = (realm: string) => ({ 'www-authenticate': `Bearer realm="${realm}"` })
    nock('https://ghcr.io')
      .head(manifest)
      .reply(401, undefined, challenged('https://ghcr.io/token'))
      .get('/token?scope=repository%3Agodel%2Fapi%3Apull')
      .reply(403)
      .head(manifest)
      .reply(401)
    await expect(registries.fetchImageDigest('ghcr.io/godel/api:1', 'godel/api')).rejects.toThrow(
      'needs a login',
    )

    nock('https://ghcr.io').head(manifest).reply(401, undefined, challenged('http://169.254.169.254/token'))
    await expect(registries.fetchImageDigest('ghcr.io/godel/api:1', 'godel/api')).rejects.toThrow(
      "isn't an https address",
    )
  })

  it.each([{}, { 'docker-content-digest': 'sha256:short' }])(
    'whose digest the registry does not say is measured: %j',
    async (headers) => {
      const manifest = '/v2/api/manifests/2.0.1'
      nock('https://images.example.org')
        .head(manifest)
        .reply(200, undefined, headers)
        .get(manifest)
        .reply(200, '{}')
      expect(await registries.fetchImageDigest('images.example.org/api:2.0.1', 'godel/api')).toBe(OF_BRACES)
    },
  )

  it.each(['Api:1', 'ghcr.io/godel/api', 'ghcr.io/../api:1', 'ghcr.io/godel/api:'])(
    'has a name that can be one: %s',
    async (reference) => {
      await expect(registries.fetchImageDigest(reference, 'godel/api')).rejects.toThrow(Refused)
    },
  )
})

describe('a page', () => {
  it.each([
    [{ 'repr-digest': 'sha-256=:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=:' }, DIGEST],
    [{ 'x-checksum-sha256': 'a'.repeat(64) }, DIGEST],
    [{ 'x-checksum-sha256': 'not one', etag: '"v1"' }, 'etag:"v1"'],
    [{ etag: '"v1"' }, 'etag:"v1"'],
    [{}, 'not told'],
  ])('is there with the digest that its server says: %j', async (headers, digest) => {
    nock('https://downloads.example.org').head('/cli.tgz').reply(200, undefined, headers)
    expect(await registries.page('https://downloads.example.org/cli.tgz')).toBe(digest)
  })

  it.each([404, 410])('that is not there (%i) is not', async (status) => {
    nock('https://downloads.example.org').head('/cli.tgz').reply(status)
    expect(await registries.page('https://downloads.example.org/cli.tgz')).toBeNull()
  })

  it('is followed within its host and a few times, and no further', async () => {
    const at = 'https://downloads.example.org'
    nock(at)
      .head('/moved')
      .reply(302, undefined, { location: '/there' })
      .head('/there')
      .reply(200)
      .head('/away')
      .reply(307, undefined, { location: 'https://elsewhere.example/' })
      .head('/inside')
      .reply(302, undefined, { location: 'http://downloads.example.org/there' })
      .head('/ring')
      .times(4)
      .reply(302, undefined, { location: '/ring' })

    expect(await registries.page(`${at}/moved`)).toBe('not told')
    await expect(registries.page(`${at}/away`)).rejects.toThrow(
      'redirects to another host, elsewhere.example',
    )
    await expect(registries.page(`${at}/inside`)).rejects.toThrow('redirects to another host')
    await expect(registries.page(`${at}/ring`)).rejects.toThrow('redirects endlessly')
  })

  it('whose server breaks the line is asked for again', async () => {
    nock('https://downloads.example.org').head('/cli.tgz').replyWithError('socket hang up')
    await expect(registries.page('https://downloads.example.org/cli.tgz')).rejects.toThrow(
      'https://downloads.example.org did not answer: socket hang up',
    )
  })
})
