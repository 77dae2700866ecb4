import { describe, expect, it } from 'vitest'
import { getPreviousVersion } from '../../../../src/release/lifecycle/rollout/view.ts'
import { findRolledBackBase } from '../../../../src/release/lifecycle/rules/find-base.ts'
import { findHealthyVersion } from '../../../../src/release/rollout/healthy-version.ts'
import { ada, BASE, bea, cutRelease, opening, Story, TAGS } from '../story.ts'

const BAD = '1'.repeat(40)
const BOTH = [...TAGS, { name: 'v2.0.1', commit: BAD, taggedAt: 1_770_500_000 }]

/** v2.0.2, opened with what is known of v2.0.1. */
function next(rolledBack: Readonly<Record<string, string>>): Story {
  const story = new Story()
  story.say(ada, opening({ version: 'v2.0.2', tags: BOTH, rolledBack, goal: { kind: 'plan' } }))
  return story
}

function previousOf({ release }: Story): string | null {
  return release.status === 'unopened' ? null : getPreviousVersion(release.ledger)
}

describe('the release after one that was rolled back', () => {
  it('has the next number, and starts from the last one that is healthy', () => {
    const story = next({ 'v2.0.1': 'v2.0.0' })
    expect(story.release).toMatchObject({
      ledger: { about: { version: 'v2.0.2', base: { tag: 'v2.0.0', commit: BASE }, passedOver: ['v2.0.1'] } },
    })
    expect(previousOf(story)).toBe('v2.0.0')
    expect(new Story().say(ada, opening({ version: 'v2.0.1', tags: BOTH }))).toMatchObject({
      code: 'version-exists',
    })
  })

  it('starts from the one before as ever, where that held up', () => {
    const story = next({})
    expect(story.release).toMatchObject({ ledger: { about: { base: { tag: 'v2.0.1' } } } })
    expect(story.release).not.toHaveProperty('ledger.about.passedOver')
  })

  it('goes back to what production runs, which a person may have said', () => {
    expect(previousOf(next({ 'v2.0.1': 'v1.9.9' }))).toBe('v1.9.9')
    expect(findHealthyVersion('v2.0.2', { 'v2.0.2': 'v2.0.1', 'v2.0.1': 'v2.0.0' })).toBe('v2.0.0')
    expect(findHealthyVersion('v2.0.2', { 'v2.0.2': 'v2.0.1', 'v2.0.1': 'v2.0.2' })).toBe('v2.0.2')
  })

  it('is planned again from the healthy one, where it was opened before the rollback', () => {
    const story = next({})
    story.goesOn()
    const { release } = story
    const rolledBack = { 'v2.0.1': 'v2.0.0' }
    const base = release.status === 'open' && findRolledBackBase(release, { tags: BOTH, rolledBack })
    if (!base) throw new Error('no other base was found')
    story.learn({ type: 'BaseRolledBack', ...base }, { type: 'BaseRolledBack', ...base })
    expect(story.types.filter((type) => type === 'BaseRolledBack')).toHaveLength(1)
    expect(story.release).toMatchObject({
      place: { step: 'planning' },
      ledger: { about: { base: { tag: 'v2.0.0' } } },
    })
    expect(previousOf(story)).toBe('v2.0.0')
  })

  it('keeps its base once its tag is asked for', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    const { length } = story.events
    story.learn({ type: 'BaseRolledBack', base: { tag: 'v1.9.9', commit: BAD } })
    expect(story.events).toHaveLength(length)
  })
})
