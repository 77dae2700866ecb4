import fc from 'fast-check'
import { compare } from 'semver'
import { describe, expect, it } from 'vitest'
import { listLines } from '../../../src/release/lines.ts'
import { PRERELEASE_CHANNELS } from '../../../src/release/process/schedule.ts'
import { checkVersion } from '../../../src/release/versions/check-version.ts'
import { chooseLine, getNextVersion, listNextVersions } from '../../../src/release/versions/versions.ts'
import { tags, told, V } from '../tags.ts'

function check(requested: string, names: readonly string[], options: { line?: string } = {}): string {
  return told(checkVersion(requested, tags(...names), { ...V, ...options }))
}

describe('a version that may be cut', () => {
  it.each([
    ['v2.0.1', ['v2.0.0'], 'v2.0.0'],
    ['v2.0.2', ['v2.0.0', 'v2.0.1', 'v2.1.0'], 'v2.0.1'],
    ['v1.9.4', ['v1.9.3', 'v2.0.0'], 'v1.9.3'],
    ['v2.0.1', ['v2.0.0', 'v2.0.1-rc.1'], 'v2.0.0'],
    ['v2.0.1-rc.2', ['v2.0.0', 'v2.0.1-rc.1'], 'v2.0.0'],
    ['v2.0.2-alpha.1', ['v2.0.0', 'v2.0.1', 'v2.0.1-rc.1'], 'v2.0.1'],
  ])('%s after %j is made from the last stable tag %s', (requested, names, base) => {
    expect(checkVersion(requested, tags(...names), V)).toMatchObject({
      kind: 'accepted',
      base: { name: base },
    })
  })
})

