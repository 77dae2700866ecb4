import { describe, expect, it } from 'vitest'
import { parseReleaseNote } from '../../../src/release/changes/release-note.ts'

describe('the release note of a pull request', () => {
  it.each([
    [
      '### Release note\n\nThe queue survives a restart.\n\n### Tests\n\nyes',
      'The queue survives a restart.',
    ],
    ['Fixes #1\r\n\r\n## Release Notes:\r\n- The queue\r\n  survives.\r\n', 'The queue survives.'],
    ['```release-note\nThe queue survives.\n```\nmore', 'The queue survives.'],
    ['### Release note\n<!-- One sentence, or NONE -->\n', null],
    ['### Release note\n\nNONE\n', null],
    ['The release note is missing.', null],
    ['', null],
  ])('is what stands in its block: %j', (body, note) => {
    expect(parseReleaseNote(body)).toBe(note)
  })

  it('is cut where it is a story, and read in no time whatever the text is', () => {
    expect(parseReleaseNote(`### Release note\n${'word '.repeat(50_000)}`)).toHaveLength(400)
    expect(parseReleaseNote('<!--'.repeat(50_000))).toBeNull()
  })
})
