// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Compose writes its variables that way.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bumpText } from '../../../src/git/bump/bump-text.ts'
import type { BumpFile } from '../../../src/release/policy/branch-and-build.ts'

const versions = { from: '2.0.0', to: '2.0.1' }
const json: BumpFile = { path: 'package.json', optional: false, kind: 'json', pointers: ['/version'] }
const lock: BumpFile = {
  path: 'package-lock.json',
  optional: true,
  kind: 'json',
  pointers: ['/version', '/packages//version'],
}
const chart: BumpFile = {
  path: 'helm/Chart.yaml',
  optional: false,
  kind: 'yaml',
  keys: ['version', 'appVersion'],
}
const compose: BumpFile = { path: 'docker-compose.yml', optional: true, kind: 'image-tags' }

function pattern(source: string): BumpFile {
  return { path: 'src/version.ts', optional: false, kind: 'pattern', pattern: source }
}

function bumped(text: string, file: BumpFile): string {
  const outcome = bumpText(text, file, versions)
  return outcome.kind === 'bumped' ? outcome.text : JSON.stringify(outcome, null, 1)
}

function said(text: string, file: BumpFile): string {
  const outcome = bumpText(text, file, versions)
  switch (outcome.kind) {
    case 'bumped':
      return ['bumped', ...outcome.notes].join('\n')
    case 'unchanged':
      return `unchanged: ${outcome.why}`
    case 'problem':
      return `${outcome.what}\nNext: ${outcome.next}`
  }
}

describe('a version that a branch is on its way to', () => {
  it.each([
    ['version=2.0.1-SNAPSHOT\n', 'version=2.0.1\n'],
    ['version = "2.0.1.dev0"\n', 'version = "2.0.1"\n'],
    ['VERSION: v2.0.1-dev', 'VERSION: v2.0.1'],
  ])('loses its mark: %j', (before, after) => {
    expect(bumped(before, pattern('(?i)version[=: ]+"?(v?[0-9.]+[0-9])'))).toBe(after)
  })

  it('is no other version, and no prerelease', () => {
    expect(said('version=2.1.0-SNAPSHOT\n', pattern('version=([0-9.]+)'))).toContain('says `2.1.0-SNAPSHOT`')
    expect(bumped('{"version": "2.0.1-rc.1"}', json)).toContain('says `2.0.1-rc.1`')
    expect(bumped('{"version": "2.0.1-SNAPSHOT"}', json)).toBe('{"version": "2.0.1"}')
  })
})

