import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  renderCustomerMail,
  renderForumTopic,
  renderRolledBackTopic,
  renderSocialPost,
} from '../../../src/messages/announcements/rollout-notices.ts'
import { renderIncident } from '../../../src/messages/github/issue/incident.ts'
import { renderReview } from '../../../src/messages/github/issue/review.ts'
import { getNoticeTemplate } from '../../../src/messages/rollout/notice-templates.ts'
import type { Template } from '../../../src/messages/text/template.ts'
import type { OpenedRelease } from '../../../src/release/lifecycle/view.ts'
import { NOTICE_NAMES, type NoticeName } from '../../../src/release/policy/deployment/notices.ts'
import { ada, rolling, runs, whereIs } from '../../release/lifecycle/rollout/rolling.ts'
import type { Story } from '../../release/lifecycle/story.ts'

function ours(name: NoticeName): Template {
  const { file, url } = getNoticeTemplate(name)
  return { file, text: readFileSync(url, 'utf8') }
}

const own = (text: string): Template => ({ file: 'own.md', text })

function rolledBack(): Story {
  const story = runs(rolling(), (one) => whereIs(one) === 'production 5 soaking')
  story.say(ada, { type: 'Rollback', to: null, because: 'logins fail' })
  return runs(story, ({ types }) => types.includes('RolledBack'))
}

function opened({ release }: Story): OpenedRelease {
  if (release.status === 'unopened') throw new Error('there is no release')
  return release
}

const INCIDENT = {
  environment: 'production',
  to: 'v2.0.0',
  cause: { kind: 'analysis', metrics: ['errors'] },
} as const

describe('the texts of a rollout', () => {
  it('have a template each, which a repository can copy', () => {
    expect(NOTICE_NAMES.map((name) => ours(name).text.length > 20)).not.toContain(false)
  })

  it('tell customers, the forum and the networks of a release and of its rollback', () => {
    const release = opened(rolledBack())
    expect(renderCustomerMail(release, ours('mail'))).toEqual({
      subject: 'godel v2.0.1 is coming',
      text: "Hello,\n\ngodel v2.0.1 will be deployed to production soon. It is a patch release after v2.0.0. You don't have to do anything.\n",
    })
    expect(renderCustomerMail(release, ours('mail-rollback')).text).toContain('v2.0.0 is in production again')
    const topic = renderForumTopic(release, { url: 'https://x.test/1', notes: '- a fix' }, ours('forum'))
    expect(topic.title).toBe('godel v2.0.1 is out')
    expect(renderRolledBackTopic(release, topic.text, ours('forum-rollback'))).toMatch(
      /^\*\*godel v2\.0\.1 was rolled back\.\*\* Use v2\.0\.0 until the next release\.\n\n---\n\ngodel v2/,
    )
    const post = { url: 'https://x.test/1', mostCharacters: 40 }
    expect(renderSocialPost(release, post, ours('post'))).toBe('godel v2.0.1 is now ava https://x.test/1')
  })

  it('open an incident and a review with what is known filled in', () => {
    const story = rolledBack()
    const incident = renderIncident(
      { release: opened(story), events: story.events, ...INCIDENT },
      ours('incident'),
    )
    expect(incident.title).toBe('Incident: v2.0.1 was rolled back to v2.0.0')
    expect(incident.body).toContain('## Timeline')
    expect(incident.body).toContain('- [ ] Unlock the line')
    const questions = ['What can we improve?']
    const review = renderReview(opened(story), story.events, { questions, template: ours('review') })
    expect(review.title).toBe('Review of v2.0.1')
    expect(review.body).toMatch(/## What can we improve\?\n\n## Measures[^#]*## Numbers[^#]*## Timeline/)
  })

  it('are the repository’s own where it has a template, and one that is wrong is named', () => {
    const story = rolledBack()
    const input = { release: opened(story), events: story.events, ...INCIDENT }
    expect(renderIncident(input, own('# SEV {{ version }}\n\nBack to {{ to }}'))).toEqual({
      title: 'SEV v2.0.1',
      body: 'Back to v2.0.0',
    })
    expect(() => renderCustomerMail(opened(story), own('{{ nothing }}'))).toThrow('own.md')
  })
})
