import fc from 'fast-check'
import { compare } from 'semver'
import { describe, expect, it } from 'vitest'
import { parseChannel } from '../../src/release/lines.ts'
import { compareVersionNumbers, parseVersion } from '../../src/release/version-number.ts'

describe('a version', () => {
  it.each([
    ['2.0.1', ['2', '0', '1'], []],
    ['8.1.3.1', ['8', '1', '3', '1'], []],
    ['24.04.1', ['24', '04', '1'], []],
    ['2.18.0rc1', ['2', '18', '0'], ['rc', 1]],
    ['8.1.0.beta1', ['8', '1', '0'], ['beta', 1]],
    ['9.2.0.dev0', ['9', '2', '0'], ['dev', 0]],
    ['2.0.0b2', ['2', '0', '0'], ['beta', 2]],
    ['2.0.1-rc.1', ['2', '0', '1'], ['rc', 1]],
    ['9.7p1', ['9', '7', '1'], []],
    ['16', ['16'], []],
  ])('%s is read', (text, parts, prerelease) => {
    expect(parseVersion(text)).toEqual({ text, parts, prerelease })
  })

  it.each([
    '',
    'v2.0.1',
    '2.0.',
    '02.0.1',
    '2.0.02',
    '2.0.1+5',
    '2.0.1-',
    '2.0.1-rc.01',
    'stable',
    '1.1.0_RC1',
  ])('%j is none', (text) => {
    expect(parseVersion(text)).toBeNull()
  })

  it('is newer with a fourth part, and older as a development build than as anything else', () => {
    const right = [
      '2.0.0.dev1',
      '2.0.0a1',
      '2.0.0b1',
      '2.0.0rc1',
      '2.0.0rc2',
      '2.0.0rc10',
      '2.0.0',
      '2.0.0.1',
      '2.0.1',
    ]
    expect(right.toReversed().sort(compareVersionNumbers)).toEqual(right)
  })

  it('is ordered as semver orders it, wherever semver knows it', () => {
    const number = fc.nat({ max: 30 })
    const channel = fc.constantFrom('', '-alpha.1', '-alpha.12', '-beta.2', '-rc.1', '-rc.10', '-rc', '-1')
    const version = fc.tuple(number, number, number, channel).map(([a, b, c, d]) => `${a}.${b}.${c}${d}`)
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(Math.sign(compareVersionNumbers(one, other))).toBe(compare(one, other))
      }),
    )
  })

  it('is of a channel of the process only where it is written as the process writes it', () => {
    const of = ['2.0.1', '2.0.1-rc.2', '2.0.1rc2', '2.0.1.beta1', '2.0.1-rc.0', '8.1.3.1']
    expect(of.map((version) => parseChannel(version)?.channel ?? 'stable')).toEqual([
      ...['stable', 'rc', 'other', 'other', 'other', 'stable'],
    ])
  })
})
