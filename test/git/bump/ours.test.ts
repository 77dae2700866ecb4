import { describe, expect, it } from 'vitest'
import { bumpText } from '../../../src/git/bump/bump-text.ts'
import type { BumpFile } from '../../../src/release/policy/branch-and-build.ts'

const versions = { from: '2.0.0', to: '2.0.1' }
const compose: BumpFile = { path: 'docker-compose.yml', optional: true, kind: 'image-tags' }

describe('the images of a Compose file', () => {
  it('are bumped behind an anchor too, once', () => {
    const text = 'x-image: &api godel/api:2.0.0\nservices:\n  a: {image: *api}\n  b: {image: *api}\n'
    expect(bumpText(text, compose, versions)).toMatchObject({ text: text.replace('2.0.0', '2.0.1') })
  })

  it('are left where they have no owner and the others have one, and that is said', () => {
    const text = 'services: {a: {image: "godel/api:2.0.0"}, r: {image: "redis-exporter:2.0.0"}}\n'
    expect(bumpText(text, compose, versions)).toMatchObject({
      text: text.replace('api:2.0.0', 'api:2.0.1'),
      notes: [
        "Line 1 keeps `redis-exporter:2.0.0`, which isn't an image of this release. If it is, name it in `images`.",
      ],
    })
  })

  it('are all ours where none has an owner, and exactly those that the policy names', () => {
    const plain = 'services: {a: {image: "api:2.0.0"}, b: {image: "worker:2.0.0"}}\n'
    expect(bumpText(plain, compose, versions)).toMatchObject({ text: plain.replaceAll('2.0.0', '2.0.1') })
    const mixed = 'a: {image: "ghcr.io/godel/api:2.0.0"}\nb: {image: "oliver/exporter:v2.0.0"}\n'
    const named: BumpFile = { ...compose, kind: 'image-tags', images: ['godel/*'] }
    expect(bumpText(mixed, named, versions)).toMatchObject({ text: mixed.replace('api:2.0.0', 'api:2.0.1') })
  })
})

it('a version file without a version of its own is passed over where it may be, and said', () => {
  const pattern = "VERSION = '([^']+)'"
  const file: BumpFile = { path: 'src/version.ts', optional: true, kind: 'pattern', pattern }
  const text = "import pkg from '../package.json'\nexport const version = pkg.version\n"
  expect(bumpText(text, file, versions)).toMatchObject({
    kind: 'unchanged',
    why: expect.stringContaining('It has no match of'),
  })
  expect(bumpText(text, { ...file, optional: false }, versions).kind).toBe('problem')
})
