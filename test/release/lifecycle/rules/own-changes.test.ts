import { describe, expect, it } from 'vitest'
import { ada, bea, cem, opening, Story, termsWith, type Wish } from '../story.ts'

const assessment = { risk: 'low', type: 'crash', severity: 'P1', note: null } as const
const because = 'a customer waits'

function prepared(config: Readonly<Record<string, unknown>> = {}): Story {
  const story = new Story()
  expect(story.say(ada, opening({ terms: termsWith(config) }))).toBeNull()
  return story
}

describe('who wrote a change', () => {
  const authors = [cem.person]
  const assess = (given: Partial<typeof assessment> | object = {}): Wish => ({
    ...{ type: 'Assess', candidate: '#5', authors },
    assessment: { ...assessment, ...given },
  })

  it('cannot overrule what the criteria say of its type or severity; another contributor can', () => {
    const story = prepared()
    expect(story.say(cem, assess())).toMatchObject({
      code: 'own-change',
      command: 'Assess',
      candidate: '#5',
    })
    expect(story.say(cem, assess({ type: null }))).toMatchObject({ code: 'own-change' })
    expect(story.say(ada, assess())).toBeNull()
  })

  it('may say how risky it is', () => {
    expect(prepared().say(cem, assess({ type: null, severity: null }))).toBeNull()
  })

  it('allows no exception for it, as an approver either', () => {
    const wish: Wish = {
      type: 'Except',
      candidate: '#5',
      because,
      until: '2026-03-01',
      authors: [bea.person],
    }
    expect(prepared().say(bea, wish)).toMatchObject({
      code: 'own-change',
      command: 'Except',
    })
  })

  it('may both where the policy of a team of one allows it', () => {
    const story = prepared({ exceptions: { ownChanges: true } })
    expect(story.say(cem, assess())).toBeNull()
  })
})

describe('what GitHub refuses to do besides the steps', () => {
  const refused = {
    type: 'EffectRefused',
    what: 'It is a commit status.',
    next: 'Start it where it runs.',
    askedBy: ada.person,
  } as const

  it('is told to who asked for it, on the tracking issue', () => {
    const story = prepared()
    story.learn({ ...refused, effect: 'rerun-test', rerun: null })
    expect(story.effectsOf('tell')).toMatchObject([{ event: { type: 'EffectRefused', askedBy: ada.person } }])
  })

  it('lets a test be asked for again, and ends a search for the breaking pick', () => {
    const story = new Story()
    story.say(ada, opening())
    story.learn({ type: 'IssueSeen', issue: 100 })
    story.goesOn().tested('failure')
    expect(story.say(ada, { type: 'Bisect' })).toBeNull()
    story.learn({ ...refused, effect: 'push-probe', rerun: null })
    const { release } = story
    expect(release.status === 'open' && [release.ledger.bisect, release.ledger.probes]).toEqual([null, []])
    expect(story.effectsOf('tell').at(-1)).toMatchObject({ event: { effect: 'push-probe' } })
  })
})