describe('JSON', () => {
  it('changes the bytes of the version and no others', () => {
    const odd =
      '\uFEFF{\r\n\t"name" : "a\\"version\\"",\r\n\t"n":{"version":"2.0.0"}, "l": [ "}", {"version": 1} ],\r\n\t"version":\t"2.0.0" }'
    expect(bumped(odd, json)).toBe(odd.replace('\t"2.0.0" }', '\t"2.0.1" }'))
  })

  it('bumps the lock file in both of its places, and leaves packages with the same version', () => {
    const text = JSON.stringify({
      version: '2.0.0',
      packages: { '': { version: '2.0.0' }, 'node_modules/x': { version: '2.0.0' } },
    })
    expect(JSON.parse(bumped(text, lock))).toEqual({
      version: '2.0.1',
      packages: { '': { version: '2.0.1' }, 'node_modules/x': { version: '2.0.0' } },
    })
  })

  it('bumps an old lock file in the one place that it has, and says so', () => {
    expect(said('{"version":"2.0.0"}', lock)).toMatchInlineSnapshot(`
      "bumped
      It has no \`/packages//version\`."
    `)
  })

  it('finds keys with slashes, tildes and indexes by their pointers', () => {
    const file: BumpFile = { ...json, kind: 'json', pointers: ['/a~1b/1/c~0d'] }
    expect(bumped('{"a/b":[0,{"c~d":"v2.0.0"}]}', file)).toBe('{"a/b":[0,{"c~d":"v2.0.1"}]}')
  })

  it('leaves a file that has the new version already', () => {
    expect(said('{"version":"2.0.1"}', json)).toBe('unchanged: It says 2.0.1 already.')
  })

  it('refuses another version, and names file, line and value', () => {
    expect(said('{\n  "version": "1.9.0"\n}', json)).toMatchInlineSnapshot(`
      "\`package.json\` line 2 says \`1.9.0\` (\`/version\`) where \`2.0.0\`, the version before this release, was expected.
      Next: If the value follows the release, correct it in the repository. If it doesn't, remove it from \`versionBump.files\` in \`.github/release-captain.yml\`."
    `)
  })

  it.each([['2.0.0-post'], ['2.0'], ['=2.0.0'], ['2.0.0 '], [''], ['vv2.0.0']])(
    'refuses %j, which only looks like the version',
    (value) => {
      expect(said(JSON.stringify({ version: value }), json)).toContain('was expected')
    },
  )

  it('refuses what is not JSON, a version that is no text, and a key that stands twice', () => {
    expect([
      said('{"version": "2.0.0",}', json),
      said('{"version": 2}', json),
      said('{"version": "2.0.0", "version": "2.0.0"}', json),
      said('{"name": "x"}', json),
      said('{"version": "2.0.0"}', { ...json, kind: 'json', pointers: ['version'] }),
    ]).toMatchInlineSnapshot(`
      [
        "\`package.json\` cannot be bumped: it is not JSON (Expected double-quoted property name in JSON at position 20 (line 1 column 21)).
      Next: Fix the file, or find the version with a \`pattern\` in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`package.json\` cannot be bumped: \`/version\` isn't a string but \`2\`.
      Next: Name the key that holds the version in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`package.json\` cannot be bumped: it has \`/version\` more than once, and readers of JSON disagree about which one counts.
      Next: Remove all but one of them.",
        "\`package.json\` has no \`/version\`.
      Next: Correct \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there.",
        "\`package.json\` cannot be bumped: \`version\` isn't a JSON pointer.
      Next: Start it with a slash in \`versionBump.files\` in \`.github/release-captain.yml\`, such as \`/version\`.",
      ]
    `)
  })

  it('survives any depth', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)},"version":"2.0.0"}`
    expect(bumped(deep, json)).toBe(deep.replace('2.0.0', '2.0.1'))
  })

  it('property: any JSON stays what it was but for its version', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(8), (rest, indent) => {
        const before = { ...rest, version: '2.0.0' }
        const text = bumped(JSON.stringify(before, null, indent), json)
        expect(text).toBe(JSON.stringify({ ...before, version: '2.0.1' }, null, indent))
      }),
    )
  })
})

describe('YAML', () => {
  it('keeps comments, quotes, anchors and layout', () => {
    const text = [
      '# the chart',
      'apiVersion: v2   # Helm 3',
      'name: godel',
      'version:   2.0.0    # bumped by the release',
      "appVersion: 'v2.0.0'",
      'dependencies:',
      '  - { name: redis, version: "2.0.0" }',
      '',
    ].join('\r\n')
    const want = text.replace('  2.0.0 ', '  2.0.1 ').replace("'v2.0.0'", "'v2.0.1'")
    expect(bumped(text, chart)).toBe(want)
  })

  it('follows dots into mappings, lists and keys that have dots themselves', () => {
    const file: BumpFile = { ...chart, kind: 'yaml', keys: ['image.tag', 'l.1', 'labels.app\\.io/version'] }
    const text = 'image: {tag: "2.0.0"}\nl:\n- a\n- &x 2.0.0\nlabels:\n  app.io/version: 2.0.0\n'
    expect(bumped(text, file)).toBe(text.replaceAll('2.0.0', '2.0.1'))
  })

  it('compares what stands there, not the number that it would be', () => {
    const file: BumpFile = { ...chart, kind: 'yaml', keys: ['version'] }
    expect(said('version: 2.0\n', file)).toContain('says `2.0`')
  })

  it('refuses what it cannot edit in place, each with its reason', () => {
    const file: BumpFile = { ...chart, kind: 'yaml', keys: ['version'] }
    expect([
      said('version: {{ .Chart.Version }}\n', file),
      said('version: &a 2.0.0\nversion: 2.0.0\n', file),
      said('a: &a 2.0.0\nversion: *a\n', file),
      said('version: |\n  2.0.0\n', file),
      said('version: 2.0.0\n---\nversion: 2.0.0\n', file),
      said('version:\n', file),
      said('', file),
      said('\0binary', file),
    ]).toMatchInlineSnapshot(`
      [
        "\`helm/Chart.yaml\` cannot be bumped: \`version\` isn't a plain value but a list, a mapping or an alias.
      Next: Name the key that holds the version itself in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`helm/Chart.yaml\` cannot be bumped: it isn't valid YAML (Map keys must be unique at line 2, column 1).
      Next: Fix the file. For a template that becomes YAML later, find the version with a \`pattern\` in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`helm/Chart.yaml\` cannot be bumped: \`version\` isn't a plain value but a list, a mapping or an alias.
      Next: Name the key that holds the version itself in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`helm/Chart.yaml\` cannot be bumped: \`version\` is written over several lines.
      Next: Write it as one plain or quoted value.",
        "\`helm/Chart.yaml\` cannot be bumped: \`version\` is in 2 of its documents.
      Next: Find the right one with a \`pattern\` in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`helm/Chart.yaml\` line 1 says nothing (\`version\`) where \`2.0.0\`, the version before this release, was expected.
      Next: If the value follows the release, correct it in the repository. If it doesn't, remove it from \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`helm/Chart.yaml\` has no \`version\`.
      Next: Correct \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there.",
        "\`helm/Chart.yaml\` has no \`version\`.
      Next: Correct \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there.",
      ]
    `)
  })

  it('survives aliases that would grow without end, and any depth', () => {
    const bomb = `a: &a [x, x]\n${[...'bcdefghij'].map((n, i) => `${n}: &${n} [${`*${'abcdefghi'[i]}, `.repeat(9)}]`).join('\n')}\n`
    const file: BumpFile = { ...chart, kind: 'yaml', keys: ['version'] }
    expect(bumped(`${bomb}version: 2.0.0\n`, file)).toBe(`${bomb}version: 2.0.1\n`)
    expect(said('['.repeat(200_000), file)).toContain("it isn't valid YAML")
  })

  it('property: any scalar style keeps its style and reads as the new version', () => {
    const quote = fc.constantFrom('', '"', "'")
    const blank = fc.constantFrom('', ' ', '  # c', '\t# c')
    fc.assert(
      fc.property(quote, blank, fc.constantFrom('\n', '\r\n', ''), (q, after, end) => {
        const text = `x: 2.0.0${end || '\n'}version: ${q}2.0.0${q}${after}${end}`
        const file: BumpFile = { ...chart, kind: 'yaml', keys: ['version'] }
        const at = text.lastIndexOf('2.0.0')
        expect(bumped(text, file)).toBe(`${text.slice(0, at)}2.0.1${text.slice(at + 5)}`)
      }),
    )
  })
})

