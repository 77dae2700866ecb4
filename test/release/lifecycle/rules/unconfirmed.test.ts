import { describe, expect, it } from 'vitest'
import { listToConfirm } from '../../../../src/release/lifecycle/rules/unconfirmed.ts'
import { ada, bea, cem, eve, opening, planOf, Story, termsWith } from '../story.ts'

const UNKNOWN = { '#5': ['tested', 'severity'], '#7': ['tested'] } as const

/** A plan of #5 by Cem and #7 by Eve, of which nobody knows everything; the branch was asked for, or not. */
function planned(config: Readonly<Record<string, unknown>> = {}, goal: 'plan' | 'cut' = 'cut'): Story {
  const story = new Story()
  const asks = goal === 'plan' ? { kind: goal } : { kind: goal, expects: null }
  expect(story.say(ada, opening({ goal: asks, terms: termsWith(config) }))).toBeNull()
  const plan = planOf(['#5', '#7'])
  const [five, seven] = plan.picks
  if (!five || !seven) throw new Error('no picks')
  const picks = [
    { ...five, toConfirm: UNKNOWN['#5'] },
    { ...seven, toConfirm: UNKNOWN['#7'] },
  ]
  const answers = story.effects.find(({ kind }) => kind === 'make-plan')?.key ?? ''
  return story.learn({ type: 'PlanMade', answers, plan: { ...plan, digest: 'c'.repeat(64), picks } })
}

const all = { type: 'Confirm', changes: null, rules: null, plan: null } as const
const isBuilding = (story: Story) => story.effects.some(({ kind }) => kind === 'build-branch')
const openIn = ({ release }: Story) => (release.status === 'unopened' ? [] : listToConfirm(release))

describe('what nobody could know of a change (§1.1)', () => {
  it('holds the cut until somebody else confirms it, and then the cut goes on by itself', () => {
    const story = planned()
    expect(isBuilding(story)).toBe(false)
    expect(story.say(ada, all)).toBeNull()
    expect([openIn(story), isBuilding(story)]).toEqual([[], true])
  })

  it('is confirmed rule by rule and change by change, too', () => {
    const story = planned()
    expect(story.say(ada, { ...all, changes: ['#5'], rules: ['severity'] })).toBeNull()
    expect(openIn(story)).toEqual([
      { candidate: '#5', rules: ['tested'] },
      { candidate: '#7', rules: ['tested'] },
    ])
    expect(story.say(ada, { ...all, rules: ['tested'] })).toBeNull()
    expect(isBuilding(story)).toBe(true)
  })

  it('is confirmed by nobody for a change of their own', () => {
    const story = planned()
    expect(story.say(eve, { ...all, changes: ['#7'] })).toMatchObject({
      code: 'own-change',
      command: 'Confirm',
      candidate: '#7',
    })
    expect(story.say(eve, all)).toBeNull()
    expect(openIn(story)).toEqual([{ candidate: '#7', rules: ['tested'] }])
    expect(story.say(cem, all)).toBeNull()
    expect(isBuilding(story)).toBe(true)
  })

  it('is confirmed by its author where the policy of a team of one allows that', () => {
    const story = planned({ exceptions: { ownChanges: true } })
    expect(story.say(eve, all)).toBeNull()
    expect(isBuilding(story)).toBe(true)
  })

  it('is confirmed for the plan that was looked at, and for changes that are in it', () => {
    const story = planned({}, 'plan')
    expect(story.say(bea, { ...all, plan: 'd'.repeat(12) })).toMatchObject({ code: 'other-plan-shown' })
    expect(story.say(bea, { ...all, changes: ['#9'] })).toMatchObject({ code: 'not-planned' })
    expect(story.say(bea, { ...all, plan: 'c'.repeat(12) })).toBeNull()
    expect(openIn(story)).toEqual([])
  })

  it('asks no more what was confirmed before, when a later plan has it again', () => {
    const story = planned()
    story.say(ada, all)
    story.say(ada, { type: 'Pick', candidate: '#9' })
    expect(openIn(story)).toEqual([])
  })
})

describe('an open issue that blocks releases', () => {
  it('holds the cut until a plan no longer has it', () => {
    const story = new Story()
    story.say(ada, opening())
    const answers = story.effects.find(({ kind }) => kind === 'make-plan')?.key ?? ''
    story.learn({ type: 'PlanMade', answers, plan: planOf(['#5'], { blockers: [40] }) })
    expect([story.step, isBuilding(story)]).toEqual(['planned', false])

    story.say(ada, { type: 'Plan' })
    expect(isBuilding(story.goesOn())).toBe(true)
  })
})
