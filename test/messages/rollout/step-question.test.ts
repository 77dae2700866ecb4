import { expect, it } from 'vitest'
import { renderPrompt } from '../../../src/messages/github/comments/question.ts'
import { renderQuestionMessage } from '../../../src/messages/slack/question-message.ts'
import { getOpenQuestion } from '../../../src/release/lifecycle/view.ts'
import { bea, PRODUCTION, rolling, runs } from '../../release/lifecycle/rollout/rolling.ts'
import type { Story } from '../../release/lifecycle/story.ts'

/** Asked before 25 % of production, after 5 % held up. */
function askedBetweenSteps(): Story {
  const story = rolling({ environments: [{ ...PRODUCTION, approvals: 1 }] })
  story.say(bea, { type: 'Go', saw: null })
  const isAsked = ({ release }: Story) =>
    release.status === 'open' &&
    release.ledger.rollout.lastStep !== null &&
    getOpenQuestion(release)?.subject.step === 'deploy'
  return runs(story, isAsked, 0.004)
}

function openQuestionOf({ release }: Story) {
  const question = release.status === 'unopened' ? null : getOpenQuestion(release)
  if (release.status !== 'open' || !question) throw new Error('Nothing is asked.')
  return { release, prompt: question.prompt, subject: question.subject }
}

it('the question between two steps shows in Slack what the step before measured, and a button to roll back', () => {
  const story = askedBetweenSteps()
  const given = { webUrl: 'https://github.com/godel/godel', value: 'v', people: new Map(), now: story.at }
  const message = JSON.stringify(renderQuestionMessage({ ...openQuestionOf(story), ...given }))
  expect(message).toContain('Deploy v2.0.1 to 25 % of production?')
  expect(message).toContain('*At 5 % of production*')
  expect(message).toMatch(/• Error rate: 0\.4 %, at most 5 % █{3,}/)
  expect(message).toContain('release-captain:roll-back')
})

it('the question shows the picture of these numbers, in Slack and on GitHub, where there is one', () => {
  const story = askedBetweenSteps()
  const chart = new URL('https://captain.example/charts/77%3Av2.0.1/production/0/key.png')
  const asked = { ...openQuestionOf(story), chart }
  const given = { webUrl: 'https://github.com/godel/godel', value: 'v', people: new Map(), now: story.at }
  const alt = 'Chart of the metrics at 5 % of production'
  expect(renderQuestionMessage({ ...asked, ...given }).blocks).toContainEqual({
    ...{ type: 'image', image_url: chart.href, alt_text: alt },
  })
  expect(renderPrompt(asked)).toContain(`![${alt}](${chart.href})`)
})

it('the same question on GitHub has the numbers in a table', () => {
  const comment = renderPrompt(openQuestionOf(askedBetweenSteps()))
  expect(comment).toContain('| At 5 % of production | last | measured |')
  expect(comment).toMatch(/\| Error rate \| 0\.4 %, at most 5 % \| █{3,} \|/)
})