describe('image tags', () => {
  it('bumps every image that has the version before the release, and no other', () => {
    const text = [
      'x-api: &api',
      '  image: "registry.example:5000/godel/api:v2.0.0"',
      'services:',
      '  api: { <<: *api }',
      "  worker: { image: 'godel/worker:2.0.0' }",
      '  intent:',
      '    image: ${REGISTRY:-docker.io}/godel/intent:${TAG:-2.0.0} # default',
      '  old: { image: "${IMAGE-godel/old:v2.0.0}" }',
      '  db: { image: "postgres:16.2" }',
      '  cache: { image: "redis:2.0.01" }',
      '  latest: { image: "godel/api" }',
      '  pinned: { image: "redis:7@sha256:0000" }',
      '  built: { build: ., args: ["v=2.0.0"] }',
    ].join('\n')
    expect(bumped(text, compose)).toMatchInlineSnapshot(`
      "x-api: &api
        image: "registry.example:5000/godel/api:v2.0.1"
      services:
        api: { <<: *api }
        worker: { image: 'godel/worker:2.0.1' }
        intent:
          image: \${REGISTRY:-docker.io}/godel/intent:\${TAG:-2.0.1} # default
        old: { image: "\${IMAGE-godel/old:v2.0.1}" }
        db: { image: "postgres:16.2" }
        cache: { image: "redis:2.0.01" }
        latest: { image: "godel/api" }
        pinned: { image: "redis:7@sha256:0000" }
        built: { build: ., args: ["v=2.0.0"] }"
    `)
  })

  it('says which images stay although their tags begin with the version', () => {
    const text =
      'services: {a: {image: "g/a:2.0.0"}, b: {image: "g/b:2.0.0-alpine"}, c: {image: "g/c:2.0.01"}}\n'
    expect(said(text, compose)).toMatchInlineSnapshot(`
      "bumped
      Line 1 keeps \`g/b:2.0.0-alpine\`, because its tag is not exactly 2.0.0."
    `)
  })

  it('leaves a default file without such an image, and refuses one that was named for it', () => {
    const text = 'services: {db: {image: "postgres:16"}}\n'
    expect(said(text, compose)).toMatchInlineSnapshot(`"unchanged: It has no image with the tag 2.0.0."`)
    expect(said(text, { ...compose, optional: false })).toMatchInlineSnapshot(`
      "\`docker-compose.yml\` has no image with the tag 2.0.0.
      Next: Correct \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there."
    `)
  })

  it('refuses an image that is pinned to a digest, since nobody knows the next one', () => {
    expect(said('services: {a: {image: "g/a:2.0.0@sha256:abcd"}}\n', compose)).toMatchInlineSnapshot(`
      "\`docker-compose.yml\` cannot be bumped: line 1 pins \`g/a:2.0.0@sha256:abcd\` to the digest of the image before this release.
      Next: Remove the digest, or list the file with a \`pattern\` that leaves this image out."
    `)
  })
})

