import { expect, it } from 'vitest'
import { policySchema } from '../../../../src/release/policy.ts'
import { renderChecksums } from '../../../../src/runtime/effects/publication/checksums.ts'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]

/** The artifacts of a policy that names one in each place. */
const { artifacts: named } = policySchema.parse({
  build: {
    artifacts: [
      { id: 'cli', text: 'CLI' },
      { id: 'bin', text: 'Binary', from: { kind: 'release-asset', name: 'api-{version}.tgz' } },
      { id: 'npm', text: 'npm', from: { kind: 'npm', package: '@godel/api' } },
      { id: 'image', text: 'Image', from: { kind: 'image', reference: 'ghcr.io/godel/api:{version}' } },
      { id: 'page', text: 'Page', from: { kind: 'url', url: 'https://dl.example/{version}/api.zip?x=1' } },
    ],
  },
}).build

it('tells exactly the files of the release as sha256sum reads them, and all else as a comment', () => {
  const digests = [`sha256:${A}`, `sha256:${B}`, 'sha512-abc=', `sha256:${A}`, 'not told']
  const artifacts = named.map(({ id }, at) => ({ artifact: id, digest: digests[at] ?? '' }))

  expect(renderChecksums(named, { version: 'v2.0.1', artifacts, isCopied: false })).toBe(
    [
      `# cli: sha256:${A}`,
      `${B}  api-2.0.1.tgz`,
      '# @godel/api on npm: sha512-abc=',
      `# ghcr.io/godel/api:2.0.1: sha256:${A}`,
      '# https://dl.example/2.0.1/api.zip?x=1: not told',
      '',
    ].join('\n'),
  )
})

it('tells what a private run left behind as a file, as that is copied to the release', () => {
  const artifacts = [{ artifact: 'cli', digest: `sha256:${A}` }]
  expect(renderChecksums(named, { version: 'v2.0.1', artifacts, isCopied: true })).toBe(`${A}  cli.zip\n`)
})

it('is no file where nothing was to be built', () => {
  expect(renderChecksums(named, { version: 'v2.0.1', artifacts: [], isCopied: false })).toBeNull()
})
