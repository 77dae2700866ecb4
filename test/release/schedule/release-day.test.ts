import { describe, expect, it } from 'vitest'
import type { ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import type { PinnedDay, Planned, Urgency } from '../../../src/release/lifecycle/words.ts'
import { ada, type News, opening, planOf, Story, TAGS, termsWith } from '../lifecycle/story.ts'

const WEDNESDAY: PinnedDay = { regular: '2026-12-02', date: '2026-12-02', at: 1_780_000_000 }
const WEEK = 604_800
const NEXT: PinnedDay = { regular: '2026-12-09', date: '2026-12-09', at: WEDNESDAY.at + WEEK }

/** A plan in which each change has its day, in weeks from Wednesday. */
function planFor(due: Readonly<Record<string, readonly [Urgency, number]>>): Planned {
  const plan = planOf(Object.keys(due))
  return {
    ...plan,
    picks: plan.picks.map((pick) => {
      const [urgency, weeks] = due[pick.candidate] ?? ['scheduled', 0]
      return { ...pick, urgency, due: WEDNESDAY.at + weeks * WEEK }
    }),
  }
}

/** Opened by the calendar, with what a test changes of it. */
function due(about: object = {}): News {
  const { repository, version, policy, lockedLines, selection } = firstEvent()
  return {
    type: 'ReleaseDue',
    ...{ repository, version, policy, lockedLines, selection, tags: TAGS, terms: termsWith() },
    ...{ track: 'regular', emergency: null, manager: ada.person, day: WEDNESDAY, alarm: null },
    ...about,
  }
}

function firstEvent() {
  const wish = opening()
  if (wish.type !== 'Open') throw new Error('no opening')
  return wish
}

function planned(story: Story, plan: Planned): Story {
  return story.learn({
    type: 'PlanMade',
    answers: story.effects.findLast(({ kind }) => kind === 'make-plan')?.key ?? '',
    plan,
  })
}

function types(story: Story): ReleaseEvent['type'][] {
  return story.events.map(({ type }) => type)
}

/** What the plan leaves for later, with the reason. */
function left({ release }: Story) {
  if (release.status !== 'open') throw new Error('not open')
  return release.ledger.left.map(({ candidate, because }) => [candidate, because])
}

describe('a release that the calendar opens', () => {
  it('is nobody’s own, has its day and its manager', () => {
    const { release, events } = new Story().learn(due())
    expect(events.map(({ type, by }) => [type, by.kind])).toEqual([
      ['Opened', 'rule'],
      ['ReleaseDayCame', 'rule'],
    ])
    expect(release).toMatchObject({
      status: 'open',
      ledger: { day: WEDNESDAY, about: { requester: null, manager: { login: 'ada' } } },
    })
  })

  it('is opened once, whoever asks again', () => {
    expect(types(new Story().learn(due(), due(), due({ day: NEXT })))).toEqual(['Opened', 'ReleaseDayCame'])
  })

  it('isn’t opened on a line that is locked', () => {
    expect(types(new Story().learn(due({ lockedLines: { '2.0': 'v2.0.0' } })))).toEqual([])
  })
})

describe('on its day', () => {
  const plan = planFor({ '#5': ['scheduled', 0], '#7': ['batch', 1], '#8': ['scheduled', 1] })

  it('what is due later is left for its day, with the reason', () => {
    const story = planned(new Story().learn(due()), plan)
    expect(left(story)).toEqual([
      ['#7', { code: 'waits-for-day', urgency: 'batch', due: NEXT.at }],
      ['#8', { code: 'waits-for-day', urgency: 'scheduled', due: NEXT.at }],
    ])
  })

  it('what can’t wait is taken, whenever it is due', () => {
    expect(left(planned(new Story().learn(due()), planFor({ '#5': ['immediate', 3] })))).toEqual([])
  })

  it('a captain takes a later one all the same', () => {
    const story = planned(new Story().learn(due()), plan)
    story.say(ada, { type: 'Pick', candidate: '#8' })
    planned(story, planFor({ '#5': ['scheduled', 0], '#8': ['scheduled', 1] }))
    expect(left(story)).toHaveLength(2)
    expect(story.release).toMatchObject({ place: { step: 'planned' } })
  })

  it('the next day takes what waited for it', () => {
    const story = planned(new Story().learn(due()), plan)
    planned(story, planFor({ '#5': ['scheduled', 0] }))
    story.learn({ type: 'ReleaseDayCame', day: NEXT })
    expect(story.release).toMatchObject({ place: { step: 'planning', selection: { leave: [] } } })
  })
})

describe('an emergency', () => {
  const alarm = { candidate: '#5', emergency: 'data-loss', because: 'data-loss is immediate' } as const

  it('opens a release of its own, and who is on call is told', () => {
    const story = new Story().learn(due({ day: null, alarm, track: 'emergency', emergency: 'data-loss' }))
    expect(types(story)).toEqual(['Opened', 'EmergencyDeclared'])
    expect(story.effects.some(({ kind, key }) => kind === 'tell' && key.includes(':2:'))).toBe(true)
  })

  it('makes one of a release that is open, once', () => {
    const story = new Story()
    story.say(ada, opening({ goal: { kind: 'plan' } }))
    story.learn({ type: 'EmergencySeen', ...alarm }, { type: 'EmergencySeen', ...alarm })
    expect(types(story)).toEqual(['Opened', 'EmergencyDeclared'])
    expect(story.release).toMatchObject({ ledger: { about: { track: 'emergency', emergency: 'data-loss' } } })
  })

  it('leaves a security release on its track', () => {
    const story = new Story()
    story.say(ada, opening({ goal: { kind: 'plan' }, track: 'security' }))
    story.learn({ type: 'EmergencySeen', ...alarm })
    expect(story.release).toMatchObject({ ledger: { about: { track: 'security', emergency: null } } })
  })
})