describe('patterns', () => {
  it('changes the one group of the one match', () => {
    const text = "// since 2.0.0\nexport const VERSION = '2.0.0'\n"
    expect(bumped(text, pattern("^export const VERSION = '([^']+)'"))).toBe(
      "// since 2.0.0\nexport const VERSION = '2.0.1'\n",
    )
  })

  it('refuses everything but one match with one group', () => {
    const text = "a = '2.0.0'\nb = '2.0.0'\n"
    expect([
      said(text, pattern("= '([^']+)'")),
      said(text, pattern("c = '([^']+)'")),
      said(text, pattern("a = '[^']+'")),
      said(text, pattern("(a) = '([^']+)'")),
      said(text, pattern("(?<=a = ')([^']+)")),
      said(text, pattern("a = '2.0.0'(x)?")),
      said('2.0.0\n'.repeat(100), pattern('(2.0.0)')),
    ]).toMatchInlineSnapshot(`
      [
        "\`src/version.ts\` cannot be bumped: the pattern \`= '([^']+)'\` matches it 2 times (lines 1, 2).
      Next: Make the pattern in \`versionBump.files\` in \`.github/release-captain.yml\` more specific, for example with \`^\` and the text before the version.",
        "\`src/version.ts\` cannot be bumped: no part of it matches the pattern \`c = '([^']+)'\`.
      Next: Change the pattern in \`versionBump.files\` in \`.github/release-captain.yml\` so that it matches the one place that holds the version.",
        "\`src/version.ts\` cannot be bumped: the pattern \`a = '[^']+'\` has 0 capture groups where exactly one, the version, is needed.
      Next: Put \`( )\` around only the version, and write other groups as \`(?: )\`, in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`src/version.ts\` cannot be bumped: the pattern \`(a) = '([^']+)'\` has 2 capture groups where exactly one, the version, is needed.
      Next: Put \`( )\` around only the version, and write other groups as \`(?: )\`, in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`src/version.ts\` cannot be bumped: the pattern \`(?<=a = ')([^']+)\` cannot be read (error parsing regexp: invalid named capture: \`(?<=a = ')([^']+)\`).
      Next: Write it in RE2's syntax (no lookaround, no backreferences) in \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`src/version.ts\` line 1 says nothing (the pattern) where \`2.0.0\`, the version before this release, was expected.
      Next: If the value follows the release, correct it in the repository. If it doesn't, remove it from \`versionBump.files\` in \`.github/release-captain.yml\`.",
        "\`src/version.ts\` cannot be bumped: the pattern \`(2.0.0)\` matches it more than 20 times (lines 1, 2, 3, 4, 5, …).
      Next: Make the pattern in \`versionBump.files\` in \`.github/release-captain.yml\` more specific, for example with \`^\` and the text before the version.",
      ]
    `)
  })

  it('answers where a backtracking engine would never end', () => {
    expect(said('a'.repeat(200_000), pattern('^(a+)+$'))).toContain('was expected')
    expect(said(`${'a'.repeat(200_000)}b`, pattern('^((?:a+)+)$'))).toContain('no part of it matches')
  })
})
