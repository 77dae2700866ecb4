import { describe, expect, it } from 'vitest'
import { listLines } from '../../src/release/lines.ts'
import { findSuspectedMarks, readReleaseTags } from '../../src/release/release-tags.ts'
import { checkVersion } from '../../src/release/versions/check-version.ts'
import { checkNextRelease, listNextVersions } from '../../src/release/versions/versions.ts'
import { tag, tags, told } from './tags.ts'

function read(names: readonly string[], product = 'godel', stated: string | null = null) {
  const { tagPattern, releases, passedOver } = readReleaseTags(tags(...names), { stated, product })
  const last = listLines(releases, { tagPattern }).at(-1)
  return {
    tagPattern,
    last: last?.base.name,
    passedOver: passedOver.map(({ tag, reason }) => [tag, reason.kind]),
  }
}

describe('the pattern of tags is found in the tags themselves', () => {
  it.each([
    ['tags with a v', ['v1.0.0', 'v1.0.1'], 'v{version}', 'v1.0.1'],
    ['tags without a v, but for one', ['9.0.0', '9.0.1', '9.1.0', 'v7.4.3'], '{version}', '9.1.0'],
    ['tags under the name of the product', ['godel-2.4.0', 'godel-2.4.1'], 'godel-{version}', 'godel-2.4.1'],
    ['a fourth part', ['v8.1.3', 'v8.1.3.1', 'v8.1.2'], 'v{version}', 'v8.1.3.1'],
    ['CalVer', ['2024.07.0', '2024.08.0', '2024.08.1'], '{version}', '2024.08.1'],
    ['underscores', ['curl-8_6_0', 'curl-8_7_0', 'curl-8_7_1'], 'curl-{version_}', 'curl-8_7_1'],
    ['two numbers', ['REL_15_6', 'REL_16_2', 'REL_16_3'], 'REL_{version_}', 'REL_16_3'],
    ['a word behind', ['6.4.0.Final', '6.4.1.Final', '6.5.0.CR1'], '{version}.Final', '6.4.1.Final'],
    ['nothing yet', [], 'v{version}', undefined],
  ])('%s', (_, names, pattern, last) => {
    expect(read(names)).toMatchObject({ tagPattern: pattern, last })
  })

  it('a library’s version beside the product’s on each commit is no release, and a candidate that became stable is one', () => {
    const found = readReleaseTags(
      [
        ...[
          tag('v0.313.0', 'first'),
          tag('v3.13.0', 'first'),
          tag('v0.313.1', 'same'),
          tag('v3.13.1', 'same'),
        ],
        ...[tag('v3.14.0-rc.1', 'rc'), tag('v3.14.0', 'rc')],
      ],
      { stated: null, product: 'godel' },
    )
    expect(found.releases.map(({ name }) => name)).toEqual(['v3.13.0', 'v3.13.1', 'v3.14.0-rc.1', 'v3.14.0'])
    expect(found.passedOver).toEqual([
      { tag: 'v0.313.0', reason: { kind: 'second-name', of: 'v3.13.0' } },
      { tag: 'v0.313.1', reason: { kind: 'second-name', of: 'v3.13.1' } },
    ])
  })

  it('the commit on which 0.9 became 1.0, or a line began with the last release of the one before, is both', () => {
    const found = readReleaseTags(
      [tag('v0.9.4', 'stable'), tag('v1.0.0', 'stable'), tag('v1.9.0', 'new'), tag('v2.0.0', 'new')],
      { stated: null, product: 'godel' },
    )
    expect(found.passedOver).toEqual([])
  })

  it('modules and packages of the repository are no releases of the product, and are named', () => {
    expect(read(['v3.7.1', 'api/v3.7.1', 'client/pkg/v3.9.0', 'create-godel@9.1.2', 'stable'])).toEqual({
      tagPattern: 'v{version}',
      last: 'v3.7.1',
      passedOver: [
        ['api/v3.7.1', 'other-family'],
        ['client/pkg/v3.9.0', 'other-family'],
        ['create-godel@9.1.2', 'other-family'],
        ['stable', 'no-version'],
      ],
    })
  })

  it('a project that went on under another name is followed there', () => {
    const old = ['v28.4.0', 'v28.5.2'].map((name) => ({ ...tag(name), taggedAt: 1_760_000_000 }))
    const now = ['docker-v29.0.0', 'docker-v29.1.4'].map((name) => ({
      ...tag(name),
      taggedAt: 1_770_000_000,
    }))
    const found = readReleaseTags([...old, ...now], { stated: null, product: 'moby' })
    expect(told(checkNextRelease(found.releases, found))).toBe('v29.1.5 on line 29.1 from docker-v29.1.4')
  })

  it('the policy is right where it says something', () => {
    const found = read(['v2.0.0', '2.0.0', '2.0.1'], 'godel', 'v{version}')
    expect(found).toMatchObject({
      last: 'v2.0.0',
      passedOver: [
        ['2.0.0', 'other-spelling'],
        ['2.0.1', 'other-spelling'],
      ],
    })
  })
})