describe('a version that may not be cut is refused with what would be right', () => {
  const line = ['v1.9.3', 'v2.0.0', 'v2.0.1']

  it('one that exists', () => {
    expect(check('v2.0.1', line)).toMatchInlineSnapshot(
      `"rule: \`v2.0.1\` already exists at commit c0ffee201. A version is never cut twice. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('one that skips a patch', () => {
    expect(check('v2.0.3', line)).toMatchInlineSnapshot(
      `"rule: v2.0.3 skips v2.0.2: the last stable version of line 2.0 is \`v2.0.1\`. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('one that lies behind', () => {
    expect(check('v2.0.1', ['v2.0.0', 'v2.0.3'])).toMatchInlineSnapshot(
      `"rule: v2.0.1 is behind \`v2.0.3\`, the last stable version of line 2.0. Cut \`v2.0.4\`, \`v2.0.4-alpha.1\`, \`v2.0.4-beta.1\`, or \`v2.0.4-rc.1\`."`,
    )
  })
  it('a minor release', () => {
    expect(check('v2.1.0', line)).toMatchInlineSnapshot(
      `"rule: v2.1.0 opens line 2.1: that is a minor release, and only patches are cut here. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a major release', () => {
    expect(check('v3.0.0-rc.1', line)).toMatchInlineSnapshot(
      `"rule: v3.0.0-rc.1 opens line 3.0: that is a major release, and only patches are cut here. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a patch of a line that does not exist', () => {
    expect(check('v1.8.1', line)).toMatchInlineSnapshot(
      `"rule: There is no line 1.8: v1.8.0 isn't tagged. Cut \`v1.9.4\`, \`v1.9.4-alpha.1\`, \`v1.9.4-beta.1\`, or \`v1.9.4-rc.1\`."`,
    )
  })
  it('one without its v', () => {
    expect(check('2.0.2', line)).toMatchInlineSnapshot(
      `"usage: \`2.0.2\` isn't how a version is written here. Write \`v2.0.2\`."`,
    )
  })
  it('one with a capital V', () => {
    expect(check('V2.0.2', line)).toMatchInlineSnapshot(
      `"usage: \`V2.0.2\` isn't how a version is written here. Write \`v2.0.2\`."`,
    )
  })
  it('one with a leading zero', () => {
    expect(check('v2.0.02', line)).toMatchInlineSnapshot(
      `"usage: \`v2.0.02\` has a leading zero in a number. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('one with a leading zero in its prerelease', () => {
    expect(check('v2.0.2-rc.01', line)).toMatchInlineSnapshot(
      `"usage: \`v2.0.2-rc.01\` has a leading zero in a number. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('one with build metadata', () => {
    expect(check('v2.0.2+5', line)).toMatchInlineSnapshot(
      `"usage: \`v2.0.2+5\` has build metadata, which a release never has. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a line instead of a version', () => {
    expect(check('v2.0', line)).toMatchInlineSnapshot(
      `"usage: \`v2.0\` is a line, not a version. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('something else', () => {
    expect(check('latest; rm -rf /', line)).toMatchInlineSnapshot(
      `"usage: \`latest; rm -rf /\` isn't a version such as v2.0.1 or v2.0.1-rc.1. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a prerelease of a version that is released', () => {
    expect(check('v2.0.1-rc.1', line)).toMatchInlineSnapshot(
      `"rule: v2.0.1-rc.1 would be a prerelease of v2.0.1, which is already released. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a prerelease of a version that is not next', () => {
    expect(check('v2.0.5-rc.1', line)).toMatchInlineSnapshot(
      `"rule: v2.0.5-rc.1 skips v2.0.2: the last stable version of line 2.0 is \`v2.0.1\`. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a prerelease that skips a number', () => {
    expect(check('v2.0.2-rc.3', [...line, 'v2.0.2-rc.1'])).toMatchInlineSnapshot(
      `"rule: v2.0.2-rc.3 isn't the next rc: that is v2.0.2-rc.2. Cut \`v2.0.2\` or \`v2.0.2-rc.2\`."`,
    )
  })
  it('a beta after the first rc', () => {
    expect(check('v2.0.2-beta.1', [...line, 'v2.0.2-rc.1'])).toMatchInlineSnapshot(
      `"rule: v2.0.2-beta.1 is too late: 2.0 has reached \`v2.0.2-rc.1\` for its next patch. Cut \`v2.0.2\` or \`v2.0.2-rc.2\`."`,
    )
  })
  it('a prerelease of an unknown channel', () => {
    expect(check('v2.0.2-preview.1', line)).toMatchInlineSnapshot(
      `"rule: v2.0.2-preview.1 isn't a prerelease of the process. Those are -alpha.N, -beta.N, -rc.N. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a prerelease without its number', () => {
    expect(check('v2.0.2-rc', line)).toMatchInlineSnapshot(
      `"rule: v2.0.2-rc isn't a prerelease of the process. Those are -alpha.N, -beta.N, -rc.N. Cut \`v2.0.2\`, \`v2.0.2-alpha.1\`, \`v2.0.2-beta.1\`, or \`v2.0.2-rc.1\`."`,
    )
  })
  it('a version of another line than the one asked for', () => {
    expect(check('v2.0.2', line, { line: '1.9' })).toMatchInlineSnapshot(
      `"usage: v2.0.2 belongs to line 2.0, and you asked for line 1.9. Ask for line 2.0, or for a version of line 1.9."`,
    )
  })
  it('any, in a repository without tags', () => {
    expect(check('v2.0.1', [])).toMatchInlineSnapshot(
      `"repository: The repository has no tags, so there is no stable version to patch. Fetch the tags (\`git fetch --tags\`), or tag the first stable version, \`git tag -s v1.0.0\`."`,
    )
  })
  it('any, when no tag fits the pattern', () => {
    expect(check('v2.0.1', ['other-2.0.0', 'nightly'])).toMatchInlineSnapshot(
      `"repository: None of 2 tags is a stable version by the pattern \`v{version}\`. Set \`tagPattern: 'other-{version}'\` in .github/release-captain.yml."`,
    )
  })
  it('any, when no tag is a version at all', () => {
    expect(check('v2.0.1', ['nightly'])).toMatchInlineSnapshot(
      `"repository: The only tag, \`nightly\`, isn't a stable version by the pattern \`v{version}\`. Tag the first stable version, or fetch the tags (\`git fetch --tags\`)."`,
    )
  })
  it('a line that does not exist', () => {
    const choice = chooseLine(tags(...line), { ...V, line: '1.8' })
    expect(choice).toEqual({
      kind: 'refused',
      refusal: { kind: 'rule', code: 'unknown-line', line: '1.8', known: ['1.9', '2.0'] },
    })
  })
})

const number = fc.nat({ max: 3 })
const prerelease = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.constantFrom(...PRERELEASE_CHANNELS), fc.integer({ min: 1, max: 12 }))
    .map(([c, n]) => `-${c}.${n}`),
)
const version = fc
  .tuple(number, number, fc.nat({ max: 5 }), prerelease)
  .map(([a, b, c, d]) => `${a}.${b}.${c}${d}`)
const repository = fc
  .uniqueArray(version, { maxLength: 30 })
  .map((all) => tags(...all.map((one) => `v${one}`)))

describe('for any set of tags', () => {
  it('the next patch of every line is accepted and greater than all stable versions of it', () => {
    fc.assert(
      fc.property(repository, (all) => {
        for (const line of listLines(all, V)) {
          const next = getNextVersion(line) ?? ''
          expect(line.stable.every((own) => compare(next, own.version) > 0)).toBe(true)
          expect(checkVersion(`v${next}`, all, V).kind).toBe('accepted')
        }
      }),
    )
  })

  it('a version is accepted if and only if it is one of the next of its line, and its tag does not exist', () => {
    fc.assert(
      fc.property(repository, version, (all, requested) => {
        const right = listLines(all, V).flatMap(listNextVersions)
        const accepted = checkVersion(`v${requested}`, all, V).kind === 'accepted'
        expect(accepted).toBe(right.includes(requested))
        if (accepted) expect(all.some(({ name }) => name === `v${requested}`)).toBe(false)
      }),
    )
  })

  it('a next prerelease comes before its patch and after every prerelease of it so far', () => {
    fc.assert(
      fc.property(repository, fc.constantFrom(...PRERELEASE_CHANNELS), (all, channel) => {
        for (const line of listLines(all, V)) {
          const patch = getNextVersion(line) ?? ''
          const next = getNextVersion(line, channel)
          if (next === null) continue
          const before = line.prereleases.filter((own) => own.version.startsWith(`${patch}-`))
          expect(compare(next, patch)).toBe(-1)
          expect(before.every((own) => compare(next, own.version) > 0)).toBe(true)
        }
      }),
    )
  })

  it('the order of the tags does not matter', () => {
    const shuffled = repository.chain((all) =>
      fc.shuffledSubarray(all, { minLength: all.length }).map((other) => [all, other]),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(listLines(other ?? [], V)).toEqual(listLines(all ?? [], V))
      }),
    )
  })

  it('any text is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (requested, names) => {
        expect(checkVersion(requested, tags(...names), V).kind).toMatch(/accepted|refused/)
      }),
    )
  })
})
