import { expect, it } from 'vitest'
import { NPM, openRegistries } from '../../../src/adapters/registries/open.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { pushImage, REGISTRY_LOGIN, startDockerRegistry } from '../../servers/docker-registry.ts'
import { hasProgram } from '../../servers/programs.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'

async function open({ isOpen }: { readonly isOpen: boolean }) {
  const server = await startDockerRegistry({ isOpen })
  closeAfterTest(() => server.stop())
  const { host } = new URL(server.url)
  const logins = [{ host, repositories: ['godel/api'], ...REGISTRY_LOGIN }]
  const registries = openRegistries({ npm: NPM, loopback: true, userAgent: 'test', logins })
  return { url: server.url, image: `${host}/godel/api`, registries }
}

it.skipIf(!hasProgram('docker-registry')).each([
  ['that is for everybody', true],
  ['that wants the login of the repository', false],
])('an image in a real docker-registry %s is found by its digest, and no other is', async (_, isOpen) => {
  const { url, image, registries } = await open({ isOpen })
  const digest = await pushImage(url, 'godel/api', 'v2.0.0')
  expect(await registries.fetchImageDigest(`${image}:v2.0.0`, 'godel/api')).toBe(digest)
  expect(await registries.fetchImageDigest(`${image}:v2.0.1`, 'godel/api')).toBeNull()

  const again = await pushImage(url, 'godel/api', 'v2.0.1')
  expect(again).not.toBe(digest)
  expect(await registries.fetchImageDigest(`${image}:v2.0.1`, 'godel/api')).toBe(again)
})

it.skipIf(!hasProgram('docker-registry'))(
  'a real docker-registry shows its images to no repository without the login',
  async () => {
    const { url, image, registries } = await open({ isOpen: false })
    await pushImage(url, 'godel/api', 'v2.0.0')
    await expect(registries.fetchImageDigest(`${image}:v2.0.0`, 'mallory/api')).rejects.toThrow(Refused)
  },
)
