import { describe, expect, it } from 'vitest'
import { findVersionFiles } from '../../../src/release/onboarding/find-version-files.ts'
import type {
  Mention,
  RepositoryFile,
  VersionTrail,
} from '../../../src/release/onboarding/repository-facts.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'

/** The tree of 2.0.1, by its files; `raised` says which of them said 2.0.0 before. */
function trailOf(
  files: Readonly<Record<string, string>>,
  raised: readonly string[] | null = null,
): VersionTrail {
  const all = Object.entries(files).map(([path, text]): RepositoryFile => ({ path, text }))
  const mentions = all.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at): Mention[] => (line.includes('2.0.1') ? [{ path, line: at + 1, text: line }] : [])),
  )
  const before = raised && {
    version: '2.0.0',
    mentions: raised.map((path) => ({ path, line: 1, text: '2.0.0' })),
    ahead: mentions.filter(({ path }) => !raised.includes(path)),
    stayed: [],
  }
  return { version: '2.0.1', mentions, before, files: all }
}

const found = (trail: VersionTrail) => findVersionFiles(trail, defaultPolicy)

describe('the files that hold the version', () => {
  it('are told by their names where there is one release only', () => {
    const { files, leave, from } = found(
      trailOf({
        'package.json': '{"version": "2.0.1", "dependencies": {"left-pad": "2.0.1"}}',
        'Cargo.toml': '[package]\nversion = "2.0.1"\n',
        'src/pkg/version.go': 'var Version = "v2.0.1+unknown"\n',
        VERSION: '2.0.1\n',
        'chart/Chart.yaml': 'version: 2.0.1\nappVersion: "2.0.1"\n',
        'docs/install.md': 'Download 2.0.1\n',
      }),
    )
    expect(from).toBe('names')
    expect(files.map(({ path, kind }) => `${path}: ${kind}`)).toEqual([
      'package.json: json',
      'Cargo.toml: pattern',
      'src/pkg/version.go: pattern',
      'VERSION: pattern',
      'chart/Chart.yaml: yaml',
    ])
    expect(leave).toEqual(['docs/install.md'])
  })

  it('are told by the last two releases: what was raised, and what only happens to say the same', () => {
    const { files, leave } = found(
      trailOf(
        { 'app/about.txt': 'This is 2.0.1.\n', 'plugins/legacy/package.json': '{"version": "2.0.1"}' },
        ['app/about.txt'],
      ),
    )
    expect(files).toEqual([
      {
        kind: 'pattern',
        path: 'app/about.txt',
        pattern: '^[ \\t]*This[ \\t]+is[ \\t]+v?([0-9]+(?:\\.[0-9]+)+)',
        optional: false,
      },
    ])
    expect(leave).toEqual(['plugins/legacy/package.json'])
  })

  it('are known by their names where the release before was tagged ahead of its own version', () => {
    const trail = trailOf({ 'src/version.h': '#define VERSION "2.0.1"\n', 'docs/a.md': 'since 2.0.1\n' }, [])
    const { files } = found({ ...trail, before: { version: '2.0.0', mentions: [], ahead: [], stayed: [] } })
    expect(files.map(({ path }) => path)).toEqual(['src/version.h'])
  })

  it('may give each number a line of its own', () => {
    const version = 'module VERSION\n  MAJOR = 2\n  MINOR = 0\n  TINY  = 1\n  PRE   = nil\nend\n'
    const { files } = found(trailOf({ 'lib/godel/gem_version.rb': version }))
    expect(files).toMatchObject([{ path: 'lib/godel/gem_version.rb', part: 'patch' }])
  })

  it('leaves changelogs, tests and lock files of others out', () => {
    const text = 'godel 2.0.1\n'
    const { files, leave } = found(
      trailOf({ 'CHANGELOG.md': text, 'test/version.test.ts': text, 'pnpm-lock.yaml': text }, [
        'CHANGELOG.md',
      ]),
    )
    expect({ files, leave }).toEqual({ files: [], leave: [] })
  })

  it('names a folder where many of its files may keep it', () => {
    const docs = Object.fromEntries(['a', 'b', 'c'].map((name) => [`docs/${name}.md`, 'since 2.0.1\n']))
    expect(found(trailOf(docs, [])).leave).toEqual(['docs/**'])
  })
})
