import { describe, expect, it } from 'vitest'
import { explainOddTag } from '../../../src/messages/passed-over.ts'
import { applyRollbacks, findOddTags, findStableBefore, listLines } from '../../../src/release/lines.ts'
import { checkVersion } from '../../../src/release/versions/check-version.ts'
import { checkNextRelease, chooseLine, listNextVersions } from '../../../src/release/versions/versions.ts'
import { tag, tags, told, V } from '../tags.ts'

describe('lines', () => {
  it('are found from the tags, with the last stable tag as the base', () => {
    const found = listLines(
      tags('v2.0.10', 'v2.0.9', 'v1.9.3', 'v2.0.11-rc.1', 'v10.0.0', 'nightly', 'v2.0'),
      V,
    )
    expect(found.map(({ name, base, prereleases }) => [name, base.name, prereleases.length])).toEqual([
      ['1.9', 'v1.9.3', 0],
      ['2.0', 'v2.0.10', 1],
      ['10.0', 'v10.0.0', 0],
    ])
  })

  it('tell the stable version before another, whatever came since', () => {
    const all = tags('v2.0.0', 'v2.0.9', 'v2.0.10', 'v2.0.10-rc.1', 'v1.9.0')
    const before = (version: string) => findStableBefore(version, all, V)?.name ?? null
    expect(['2.0.10', '2.0.10-rc.1', '2.0.11', '2.0.0', '3.0.1'].map(before)).toEqual([
      ...['v2.0.9', 'v2.0.9', 'v2.0.10'],
      ...[null, null],
    ])
  })

  it('pass over what was rolled back, and number on from it', () => {
    const marked = applyRollbacks(tags('v2.0.0', 'v2.0.1', 'v2.0.2'), ['v2.0.1', 'v2.0.2'])
    expect(checkNextRelease(marked, V)).toMatchObject({
      ...{ version: 'v2.0.3', base: { name: 'v2.0.0' } },
      passedOver: [{ name: 'v2.0.1' }, { name: 'v2.0.2' }],
    })
    const all = applyRollbacks(tags('v2.0.0', 'v2.0.1'), ['v2.0.0', 'v2.0.1'])
    expect(checkNextRelease(all, V)).toMatchObject({ version: 'v2.0.2', base: { name: 'v2.0.1' } })
  })

  it('say what becomes of each tag with more or fewer numbers than a version', () => {
    const all = tags('v2', 'v2.0', 'v2.0.0', 'v2.0.0.1', 'v2.0.1', 'v2.0.2', 'v2.1', 'v2.0.3-rc.1')
    expect(findOddTags(all, V).map(explainOddTag)).toMatchInlineSnapshot(`
      [
        "The tag v2 isn't a release: it names a line and moves with its releases.",
        "The tag v2.0 isn't a release: it names a line and moves with its releases.",
        "The tag v2.0.0.1 counts as a release of line 2.0, although it has more numbers than the others.",
        "The tag v2.1 counts as the first release of line 2.1.",
      ]
    `)
  })

  it('do not exist before their first stable version', () => {
    expect(listLines(tags('v3.0.0-rc.1'), V)).toEqual([])
  })

  it.each([
    ['mypkg@{version}', ['mypkg@2.0.0', 'other@2.0.9', 'v3.0.0'], 'mypkg@2.0.1'],
    ['release-{version}', ['release-2.0.0'], 'release-2.0.1'],
    ['{version}', ['2.0.0', 'v3.0.0-beta'], '2.0.1'],
    ['app/v{version}/final', ['app/v2.0.0/final'], 'app/v2.0.1/final'],
  ])('are read by the pattern %s', (tagPattern, names, expected) => {
    const answer = checkVersion('v2.0.1', tags(...names), { tagPattern })
    expect(answer).toMatchObject({ kind: 'accepted', version: 'v2.0.1', tag: expected })
    expect(checkVersion(expected, tags(...names), { tagPattern })).toEqual(answer)
  })

  it('are named as people write them, and the highest is the default', () => {
    const all = tags('v1.9.3', 'v2.0.1')
    const named = ['1.9', 'v1.9', '1.9.x', 'v1.9.3', null].map((line) => chooseLine(all, { ...V, line }))
    expect(named.map((choice) => choice.kind === 'found' && choice.line.name)).toEqual([
      ...['1.9', '1.9', '1.9', '1.9'],
      '2.0',
    ])
  })
})

