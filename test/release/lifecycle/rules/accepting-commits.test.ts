import { describe, expect, it } from 'vitest'
import type { OutsideCommit } from '../../../../src/release/lifecycle/words.ts'
import { ada, bea, type News, opening, Story, termsWith } from '../story.ts'

const HEAD = 'e'.repeat(40)

/** A release under test, on whose branch Bea pushed. */
function pushedTo(config: Readonly<Record<string, unknown>> = {}): Story {
  const story = new Story()
  story.say(ada, opening({ terms: termsWith(config) }))
  const people = [bea.person]
  return story
    .goesOn()
    .learn({ type: 'BranchSeen', head: HEAD }, { type: 'HandsSeen', head: HEAD, people }, judged())
}

/** What the criteria say of the commit that Bea pushed. */
function judged(about: Partial<OutsideCommit> = {}): Extract<News, { type: 'OutsideCommitsJudged' }> {
  const commit = { commit: HEAD, candidate: HEAD, title: 'fix: by hand', pullRequest: null, onMain: false }
  return {
    type: 'OutsideCommitsJudged',
    head: HEAD,
    commits: [{ ...commit, verdict: 'eligible', type: 'crash', ...about }],
  }
}

const held = ({ release }: Story) => release.status === 'open' && release.ledger.flow.kind === 'held'

describe('what somebody else put on the release branch', () => {
  it('holds the release, and a plain resume does not accept it', () => {
    const story = pushedTo()
    expect(story.say(ada, { type: 'Resume' })).toMatchObject({ code: 'not-accepted', head: HEAD })
    expect(story.say(ada, { type: 'Resume', accepts: 'f'.repeat(7) })).toMatchObject({ code: 'not-accepted' })
    expect(held(story)).toBe(true)
  })

  it('is accepted by its name, which goes on record', () => {
    const story = pushedTo()
    expect(story.say(ada, { type: 'Resume', accepts: HEAD.slice(0, 7) })).toBeNull()
    expect(story.events.find(({ type }) => type === 'Resumed')).toMatchObject({ accepts: HEAD })
    expect(held(story)).toBe(false)
  })

  it('is not accepted by who wrote it, unless the policy of a team of one allows that', () => {
    const accept = { type: 'Resume', accepts: HEAD } as const
    expect(pushedTo().say(bea, accept)).toMatchObject({ code: 'own-commits' })
    expect(pushedTo({ exceptions: { ownChanges: true } }).say(bea, accept)).toBeNull()
  })

  it('is asked about again with each further commit, and after somebody held the release by hand', () => {
    const story = pushedTo()
    story.say(ada, { type: 'Resume', accepts: HEAD })
    story.say(ada, { type: 'Hold', because: 'wait' })
    story.learn({ type: 'BranchSeen', head: 'd'.repeat(40) })
    expect(story.say(ada, { type: 'Resume' })).toMatchObject({ code: 'not-accepted', head: 'd'.repeat(40) })
  })

  it('is gone with a branch that is built again', () => {
    const story = pushedTo()
    story.say(ada, { type: 'Plan' })
    expect(story.say(ada, { type: 'Resume' })).toBeNull()
    expect(story.goesOn().effects.filter(({ kind }) => kind === 'build-branch')).toHaveLength(2)
  })

  it('is judged by the criteria before anyone accepts it, and again after what is said of it', () => {
    const story = new Story()
    story.say(ada, opening())
    story.goesOn().learn({ type: 'BranchSeen', head: HEAD })
    const accept = { type: 'Resume', accepts: HEAD } as const
    expect(story.say(ada, accept)).toMatchObject({ code: 'commits-not-judged' })
    story.learn(judged({ verdict: 'next-minor', type: 'feature' }))
    expect(story.say(ada, accept)).toMatchObject({ code: 'commit-not-eligible', verdict: 'next-minor' })
    story.say(bea, { type: 'Except', candidate: HEAD, because: 'off by default', until: '2026-03-01' })
    expect(story.effects.filter(({ kind }) => kind === 'judge-commits')).toHaveLength(2)
    story.learn(judged({ type: 'feature' }))
    expect(story.say(ada, accept)).toBeNull()
  })

  it('is never accepted with conflict markers in its history', () => {
    const story = pushedTo().learn(judged({ markers: true }))
    expect(story.say(ada, { type: 'Resume', accepts: HEAD })).toMatchObject({ code: 'commit-has-markers' })
  })

  it('makes a release one that fixes security, where it does', () => {
    const { release } = pushedTo().learn(judged({ type: 'security' }))
    expect(release.status === 'open' && release.ledger.securityFixes).toContain(HEAD)
  })

  it('needs its name too where it came by the merge of a conflict, into a release that is held already', () => {
    const story = new Story()
    story.conflicting = ['#7']
    story.say(ada, opening())
    story.goesOn()
    story.say(ada, { type: 'Hold', because: 'wait' })
    story.learn({ type: 'ConflictMerged', candidate: '#7', head: HEAD, author: bea.person, foreign: true })
    expect(story.say(ada, { type: 'Resume' })).toMatchObject({ code: 'not-accepted', head: HEAD })
  })
})
