import { describe, expect, it } from 'vitest'
import { releaseEventSchema } from '../../../src/release/lifecycle/events.ts'
import { GATES } from '../../../src/release/lifecycle/rules/gates.ts'
import { termsSchema } from '../../../src/release/lifecycle/terms.ts'
import type { Asker } from '../../../src/release/lifecycle/who.ts'
import { PROCESS_GATES } from '../../../src/release/process/phases.ts'
import { ada, bea, cem, cutRelease, type Story, someone, termsWith } from './story.ts'

const legal = { id: 'legal-approved', text: 'Legal approved' }
const lea: Asker = { ...someone(31, 'lea', 'read'), teams: ['legal'] }

function cutWith(gates: object): Story {
  return cutRelease({ terms: termsWith({ gates }) })
}

function check(story: Story, who: Asker, item = 'legal-approved') {
  return story.say(who, { type: 'Check', item, as: 'done', evidence: null })
}

describe('a gate that the policy adds', () => {
  it('holds the tag until who has its role answers for it', () => {
    const story = cutWith({ add: [{ ...legal, before: 'tag', role: { teams: ['legal'] } }] }).green()
    expect(story.step).toBe('testing')

    expect(check(story, bea)).toMatchObject({ code: 'lacks-gate-role', gate: 'legal-approved' })
    expect(check(story, lea)).toBeNull()
    expect(story.goesOn().step).toBe('asking-to-tag')
  })

  it('holds the publication, after the tag', () => {
    const story = cutWith({ add: [{ ...legal, before: 'publish', role: { teams: ['legal'] } }] }).green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    expect(story.say(ada, { type: 'Publish' })).toMatchObject({ code: 'publication-gate-shut' })

    check(story, lea)
    expect(story.say(ada, { type: 'Publish' })).toBeNull()
    expect(story.goesOn().step).toBe('published')
  })

  it('is answered for again when the commit is another', () => {
    const story = cutWith({ add: [{ ...legal, before: 'tag' }] }).green()
    check(story, cem)
    story.goesOn().learn({ type: 'BranchSeen', head: 'e'.repeat(40) })
    expect(story.step).toBe('testing')
  })

  it('is not there for tracks that it is not for', () => {
    const story = cutWith({ add: [{ ...legal, before: 'tag', track: 'security' }] }).green()
    expect(story.step).toBe('asking-to-tag')
  })
})

describe('the gates of the process', () => {
  it('are removed by the policy', () => {
    const story = cutWith({ remove: ['tests', 'release-checklist'] })
    expect(story.goesOn().step).toBe('asking-to-tag')
  })

  it('stand in the order that the policy wants', () => {
    const { gates } = termsWith({ gates: { order: ['release-checklist'] } })
    expect(gates.map(({ id }) => id)).toEqual([
      'release-checklist',
      'criteria',
      'pick-tests',
      'tests',
      'security-checklist',
      'artifacts',
    ])
  })

  it('each have a row that says what they need', () => {
    expect(PROCESS_GATES.map(({ kind }) => kind).filter((kind) => !(kind in GATES))).toEqual([])
  })
})

describe('what was stored before gates were data', () => {
  it('has the gates that it had', () => {
    const { gates, ...earlier } = termsWith()
    expect(termsSchema.parse(earlier).gates).toEqual(gates)
  })

  it('says in words what was missing', () => {
    const shut = { type: 'GateShut', at: 1, by: { kind: 'rule' }, gate: 'testing', head: 'a' }
    expect(releaseEventSchema.safeParse({ ...shut, missing: ['`unit` is red.'] }).success).toBe(true)
  })
})
