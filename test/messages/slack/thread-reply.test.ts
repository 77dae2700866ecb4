import { describe, expect, it } from 'vitest'
import { renderThreadReply } from '../../../src/messages/slack/thread-reply.ts'
import type { EventType } from '../../../src/release/lifecycle/events.ts'
import { ada, bea, cem, someone } from '../../release/lifecycle/story.ts'
import { cut, type GitHubStory, opened, WEB_URL } from '../github/story.ts'
import { textsIn } from './reading.ts'

const fay = someone(6, 'fay', 'admin')

/** The whole thread of a release. */
function thread({ events, drawn: release }: GitHubStory, people?: ReadonlyMap<number, string>): string {
  return events
    .flatMap(
      (event) => renderThreadReply({ event, release, webUrl: WEB_URL, ...(people ? { people } : {}) }) ?? [],
    )
    .map((message) => textsIn(message).slice(1).join('\n'))
    .join('\n\n')
}

function last({ events, drawn: release }: GitHubStory, type: EventType): string | null {
  const event = events.findLast((one) => one.type === type)
  if (!event) throw new Error(`There was no ${type}.`)
  const message = renderThreadReply({ event, release, webUrl: WEB_URL })
  return message && textsIn(message).slice(1).join('\n')
}

const LOG = 'https://github.com/godel/godel/actions/runs/5'

function learnFailure(story: GitHubStory): void {
  const { place } = story.open()
  const head = place.step === 'testing' ? place.head : ''
  const run = { check: 'full-test-suite', app: 'github-actions', run: 1, url: LOG } as const
  story.learn({ type: 'CheckSeen', ...run, head, conclusion: 'timed_out' })
}

describe('the thread of a release', () => {
  it('tells what people want to hear, from the opening to the publication', () => {
    const story = cut().green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(ada, { type: 'Publish' })
    story.goesOn()
    story.learn({ type: 'BackToMainSeen', pullRequest: 903 })
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'sessions were lost' })

    expect(thread(story as GitHubStory)).toMatchInlineSnapshot(`
      "▸ ada opened v2.0.1 from \`v2.0.0\`.

      ada started the cut of v2.0.1.

      ✓ Built the release branch at \`b1d0e2f224\`.
      3 changes: 3 on the branch

      The release pull request is <https://github.com/godel/godel/pull/900|#900>, at \`a7c3e91b52\`. Its tests are running.

      ✓ The tests and the checklist are complete on \`a7c3e91b52\`.

      ✓ Go by bea for tagging \`a7c3e91b52\` as v2.0.1.

      ✓ Tagged \`v2.0.1\` at \`a7c3e91b52\`. Waiting for the build.

      ✓ All artifacts are published and verified.

      ✓ *<https://github.com/godel/godel/releases/v2.0.1|v2.0.1 is published>.*

      Bring version and changelog back to main: <https://github.com/godel/godel/pull/903|#903>.

      ↩ *Production is back on v2.0.0*, says ada: sessions were lost."
    `)
  })

  it('tells what went wrong, and what can be done about it', () => {
    const story = opened()
    story.conflicting = ['#8']
    story.goesOn()
    story.learn({ type: 'ConflictPullRequestSeen', candidate: '#8', pullRequest: 17 })
    story.say(ada, { type: 'Drop', candidate: '#8', because: 'it needs a bigger change' })
    story.conflicting = []
    story.goesOn()
    ;(story as GitHubStory).green()
    story.tested('failure', 2)
    story.tested('success', 3).goesOn()
    story.say(fay, { type: 'NoGo', saw: null, because: 'the migration is not reversible' })
    story.say(ada, { type: 'Resume' })
    story.say(ada, { type: 'Abort', because: 'a better fix is coming' })

    expect(thread(story)).toMatchInlineSnapshot(`
      "▸ ada opened v2.0.1 from \`v2.0.0\`.

      ada started the cut of v2.0.1.

      ✗ *<https://github.com/godel/godel/pull/8|#8> conflicts* in 1 file.
      Resolve it in the pull request that follows, or a captain leaves it out with \`/release drop #8 because …\`.

      ✓ Built the release branch at \`b1d0e2f224\`.

      Resolve the conflict of <https://github.com/godel/godel/pull/8|#8> in <https://github.com/godel/godel/pull/17|#17>.

      <https://github.com/godel/godel/pull/8|#8> is left out by ada: it needs a bigger change.

      ✓ Built the release branch at \`b1d0e2f224\`.

      The release pull request is <https://github.com/godel/godel/pull/900|#900>, at \`a7c3e91b52\`. Its tests are running.

      ✓ The tests and the checklist are complete on \`a7c3e91b52\`.

      ✗ *Back to testing.* On \`a7c3e91b52\` this is no longer true, so nothing is tagged:
      • \`full-test-suite\` ended as failure on a7c3e91b52. Only success counts.

      ✗ \`integration-tests\` *failed* on \`a7c3e91b52\`.
      Run it again with \`/release retry integration-tests\`.

      ✗ \`npm-audit\` *failed* on \`a7c3e91b52\`.
      Run it again with \`/release retry npm-audit\`.

      ✗ \`snyk\` *failed* on \`a7c3e91b52\`.
      Run it again with \`/release retry snyk\`.

      ✓ The tests and the checklist are complete on \`a7c3e91b52\`.

      ✗ *No-go* by fay: the migration is not reversible.
      To continue, a captain runs \`/release resume\`.

      ▸ ada resumed it.

      ✗ *Aborted* by ada: a better fix is coming."
    `)
  })

  it('tells the author of a change that conflicts, where they are known', () => {
    const story = opened()
    story.conflicting = ['#8']
    story.goesOn()

    expect(thread(story, new Map([[cem.person.id, 'UCEM']]))).toContain('Written by <@UCEM>.')
  })

  it('tells at once which test failed, with its log, to who wrote the only change', () => {
    const story = opened()
    story.eligible = ['#8']
    story.goesOn()
    learnFailure(story)

    const people = new Map([[cem.person.id, 'UCEM']])
    expect(thread(story, people)).toContain(
      `✗ \`full-test-suite\` *ended as timed out* on \`a7c3e91b52\`. <${LOG}|Read its log>
<@UCEM>, please look: #8 is the change that may have broken it.
Run it again with \`/release retry full-test-suite\`.`,
    )
  })

  it('suggests to look for the pick where there are several, and suspects nobody', () => {
    const story = cut()
    learnFailure(story)
    expect(last(story, 'TestFailed')).toBe(
      `✗ \`full-test-suite\` *ended as timed out* on \`a7c3e91b52\`. <${LOG}|Read its log>
Run it again with \`/release retry full-test-suite\`, or find the pick that breaks it with \`/release bisect\`.`,
    )
  })

  it('tells which step failed, and how it is tried again', () => {
    const story = opened()
    const [effect] = story.effectsOf('make-plan')
    story.learn({
      type: 'StepRefused',
      answers: effect?.key ?? '',
      reason: { what: 'The config has a mistake', next: 'Mend it' },
    })

    expect(last(story, 'StepFailed')).toBe(
      '⚠ The step `plan` failed. The config has a mistake.\nMend it. Then run `/release retry plan`.',
    )
  })

  it('is silent on what the card and the questions show', () => {
    const story = cut().green() as GitHubStory

    for (const type of ['Planned', 'CheckSeen', 'ItemTicked', 'PromptOpened', 'NotesDrafted'] as const)
      expect(last(story, type)).toBeNull()
  })
})
