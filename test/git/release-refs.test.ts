import { expect, it } from 'vitest'
import { parseReleaseRef } from '../../src/git/release-refs.ts'

const names = { branch: 'release/v{version}', tag: 'v{version}' }

it.each([
  ['refs/heads/release/v2.0.1', 'branch'],
  ['refs/heads/release/v2.0.1-rc.1', 'branch'],
  ['refs/tags/v2.0.1', 'tag'],
  ['refs/heads/release/v2.0.1-pick-12', 'conflict-branch'],
  ['refs/heads/release/v2.0.1-rc.1-pick-12', 'conflict-branch'],
  ['refs/heads/release/v2.0.1-pick-0123456789', 'conflict-branch'],
  ['refs/heads/release/v2.0.1-to-main', 'back-branch'],
  ['refs/heads/release/v2.0.1-pin-rollback', 'pin-branch'],
  ['refs/heads/release/v2.0.1-pin-rollout', 'pin-branch'],
  ['refs/heads/main', null],
  ['refs/heads/main-pick-12', null],
  ['refs/heads/x-to-main', null],
  ['refs/heads/release/v2.0.1/x', null],
  ['refs/heads/release/v2.0.1-pick-12;rm', null],
  ['refs/tags/release/v2.0.1-pick-12', null],
  ['release/v2.0.1', null],
])('%s is %s', (ref, kind) => {
  expect(parseReleaseRef(ref, names)).toBe(kind)
})

it('the branch of a conflict is told from others whatever stands behind the version', () => {
  const named = { branch: 'v{version}/release', tag: 'v{version}' }
  expect(parseReleaseRef('refs/heads/v2.0.1/release-pick-12', named)).toBe('conflict-branch')
  expect(parseReleaseRef('refs/heads/v2.0.1/release-other', named)).toBeNull()
})
