import { expect, it } from 'vitest'
import { renderPrompt } from '../../src/messages/github/comments/question.ts'
import { renderStatus } from '../../src/messages/github/comments/status.ts'
import { renderTrackingIssue } from '../../src/messages/github/issue/tracking-issue.ts'
import { renderReleasePullRequest } from '../../src/messages/github/pull-requests/release-pull-request.ts'
import { withholdDetails, withholdEventDetails } from '../../src/messages/security/withhold-details.ts'
import { renderReleaseMessage } from '../../src/messages/slack/release-message.ts'
import { renderThreadReply } from '../../src/messages/slack/thread-reply.ts'
import type { OpenedRelease } from '../../src/release/lifecycle/view.ts'
import { ada, bea, cutRelease, planOf, type Story, sam, termsWith } from '../release/lifecycle/story.ts'

const webUrl = 'https://github.com/godel/godel'
const CANARIES = [
  'CVE-2026-77777',
  'GHSA-cccc-cccc-cccc',
  'CVSS 9.8',
  'kanarienvogel',
  'zaunkönig',
  'rotkehlchen',
]

/** A release whose plan, notes, flags and reasons all tell too much. */
function createTellingRelease(): Story {
  const story = cutRelease({ terms: termsWith({ channels: [] }) })
  story.say(ada, { type: 'Plan' })
  const answer = story.answer()
  if (answer?.type !== 'PlanMade') throw new Error('No plan was asked for.')
  const { picks, ...plan } = planOf(['#5', '#7'])
  const title = 'fix: close the kanarienvogel hole (CVE-2026-77777)'
  const flags = ['#5 closes the kanarienvogel hole, GHSA-cccc-cccc-cccc, CVSS 9.8']
  story.learn({
    ...answer,
    plan: {
      ...plan,
      picks: picks.map((one) => (one.candidate === '#5' ? { ...one, title, type: 'security', flags } : one)),
      others: [
        {
          candidate: '#8',
          title: 'fix: the zaunkönig hole too',
          verdict: 'not-ready',
          type: 'security',
          because: 'its CVSS score, CVSS 9.8, is not reviewed',
        },
      ],
      othersInAll: 1,
    },
  })
  story.goesOn().green()
  for (const id of ['cve', 'advisory', 'affected-versions', 'mitigations', 'cvss', 'reviewed'])
    story.say(sam, { type: 'Check', item: id, as: 'done', evidence: 'https://x.example/CVE-2026-77777' })
  const draft = story.answer()
  if (draft?.type === 'NotesDrafted')
    story.learn({ ...draft, text: '- [CVE-2026-77777] the rotkehlchen fix (CVSS 9.8)' })
  return story.goesOn()
}

/** Everything of a release that people read before it is published. */
function renderAll({ events, release: state }: Story, audience: 'team' | 'security'): string {
  if (state.status === 'unopened') throw new Error('It is not open.')
  const whole: { release: OpenedRelease; events: typeof events } = { release: state, events }
  const { release } = withholdDetails(whole, audience)
  const prompt = events.findLast(({ type }) => type === 'PromptOpened')
  if (prompt?.type !== 'PromptOpened') throw new Error('Nothing is asked.')
  const told = events.map((event) => withholdEventDetails(event, whole, audience))
  return JSON.stringify([
    renderTrackingIssue({ release, id: '77:v2.0.1', webUrl }),
    renderReleasePullRequest({ release, id: '77:v2.0.1', webUrl }),
    renderPrompt({ release, prompt: prompt.prompt, subject: prompt.subject }),
    renderStatus(release, webUrl),
    renderReleaseMessage({ release, webUrl, now: 1_772_000_900 }),
    ...told.map((event) => renderThreadReply({ event, release, webUrl })),
  ])
}

it('readers outside the security team see no id, score, title or note of an unpublished fix', () => {
  const story = createTellingRelease()
  expect(story.step).toBe('asking-to-tag')
  const text = renderAll(story, 'team')
  expect(CANARIES.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()))).toEqual([])
  expect(text).toContain('a security fix')
  expect(text).toContain('Security checklist')
  expect(text).toContain('in a public repository the fixes are public already')
  expect(text).toContain("aren't shown before the release is published")
})

it('the security team reads them', () => {
  const text = renderAll(createTellingRelease(), 'security')
  expect(CANARIES.filter((canary) => text.includes(canary))).not.toEqual([])
})

it('once it is published, its own fixes may be read, and those that it left out may not', () => {
  const story = createTellingRelease()
  story.say(bea, { type: 'Go', saw: null })
  story.goesOn().built()
  story.say(ada, { type: 'Publish' })
  story.goesOn()
  expect(story.step).toBe('published')
  if (story.release.status !== 'published') throw new Error('It is not out.')
  const { release } = withholdDetails({ release: story.release, events: story.events }, 'public')
  const text = JSON.stringify(release)
  expect(text).toContain('kanarienvogel')
  expect(text).not.toContain('zaunkönig')
})
