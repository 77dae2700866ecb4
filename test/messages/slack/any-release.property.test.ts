import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderStatus, renderWhy } from '../../../src/messages/github/comments/status.ts'
import type { OneAnswer } from '../../../src/messages/release/describe-outcome.ts'
import { renderAnswerMessage } from '../../../src/messages/slack/answer.ts'
import type { SlackMessage, SlackView } from '../../../src/messages/slack/format/blocks.ts'
import { renderHomeView } from '../../../src/messages/slack/home.ts'
import {
  renderAnsweredQuestion,
  renderQuestionMessage,
} from '../../../src/messages/slack/question-message.ts'
import {
  renderNotDoneMessage,
  renderReasonView,
  renderUnlinkedMessage,
} from '../../../src/messages/slack/reason-form.ts'
import { renderReleaseMessage } from '../../../src/messages/slack/release-message.ts'
import { renderThreadReply } from '../../../src/messages/slack/thread-reply.ts'
import type { ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import { getOpenQuestion, type OpenedRelease } from '../../../src/release/lifecycle/view.ts'
import { ada } from '../../release/lifecycle/story.ts'
import { courses } from '../courses.ts'
import { crowded, cut, WEB_URL } from '../github/story.ts'
import { saying } from '../saying.ts'
import { hostile } from './hostile.ts'
import { beyondLimits } from './limits.ts'
import { foreignIn, textsIn } from './reading.ts'

const PEOPLE = new Map([1, 2, 3, 4, 5, 6].map((id) => [id, `U000${id}`]))
const OWN_PAGES = [
  `${WEB_URL}/`,
  `${WEB_URL}|`,
  'https://example.com/|GitHub release',
  'https://example.com/|v2.0',
  'https://example.com/|published',
]

/** What stands between angle brackets on purpose. */
function isOurs(token: string): boolean {
  return (
    /^@U000[1-6]$/.test(token) ||
    /^!date\^\d+\^\{date_short_pretty\}, \{time\}\|[\d-]+ [\d:]+ UTC$/.test(token) ||
    OWN_PAGES.some((page) => token.startsWith(page))
  )
}

interface Shown {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly at: number
  /** What somebody wrote. */
  readonly text: string
}

/** Everything that is read in Slack of a release. */
function messagesOf({ release, events, at, text }: Shown): (SlackMessage | SlackView)[] {
  const webUrl = WEB_URL
  const question = getOpenQuestion(release)
  const asked = events.flatMap((event) => (event.type === 'PromptOpened' ? [event.prompt] : []))
  const listed = Array.from({ length: 40 }, () => ({ release, webUrl }))
  const outcomes: OneAnswer['outcome'][] = [
    { kind: 'refused', refusal: { what: `No: ${text}\n${text}`, next: text } },
    { kind: 'accepted', events, release },
    { kind: 'shown', text: `${renderStatus(release, WEB_URL)}\n\n${renderWhy(release)}` },
  ]
  return [
    renderReleaseMessage({ release, webUrl, now: at }),
    ...(question
      ? [
          renderQuestionMessage({
            release,
            ...question,
            webUrl,
            value: 'v'.repeat(2_000),
            people: PEOPLE,
            now: at,
          }),
        ]
      : []),
    ...new Set(asked).values().map((prompt) => renderAnsweredQuestion({ release, events, prompt, webUrl })),
    ...events.flatMap((event) => renderThreadReply({ event, release, webUrl, people: PEOPLE }) ?? []),
    ...outcomes.map((outcome) => renderAnswerMessage({ answers: [{ said: `/release ${text}`, outcome }] })),
    renderHomeView({ me: text, waiting: listed, open: listed, ended: listed, now: at }),
    renderHomeView({ me: null, waiting: [], open: [], ended: [], now: at }),
    renderReasonView({ question: text, metadata: 'x' }),
    renderUnlinkedMessage(),
    renderNotDoneMessage(`It was not done: ${text}`),
  ]
}

/** The same history with other words of people in it. */
function said(events: readonly ReleaseEvent[], text: string): ReleaseEvent[] {
  const words = text || 'x'
  return events.map((event) => {
    if (event.type === 'StepFailed') return { ...event, reason: { what: words, next: words } }
    if (event.type === 'GateShut') return { ...event, missing: [words, words] }
    if (event.type === 'CutDeclined') return { ...event, because: words, next: words }
    if (event.type === 'ApprovalGiven') return { ...event, person: { ...event.person, login: words } }
    return 'because' in event ? { ...event, because: words } : event
  })
}

describe('any release in Slack', () => {
  it('makes nothing of what people wrote, at every point of its course, and holds all limits', () => {
    fc.assert(
      fc.property(courses, hostile, (story, text) => {
        if (story.release.status === 'unopened') return
        const release = saying(story.release, text)
        const shown = messagesOf({ release, events: said(story.events, text), at: story.at, text })
        for (const message of shown) {
          expect(beyondLimits(message)).toEqual([])
          for (const one of textsIn(message)) expect(foreignIn(one, isOurs)).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('a release of 300 picks with 4-byte characters in every title', () => {
  const release = crowded(300, '😀'.repeat(250))
  const crowd = { release, events: cut().green().events, at: 1_772_100_000, text: '😀'.repeat(3_000) }

  it('holds all limits in every message', () => {
    for (const one of [crowd, { ...crowd, release: saying(release, '&😀'.repeat(2_000)) }])
      for (const message of messagesOf(one)) expect(beyondLimits(message)).toEqual([])
  })

  it('says how many there are besides, and where', () => {
    const question = getOpenQuestion(release)
    if (!question) throw new Error('Nothing is asked.')
    const card = renderQuestionMessage({
      release,
      ...question,
      webUrl: WEB_URL,
      value: 'v',
      people: PEOPLE,
      now: crowd.at,
    })

    expect(textsIn(card).find((text) => text.startsWith('*Contents: 300 changes*'))).toMatch(
      /\n… and 29\d more, in <https:\/\/github\.com\/godel\/godel\/issues\/100\|the tracking issue>$|\n… and 28\d more, in <https:\/\/github\.com\/godel\/godel\/issues\/100\|the tracking issue>$/,
    )
  })

  it('is told in few words when it is aborted, conflicts or fails', () => {
    const story = cut()
    story.say(ada, { type: 'Abort', because: '😀'.repeat(5_000) })
    const event = story.events.at(-1)
    const message = event ? renderThreadReply({ event, release, webUrl: WEB_URL }) : null

    expect(message && beyondLimits(message)).toEqual([])
  })
})
