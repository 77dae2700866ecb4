import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChangelogEntry, insertRelease } from '../../../src/messages/notes/changelog.ts'

const NOTES = `# Godel v2.0.1 Release Notes

**Release Date:** 2026-02-11
**Previous Version:** v2.0.0

## Security Fixes
- [CVE-2026-1] Stop the bypass ([#12](https://github.com/godel/godel/pull/12))

## Bug Fixes
- Stop the leak
  of memory

## Performance
- Ask once

## Known Issues
- None

## Upgrade Notes
- Read them.
`
const ENTRY: ChangelogEntry = {
  version: '2.0.1',
  date: '2026-02-11',
  notes: NOTES,
  compareUrl: 'https://github.com/godel/godel/compare/v2.0.0...v2.0.1',
}
const KEEP = `# Changelog

Its form is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]

### Added

- A feature.

## [2.0.0] - 2026-01-06

### Added

- All of it.

[unreleased]: https://github.com/godel/godel/compare/v2.0.0...HEAD
[2.0.0]: https://github.com/godel/godel/releases/tag/v2.0.0
`

describe('a release in a changelog', () => {
  it('has its section below what is unreleased, as Keep a Changelog wants it', () => {
    expect(insertRelease(KEEP, ENTRY)).toMatchInlineSnapshot(`
      "# Changelog

      Its form is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

      ## [Unreleased]

      ### Added

      - A feature.

      ## [2.0.1] - 2026-02-11

      ### Security

      - [CVE-2026-1] Stop the bypass ([#12](https://github.com/godel/godel/pull/12))

      ### Fixed

      - Stop the leak
        of memory

      ### Changed

      - Ask once

      ## [2.0.0] - 2026-01-06

      ### Added

      - All of it.

      [unreleased]: https://github.com/godel/godel/compare/v2.0.0...HEAD
      [2.0.1]: https://github.com/godel/godel/compare/v2.0.0...v2.0.1
      [2.0.0]: https://github.com/godel/godel/releases/tag/v2.0.0
      "
    `)
  })

  it('has it in the manner of the sections that are there', () => {
    const plain = '# Changes\n\n## v2.0.0 (2026-01-06)\n\n- All of it.\n'
    expect(insertRelease(plain, ENTRY)).toMatchInlineSnapshot(`
      "# Changes

      ## v2.0.1 (2026-02-11)

      ### Security Fixes

      - [CVE-2026-1] Stop the bypass ([#12](https://github.com/godel/godel/pull/12))

      ### Bug Fixes

      - Stop the leak
        of memory

      ### Performance

      - Ask once

      ## v2.0.0 (2026-01-06)

      - All of it.
      "
    `)
    const linked = '# Changes\n\n## [2.0.0](https://example.com) (2026-01-06)\n\n- All of it.\n'
    expect(insertRelease(linked, ENTRY)).toContain(
      `## [2.0.1](${ENTRY.compareUrl}) (2026-02-11)\n\n### Security Fixes\n\n- [CVE-2026-1]`,
    )
  })

  it('stands above the next lower version, where a later line was released before', () => {
    const later = '# Changes\n\n## 2.1.0 (2026-02-01)\n\n- More.\n\n## 2.0.0 (2026-01-06)\n\n- All of it.\n'
    const headings = (text: string | null) => text?.match(/^## .*$/gm)
    expect(headings(insertRelease(later, ENTRY))).toEqual([
      '## 2.1.0 (2026-02-01)',
      '## 2.0.1 (2026-02-11)',
      '## 2.0.0 (2026-01-06)',
    ])
    expect(headings(insertRelease('# Changes\n\n## 2.1.0 (2026-02-01)\n', ENTRY))).toEqual([
      '## 2.1.0 (2026-02-01)',
      '## 2.0.1 (2026-02-11)',
    ])
  })

  it('is the first section of a changelog that has none', () => {
    expect(insertRelease('# Changes\n', { ...ENTRY, notes: '' })).toBe(
      '# Changes\n\n## v2.0.1 (2026-02-11)\n',
    )
    expect(insertRelease('', { ...ENTRY, notes: '' })).toBe('## v2.0.1 (2026-02-11)\n')
    const dated = '# Changes\n\n## January\n\n- A.\n'
    expect(insertRelease(dated, { ...ENTRY, notes: '' })).toBe(
      '# Changes\n\n## v2.0.1 (2026-02-11)\n\n## January\n\n- A.\n',
    )
  })

  it('is there once, however it is written', () => {
    for (const heading of ['## [2.0.1] - 2026-02-11', '## v2.0.1', '### Godel 2.0.1 (today)'])
      expect(insertRelease(`# Changes\n\n${heading}\n`, ENTRY)).toBeNull()
  })

  it('takes nothing for a version that is none: a block of code, a prerelease, a longer number', () => {
    const other = '# Changes\n\n```\n## 2.0.1\n```\n\n## 2.0.1-rc.1\n\n## 2.0.0\n'
    expect(insertRelease(other, { ...ENTRY, notes: '' })).toBe(
      other.replace('## 2.0.1-rc.1', '## 2.0.1 (2026-02-11)\n\n## 2.0.1-rc.1'),
    )
  })

  it('keeps line ends and everything that was there', () => {
    const windows = KEEP.replaceAll('\n', '\r\n')
    expect(insertRelease(windows, ENTRY)).toBe(insertRelease(KEEP, ENTRY)?.replaceAll('\n', '\r\n'))
    const code = '```\n## 2.0.1\n```'
    const pieces = ['## [Unreleased]', '## 2.0.0', '## 3.0.0\r', '- a', '', code, 'x', '[2.0.0]: x']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (written) => {
        const before = written.join('\n')
        const after = insertRelease(before, ENTRY) ?? ''
        expect(insertRelease(after, ENTRY)).toBeNull()
        const rest = before.split('\n')
        for (const line of after.split('\n')) if (line === rest[0]) rest.shift()
        expect(rest).toEqual([])
      }),
    )
  })
})
