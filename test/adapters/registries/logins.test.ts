import { expect, it } from 'vitest'
import { NPM, openRegistries } from '../../../src/adapters/registries/open.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { serving } from './servers.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const PASSWORD = 'password-of-the-captain'
const BASIC = `Basic ${Buffer.from(`captain:${PASSWORD}`).toString('base64')}`

async function open(challenge: (url: string) => string, accepts: string) {
  const server = await serving((request, response) => {
    const { authorization } = request.headers
    if (request.url?.startsWith('/token'))
      return response
        .writeHead(authorization === BASIC ? 200 : 401)
        .end(JSON.stringify({ token: 'pull-token' }))
    if (authorization === accepts) return response.writeHead(200, { 'docker-content-digest': DIGEST }).end()
    return response.writeHead(401, { 'www-authenticate': challenge(server.url) }).end()
  })
  const host = new URL(server.url).host
  const logins = [{ host, repositories: ['godel/api'], username: 'captain', password: PASSWORD }]
  const registries = openRegistries({ npm: NPM, loopback: true, userAgent: 'test', logins })
  return { image: `${host}/godel/api:2.0.1`, registries }
}

it.each([
  ['name and password', () => 'Basic realm="registry"', BASIC],
  ['a token', (url: string) => `Bearer realm="${url}/token",service="registry"`, 'Bearer pull-token'],
])('a registry that wants %s is asked with the login of its repository', async (_, challenge, accepts) => {
  const { image, registries } = await open(challenge, accepts)
  expect(await registries.fetchImageDigest(image, 'Godel/API')).toBe(DIGEST)
})

it('no other repository has its policy look with that login', async () => {
  const { image, registries } = await open(() => 'Basic realm="registry"', BASIC)
  await expect(registries.fetchImageDigest(image, 'mallory/api')).rejects.toThrow(Refused)
})
