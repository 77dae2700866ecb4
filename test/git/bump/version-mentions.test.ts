import { describe, expect, it } from 'vitest'
import { bumpText } from '../../../src/git/bump/bump-text.ts'
import { findWholeVersion } from '../../../src/git/bump/version-mentions.ts'

describe('a version that a file says', () => {
  it.each([
    '2.0.0',
    'v2.0.0',
    'api-2.0.0.tgz',
    'godel@2.0.0',
    'the last is 2.0.0.',
    '"2.0.0"',
    'image:2.0.0-alpine',
  ])('is found in %s', (text) => expect(findWholeVersion(text, '2.0.0')).toBeGreaterThanOrEqual(0))

  it.each(['12.0.0', '1.2.0.0', '2.0.01', '2.0.0.1', '2.0.0-rc.1', '2.0.0rc1', '2.0.0.dev3', 'x2.0.0'])(
    'is not found in %s, which is another',
    (text) => expect(findWholeVersion(text, '2.0.0')).toBe(-1),
  )
})

describe('a pattern of the version bump', () => {
  const versions = { from: '2.0.9', to: '2.0.10' }

  it('raises every place on the version of the release, and no other', () => {
    const file = {
      kind: 'pattern',
      path: 'pom.xml',
      pattern: '<version>([^<]+)<',
      every: true,
      optional: false,
    } as const
    const text = '<version>2.0.9</version>\n<version>1.4.0</version>\n<version>2.0.9</version>\n'
    expect(bumpText(text, file, versions)).toMatchObject({
      text: '<version>2.0.10</version>\n<version>1.4.0</version>\n<version>2.0.10</version>\n',
    })
  })

  it('raises the one number that a line has', () => {
    const file = {
      kind: 'pattern',
      path: 'version.rb',
      pattern: 'TINY\\s*=\\s*(\\d+)',
      part: 'patch',
      optional: false,
    } as const
    expect(bumpText('MINOR = 0\nTINY  = 9\n', file, versions)).toMatchObject({
      text: 'MINOR = 0\nTINY  = 10\n',
    })
  })

  it('stops where the number is not that of the last release', () => {
    const file = {
      kind: 'pattern',
      path: 'version.rb',
      pattern: 'TINY\\s*=\\s*(\\d+)',
      part: 'patch',
      optional: false,
    } as const
    expect(bumpText('TINY = 3\n', file, versions)).toMatchObject({ kind: 'problem' })
  })
})