describe('the next version of a line', () => {
  it.each([
    [['v2.0.0'], ['2.0.1', '2.0.1-alpha.1', '2.0.1-beta.1', '2.0.1-rc.1']],
    [
      ['v2.0.0', 'v2.0.1-alpha.1'],
      ['2.0.1', '2.0.1-alpha.2', '2.0.1-beta.1', '2.0.1-rc.1'],
    ],
    [
      ['v2.0.0', 'v2.0.1-alpha.9', 'v2.0.1-alpha.10'],
      ['2.0.1', '2.0.1-alpha.11', '2.0.1-beta.1', '2.0.1-rc.1'],
    ],
    [
      ['v2.0.0', 'v2.0.1-beta.2'],
      ['2.0.1', '2.0.1-beta.3', '2.0.1-rc.1'],
    ],
    [
      ['v2.0.0', 'v2.0.1-alpha.1', 'v2.0.1-rc.1'],
      ['2.0.1', '2.0.1-rc.2'],
    ],
    [
      ['v2.0.1', 'v2.0.1-rc.4'],
      ['2.0.2', '2.0.2-alpha.1', '2.0.2-beta.1', '2.0.2-rc.1'],
    ],
    [
      ['v2.0.0', 'v2.0.1-nightly.5', 'v2.0.1-rc1'],
      ['2.0.1', '2.0.1-alpha.1', '2.0.1-beta.1', '2.0.1-rc.1'],
    ],
    [
      ['v2.0.0', 'v2.0.3'],
      ['2.0.4', '2.0.4-alpha.1', '2.0.4-beta.1', '2.0.4-rc.1'],
    ],
  ])('%j -> %j', (names, expected) => {
    expect(listLines(tags(...names), V).map(listNextVersions)).toEqual([expected])
  })

  it('is what is cut when nobody names one, and a channel that has passed is refused', () => {
    const names = ['v2.0.0', 'v2.0.1-rc.1']
    expect(told(checkNextRelease(tags(...names), V))).toBe('v2.0.1 on line 2.0 from v2.0.0')
    expect(told(checkNextRelease(tags(...names), { ...V, channel: 'rc' }))).toBe(
      'v2.0.1-rc.2 on line 2.0 from v2.0.0',
    )
    expect(told(checkNextRelease(tags(...names), { ...V, channel: 'beta' }))).toMatchInlineSnapshot(
      `"rule: v2.0.0 already has prereleases of a later channel than beta for its next patch. Cut \`v2.0.1\` or \`v2.0.1-rc.2\`."`,
    )
  })
})

describe('a version that is tagged twice', () => {
  it.each(['2.0.0', 'V2.0.0', 'release-2.0.0', 'rel/v2.0.0', 'v2.0.0+build.7'])('v2.0.0 and %s', (other) => {
    const answer = checkVersion('v2.0.1', [tag('v2.0.0', 'a'.repeat(40)), tag(other, 'b'.repeat(40))], V)
    expect(answer).toMatchObject({ kind: 'refused', refusal: { kind: 'repository' } })
    expect(told(answer)).toContain('`v2.0.0`')
    expect(told(answer)).toContain(`\`${other}\``)
  })

  it('are refused in words that name both, and no tag has to go', () => {
    const both = [tag('v2.0.0', 'a'.repeat(40)), tag('2.0.0', 'b'.repeat(40))]
    expect(told(checkVersion('v2.0.1', both, V))).toMatchInlineSnapshot(
      `"repository: 2.0.0 of line 2.0 is tagged twice: \`v2.0.0\` is commit aaaaaaaaaa, and \`2.0.0\` is commit bbbbbbbbbb. You decide which of them was released. Set \`tagPattern: 'v{version}'\` or \`tagPattern: '{version}'\` in .github/release-captain.yml: tags of any other spelling are ignored then. You can plan other lines as they are."`,
    )
  })

  it('are one line where only the other spelling goes on', () => {
    expect(told(checkNextRelease(tags('v2.0.0', '2.0.1'), V))).toBe('v2.0.2 on line 2.0 from 2.0.1')
  })

  it.each([
    ['the same commit has both names', [tag('v2.0.0', 'a'), tag('2.0.0', 'a')]],
    ['the other spelling was given up before the base', tags('2.0.0', 'v2.0.1')],
    ['they are on another line', [tag('v2.0.0', 'a'), tag('1.9.0', 'b')]],
    [
      'they belong to another package',
      [tag('v2.0.0', 'a'), tag('other@2.0.0', 'b'), tag('docs-v2.0.9', 'c')],
    ],
  ])('are no matter when %s', (_, all) => {
    expect(checkNextRelease(all, V).kind).toBe('accepted')
  })

  it('are told from the packages of one repository', () => {
    const all = [tag('mypkg@2.0.0', 'a'), tag('v2.0.0', 'b'), tag('other@2.0.0', 'c')]
    expect(checkNextRelease(all, { tagPattern: 'mypkg@{version}' }).kind).toBe('accepted')
    const two = [...all, tag('mypkg-v2.0.0', 'd')]
    expect(checkNextRelease(two, { tagPattern: 'mypkg@{version}' }).kind).toBe('refused')
  })
})
