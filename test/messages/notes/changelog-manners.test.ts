import { expect, it } from 'vitest'
import { type ChangelogEntry, insertRelease } from '../../../src/messages/notes/changelog.ts'

const entry: ChangelogEntry = {
  version: '2.0.1',
  date: '2026-02-11',
  notes: '# v2.0.1\n\n## Bug Fixes\n- Stop the leak\n',
  compareUrl: 'https://github.com/godel/godel/compare/v2.0.0...v2.0.1',
}

it('a section stands under an underlined heading where the others do', () => {
  const changelog = 'Changes\n=======\n\n2.0.0 (2026-01-06)\n------------------\n\n- All of it.\n'
  expect(insertRelease(changelog, entry)).toBe(
    changelog.replace(
      '2.0.0 (',
      '2.0.1 (2026-02-11)\n------------------\n\n### Bug Fixes\n\n- Stop the leak\n\n2.0.0 (',
    ),
  )
})

it('a section has no `v` where only the addresses of the others have one, and stands on top', () => {
  const changelog = [
    '# Changelog',
    '',
    '## [2.0.0](https://github.com/godel/godel/compare/v1.9.9...v2.0.0) (2026-01-06)',
    '',
    '- All of it.',
    '',
  ].join('\n')
  const written = insertRelease(changelog, entry) ?? ''
  expect(written.split('\n').slice(0, 5)).toEqual([
    '# Changelog',
    '',
    `## [2.0.1](${entry.compareUrl}) (2026-02-11)`,
    '',
    '### Bug Fixes',
  ])
})

it('a line over a rule between other lines is no heading', () => {
  const changelog = '# Changelog\n\nSome words\n---\n\n## 2.0.0\n\n- All\n'
  expect(insertRelease(changelog, entry)?.split('\n').slice(0, 6)).toEqual([
    '# Changelog',
    '',
    'Some words',
    '---',
    '',
    '## 2.0.1 (2026-02-11)',
  ])
})
