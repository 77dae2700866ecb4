import { describe, expect, it } from 'vitest'
import type { Asker } from '../../../../src/release/lifecycle/who.ts'
import {
  ada,
  bea,
  bot,
  cutRelease,
  dan,
  eve,
  type News,
  nothingOutside,
  opening,
  Story,
  someone,
  termsWith,
} from '../story.ts'

const GO = { type: 'Go', saw: null } as const

function hands(head: string, ...of: readonly Asker[]): News {
  return { type: 'HandsSeen', head, people: of.map(({ person }) => person) }
}

/** GitHub knows the accounts of these, and not of everybody. */
function handsUnknown(head: string, ...of: readonly Asker[]): News {
  return { type: 'HandsSeen', head, people: of.map(({ person }) => person), unknown: true }
}

describe('a go', () => {
  it.each([
    [ada, { part: 'requester' }],
    [eve, { part: 'author', candidate: '#7' }],
  ])('of somebody with a part in the release does not count', (asker, reason) => {
    const story = cutRelease().green()
    expect(story.say(asker, GO)).toEqual({
      kind: 'rule',
      code: 'go-not-counted',
      login: asker.person.login,
      reason,
      needed: 1,
    })
  })

  it('of who resolved a conflict does not count', () => {
    const story = new Story()
    story.conflicting = ['#5']
    story.say(ada, opening())
    story.goesOn().learn({
      type: 'ConflictMerged',
      candidate: '#5',
      head: 'merged-1',
      author: bea.person,
      foreign: false,
    })
    story.goesOn().green()
    expect(story.say(bea, GO)).toMatchObject({ reason: { part: 'resolver', candidate: '#5' } })
  })

  it('of who has commits of their own on the release branch does not count, until it is built anew', () => {
    const story = cutRelease()
    story.learn({ type: 'BranchSeen', head: 'by-hand' }, hands('by-hand', bea), nothingOutside('by-hand'))
    story.say(ada, { type: 'Resume', accepts: 'by-hand' })
    story.green()
    expect(story.say(bea, GO)).toMatchObject({ reason: { part: 'committer' } })
    story.say(ada, { type: 'Plan' })
    story.goesOn().green()
    expect(story.say(bea, GO)).toBeNull()
  })

  it('of who resumed does not count where nobody knows who wrote what is on the branch (`git commit --author`)', () => {
    const story = cutRelease()
    story.learn({ type: 'BranchSeen', head: 'by-hand' }, handsUnknown('by-hand'), nothingOutside('by-hand'))
    story.say(bea, { type: 'Resume', accepts: 'by-hand' })
    story.green()
    expect(story.say(bea, GO)).toMatchObject({ reason: { part: 'resumer' } })
    story.learn(hands('by-hand', dan))
    expect(story.say(bea, GO)).toBeNull()
  })

  it('of who resumed does not count before anybody was asked who wrote it', () => {
    const story = cutRelease()
    story.learn({ type: 'BranchSeen', head: 'by-hand' }, nothingOutside('by-hand'))
    story.say(bea, { type: 'Resume', accepts: 'by-hand' })
    story.green()
    expect(story.say(bea, GO)).toMatchObject({ reason: { part: 'resumer' } })
  })

  it('is void when it becomes known that its giver has commits on the release branch', () => {
    const roles = { approvals: { tag: { count: 2 } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    story.say(bea, GO)
    story.learn(hands('built-1-bumped', bea, eve), hands('another', ada))
    expect(story.types.slice(-2)).toEqual(['HandsSeen', 'ApprovalVoided'])
    expect(story.events.at(-1)).toMatchObject({ person: bea.person })
  })

  it('of the one who asked counts where the policy does not want two people', () => {
    const roles = { approvals: { tag: { twoPerson: false } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    expect(story.say(ada, GO)).toBeNull()
    expect(story.step).toBe('tagging')
  })

  it('counts people, not names and not clicks', () => {
    const roles = { approvals: { tag: { count: 2 } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    story.say(bea, GO)
    story.say({ ...bea, person: { id: bea.person.id, login: 'bea-renamed' } }, GO)
    expect(story.step).toBe('asking-to-tag')
    story.say(someone(6, 'fay', 'admin'), GO)
    expect(story.step).toBe('tagging')
  })

  it('is void when what is taken changes', () => {
    const roles = { approvals: { tag: { count: 2 } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    story.say(bea, GO)
    story.say(ada, { type: 'Drop', candidate: '#7', because: 'not now' })
    expect(story.events.slice(-3)).toMatchObject([
      { type: 'ApprovalVoided', person: bea.person, because: { code: 'selection-changed' } },
      { type: 'PromptClosed', prompt: 'tag-1' },
      { type: 'PickDropped' },
    ])
  })

  it('is void when the branch moves, and the release is held until somebody looked', () => {
    const roles = { approvals: { tag: { count: 2 } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    story.say(bea, GO)
    story.learn({ type: 'BranchSeen', head: 'somebody-elses' })
    expect(story.types.slice(-4)).toEqual(['ApprovalVoided', 'PromptClosed', 'BranchMoved', 'Held'])
    expect(story.step).toBe('testing')
  })

  it('is void when its giver may not give it any more', () => {
    const roles = { approvals: { tag: { count: 2 } } }
    const story = cutRelease({ terms: termsWith({ roles }) }).green()
    story.say(bea, GO)
    story.learn({ type: 'StandingLost', person: bea.person, how: 'role-lost' })
    story.say(someone(6, 'fay', 'admin'), GO)
    expect(story.step).toBe('asking-to-tag')
  })

  it('is for what was asked when it was said', () => {
    const story = cutRelease().green()
    const early = { type: 'Go', saw: null, asker: bea, at: story.at - 100 } as const
    expect(story.take(early)).toMatchObject({ code: 'question-changed' })
    expect(story.say(bea, { type: 'Go', saw: 'tag-7' })).toMatchObject({ code: 'question-changed' })
    expect(story.say(bea, { type: 'Go', saw: 'tag-1' })).toBeNull()
  })

  it('comes before the branch where the policy wants it', () => {
    const story = new Story()
    story.say(ada, opening({ terms: termsWith({ roles: { approvals: { cut: { count: 1 } } } }) }))
    expect(story.goesOn().step).toBe('asking-to-cut')
    story.say(bea, GO)
    expect(story.goesOn().step).toBe('testing')
  })
})

describe('a no-go', () => {
  it('holds the release, and the question is asked anew', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'NoGo', because: 'the error rate is up', saw: null })
    expect(story.types.slice(-3)).toEqual(['NoGoGiven', 'PromptClosed', 'Held'])
    expect(story.say(bea, GO)).toMatchObject({ code: 'no-question' })
    story.say(ada, { type: 'Resume' })
    expect(story.events.at(-1)).toMatchObject({ type: 'PromptOpened', prompt: 'tag-2' })
  })
})

describe('a role', () => {
  it('is refused with what it takes, and who could say it', () => {
    expect(cutRelease().say(dan, { type: 'Hold', because: 'because' })).toMatchObject({
      code: 'lacks-role',
      role: 'contributor',
      needs: { permission: 'write' },
    })
  })

  it('is not given to a bot, whatever it may on GitHub', () => {
    expect(cutRelease().say(bot, { type: 'Hold', because: 'because' })).toMatchObject({
      code: 'is-bot',
      login: 'merge-bot',
    })
  })

  it('follows from nothing that GitHub did not say', () => {
    const refusal = cutRelease().say({ ...ada, permission: 'unknown' }, { type: 'Resume' })
    expect(refusal).toMatchObject({ code: 'rights-unknown', login: 'ada' })
  })

  it('can be had by a team', () => {
    const terms = termsWith({ roles: { captain: { permission: null, teams: ['captains'] } } })
    const story = new Story()
    expect(story.say(ada, opening({ terms }))).toMatchObject({ needs: { teams: ['captains'] } })
    expect(story.say({ ...dan, teams: ['captains'] }, opening({ terms }))).toBeNull()
  })
})
