import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderAnswer } from '../../../src/messages/github/comments/answer.ts'
import { renderEventComment } from '../../../src/messages/github/comments/event.ts'
import { renderPrompt } from '../../../src/messages/github/comments/question.ts'
import { renderStatus, renderWhy } from '../../../src/messages/github/comments/status.ts'
import { normalizeNotes } from '../../../src/messages/github/issue/notes-block.ts'
import { parseTrackingIssue } from '../../../src/messages/github/issue/parse-tracking-issue.ts'
import { renderTrackingIssue } from '../../../src/messages/github/issue/tracking-issue.ts'
import { renderConflictPullRequest } from '../../../src/messages/github/pull-requests/conflict.ts'
import { renderReleasePullRequest } from '../../../src/messages/github/pull-requests/release-pull-request.ts'
import { getEditableNotes, getOpenQuestion, type OpenedRelease } from '../../../src/release/lifecycle/view.ts'
import { fact, wish } from '../../release/lifecycle/moves.ts'
import type { Story } from '../../release/lifecycle/story.ts'
import { courses } from '../courses.ts'
import { saying } from '../saying.ts'
import { hostile } from './hostile.ts'
import { commandLinesIn, foreignIn } from './reading.ts'
import { ID, WEB_URL } from './story.ts'

const RUNS = { numRuns: 150 }

function openedOf({ release }: Story): OpenedRelease {
  if (release.status === 'unopened') throw new Error('The release is not open.')
  return release
}

/** Every text that a release is drawn as, less its notes, which are people's own Markdown. */
function textsOf(release: OpenedRelease): string[] {
  const question = getOpenQuestion(release)
  const to = { release, id: ID, webUrl: WEB_URL }
  return [
    renderTrackingIssue(to).body.replace(
      /<!-- release-captain:notes begin -->[\s\S]*<!-- release-captain:notes end -->/,
      '',
    ),
    renderReleasePullRequest(to).body,
    renderStatus(release, WEB_URL),
    renderWhy(release),
    ...(question ? [renderPrompt({ release, prompt: question.prompt, subject: question.subject })] : []),
  ]
}

/** Bare numbers of what the plan takes are in the question on purpose. */
const PLANNED = [/^#\d+(?= |$)/gm]
/** Who said a command, and who is asked to look at a test that failed. */
const ADDRESSED = [/^@ada, to /g, /^@[a-z]+(?: and @[a-z]+)?, please look: /gm]
/** Who wrote the change is mentioned on purpose, so that GitHub notifies them. */
const AUTHORS = [/^@[a-z]+(?: and @[a-z]+)? wrote the change\.$/gm]

describe('any release', () => {
  it('is drawn at every point of its course, and again to the same bytes', () => {
    fc.assert(
      fc.property(courses, (story) => {
        const release = openedOf(story)
        const texts = textsOf(release)
        expect(textsOf(structuredClone(release))).toEqual(texts)
        for (const text of texts) expect(text.trim()).not.toBe('')
      }),
      RUNS,
    )
  })

  it('is read back as it was drawn', () => {
    fc.assert(
      fc.property(courses, hostile, (story, notes) => {
        const release = openedOf(story)
        const noted =
          release.status === 'open' && 'text' in release.place
            ? { ...release, place: { ...release.place, text: notes } }
            : release
        const { body } = renderTrackingIssue({ release: noted, id: ID, webUrl: WEB_URL })
        const again = renderTrackingIssue({ release: noted, id: ID, webUrl: WEB_URL }).body.replaceAll(
          '\n',
          '\r\n',
        )
        const own = getEditableNotes(noted)
        expect(parseTrackingIssue(body).notes).toBe(own === null ? null : normalizeNotes(own))
        expect(parseTrackingIssue(again)).toEqual(parseTrackingIssue(body))
      }),
      RUNS,
    )
  })

  it('makes nothing of what people wrote, and says nothing that could be a command', () => {
    fc.assert(
      fc.property(courses, hostile, (story, text) => {
        const release = saying(openedOf(story), text)
        for (const drawn of textsOf(release)) {
          expect(foreignIn(drawn, PLANNED)).toEqual([])
          expect(commandLinesIn(drawn)).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('says the ticks that are in it, whatever people wrote', () => {
    fc.assert(
      fc.property(courses, hostile, (story, text) => {
        const release = openedOf(story)
        const ticksOf = (one: OpenedRelease) =>
          parseTrackingIssue(renderTrackingIssue({ release: one, id: ID, webUrl: WEB_URL }).body).ticks
        expect(ticksOf(saying(release, text))).toEqual(ticksOf(release))
      }),
      RUNS,
    )
  })

  it('tells what happened and answers what was said, whatever that was', () => {
    fc.assert(
      fc.property(courses, fc.oneof(wish, fact), hostile, (story, say, text) => {
        const before = story.events.length
        const refusal = story.take(say(story, story.at + 1))
        const release = openedOf(story)
        const outcome = refusal
          ? ({ kind: 'refused', refusal } as const)
          : ({ kind: 'accepted', events: story.events.slice(before), release } as const)
        const said = renderAnswer({ to: 'ada', answers: [{ said: text, outcome }] })
        const told = story.events.slice(before).map((event) => renderEventComment(event, release))
        for (const one of [said, ...told]) {
          expect(commandLinesIn(one)).toEqual([])
          expect(foreignIn(one, ADDRESSED)).toEqual([])
        }
      }),
      RUNS,
    )
  })

  it('shows the conflict of any change, whatever its files are called', () => {
    fc.assert(
      fc.property(courses, hostile, (story, text) => {
        const files = [
          {
            path: text,
            kind: 'content',
            hunks: [{ ours: { start: 1, end: 2 }, oursText: text, theirsText: `${text}\n` }],
          },
        ]
        const { title, body } = renderConflictPullRequest({
          reviewers: [],
          release: openedOf(story),
          id: ID,
          candidate: '#8',
          title: text,
          files,
          undecided: [{ path: text, line: 'other', change: 'other' }],
          needs: ['#7'],
          commit: 'd'.repeat(40),
          mainline: null,
          branch: 'release/v2.0.1-pick-8',
          base: 'release/v2.0.1',
          webUrl: WEB_URL,
        })
        expect(title).toMatch(/^Resolve the conflict of #8 in v2\.0\.\S+$/)
        expect(foreignIn(body, AUTHORS)).toEqual([])
        expect(commandLinesIn(body)).toEqual([])
      }),
      RUNS,
    )
  })
})