describe('what is cut next', () => {
  const cut = (names: readonly string[]) => {
    const found = readReleaseTags(tags(...names), { stated: null, product: 'godel' })
    const next = checkNextRelease(found.releases, found)
    return next.kind === 'accepted' ? next.tag : told(next)
  }

  it.each([
    [['v8.1.3', 'v8.1.3.1'], 'v8.1.4'],
    [['4.1', '4.2'], '4.3'],
    [['4.1', '4.1.1', '4.2'], '4.2.1'],
    [['2024.08.0', '2024.08.09'], '2024.08.10'],
    [['v4', 'v4.2', 'v4.2.0', 'v4.2.1'], 'v4.2.2'],
    [['curl-8_7_1'], 'curl-8_7_2'],
    [['7.4.2', '7.3.0', '7.2.0', 'v6.2.5'], '7.4.3'],
  ])('after %j: %s', (names, expected) => {
    expect(cut(names)).toBe(expected)
  })

  it('a line that was spelled otherwise goes on as it was', () => {
    const all = tags('9.0.0', '9.0.1', '9.1.0', 'v7.4.3')
    const found = checkNextRelease(all, { tagPattern: '{version}', line: '7.4' })
    expect(found).toMatchObject({ version: 'v7.4.4', tag: 'v7.4.4', base: { name: 'v7.4.3' } })
  })

  it('a version tagged twice stops no plan for another line', () => {
    const all = [tag('v2.0.0', 'a'.repeat(40)), tag('2.0.0', 'b'.repeat(40)), tag('v2.1.0', 'c'.repeat(40))]
    expect(checkNextRelease(all, { tagPattern: 'v{version}' }).kind).toBe('accepted')
    expect(checkNextRelease(all, { tagPattern: 'v{version}', line: '2.0' }).kind).toBe('refused')
  })

  it('a fourth part goes on where there is one, and nowhere else', () => {
    const [line] = listLines(tags('v8.1.3', 'v8.1.3.1'), { tagPattern: 'v{version}' })
    expect(line && listNextVersions(line).slice(0, 2)).toEqual(['8.1.4', '8.1.3.2'])
    const check = (version: string, ...names: string[]) =>
      told(checkVersion(version, tags(...names), { tagPattern: 'v{version}' }))
    expect(check('v8.1.3.2', 'v8.1.3', 'v8.1.3.1')).toBe('v8.1.3.2 on line 8.1 from v8.1.3.1')
    expect(check('v8.1.3.4', 'v8.1.3', 'v8.1.3.1')).toContain("doesn't follow `v8.1.3.1`: that is v8.1.3.2")
    expect(check('v8.1.3.1', 'v8.1.3')).toContain('one part more than the versions of line 8.1')
  })
})

describe('development marks', () => {
  it('are suspected by a number that no patch would have', () => {
    const all = tags('zfs-2.4.0-rc1', 'zfs-2.4.0', 'zfs-2.4.3', 'zfs-2.4.99', 'zfs-2.5.99', 'zfs-2.3.12')
    const found = findSuspectedMarks(all, 'zfs-{version}')
    expect(found.map(({ mark, others }) => [mark.name, others.at(-1)?.name])).toEqual([
      ['zfs-2.4.99', 'zfs-2.4.3'],
      ['zfs-2.5.99', undefined],
    ])
  })
})
