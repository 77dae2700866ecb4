import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTrackingIssue } from '../../../../src/messages/github/issue/parse-tracking-issue.ts'
import { bea } from '../../../release/lifecycle/story.ts'
import { hostile } from '../hostile.ts'
import { body, cut } from '../story.ts'

/** The tracking issue of a release that waits for its go: with ticks and with notes. */
const drawn = body(cut().green())
const BEGIN = '<!-- release-captain:notes begin -->'
const END = '<!-- release-captain:notes end -->'
const NOTES = '# Godel v2.0.1 Release Notes\n\n## Bug Fixes\n- Fixed memory leak'

describe('an edit of a tracking issue', () => {
  it('ticks and unticks lines, in whatever order and list they stand', () => {
    const story = cut()
    story.say(bea, { type: 'Check', item: 'smoke-tests', as: 'done', evidence: null })
    const edited = body(story)
      .replace('- [x] Smoke', '  * [ ] Smoke')
      .replace('- [ ] Critical', '- [X] Critical')

    expect(parseTrackingIssue(edited)).toEqual({
      ticks: [
        { item: 'smoke-tests', ticked: false },
        { item: 'critical-paths', ticked: true },
        { item: 'security-fix', ticked: false },
        { item: 'performance', ticked: false },
        { item: 'migrations', ticked: false },
      ],
      notes: null,
      head: 'a7c3e91b52000000000000000000000000000000',
    })
  })

  it('changes the notes between the two lines', () => {
    const edited = drawn.replace(
      '- Fixed memory leak',
      '- Fixed the memory leak\n\n---\n\nThanks, all!\n\n\n',
    )

    expect(parseTrackingIssue(edited).notes).toBe(
      `${NOTES.replace('memory', 'the memory')}\n\n---\n\nThanks, all!`,
    )
  })

  it('may empty the notes', () => {
    expect(parseTrackingIssue(drawn.replace(NOTES, '')).notes).toBe('')
  })

  it.each([
    ['is gone', drawn.replace(END, '')],
    ['is damaged', drawn.replace(BEGIN, `${BEGIN} # Notes`)],
    ['is doubled', drawn.replace(END, `${END}\n\n${END}`)],
    ['has changed places', drawn.replace(END, '').replace(BEGIN, `${END}\n\n${BEGIN}`)],
  ])('says nothing of the notes where one of the lines %s', (_how, edited) => {
    expect(parseTrackingIssue(edited).notes).toBeNull()
    expect(parseTrackingIssue(edited).ticks).toEqual(parseTrackingIssue(drawn).ticks)
  })

  it('says nothing by a line that stands there twice with two answers', () => {
    const line = '- [ ] Smoke tests passing <!-- release-captain:item smoke-tests -->'

    expect(parseTrackingIssue(`${line}\n${line}`).ticks).toEqual([{ item: 'smoke-tests', ticked: false }])
    expect(parseTrackingIssue(`${line}\n${line.replace('[ ]', '[x]')}`).ticks).toEqual([])
  })

  it('ticks nothing within the notes', () => {
    const edited = drawn.replace(NOTES, '- [ ] Smoke <!-- release-captain:item smoke-tests -->')

    expect(parseTrackingIssue(edited).ticks).toEqual(parseTrackingIssue(drawn).ticks)
  })

  it('is read the same with lines of any kind, and whatever else is written before, behind and between', () => {
    const lines = drawn.split('\n')
    const begin = lines.indexOf(BEGIN)
    const outside = fc.nat().map((at) => at % begin)
    const harmless = hostile.map((text) => text.replaceAll('release-captain', 'release-x'))
    fc.assert(
      fc.property(outside, harmless, fc.constantFrom('\n', '\r\n'), (at, text, lineBreak) => {
        const edited = [text, ...lines.slice(0, at), text, ...lines.slice(at), text].join(lineBreak)
        expect(parseTrackingIssue(edited)).toEqual(parseTrackingIssue(drawn))
      }),
      { numRuns: 300 },
    )
  })

  it('is read, whatever is left of it', () => {
    fc.assert(
      fc.property(hostile, fc.nat(), fc.nat(), (text, from, length) => {
        const at = from % drawn.length
        parseTrackingIssue(drawn.slice(0, at) + text + drawn.slice(at + (length % 500)))
      }),
      { numRuns: 300 },
    )
  })
})
