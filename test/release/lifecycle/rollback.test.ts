import { describe, expect, it } from 'vitest'
import { ada, bea, cem, cutRelease, type Story } from './story.ts'

/** A release that is out. */
function published(): Story {
  const story = cutRelease().green()
  story.say(bea, { type: 'Go', saw: null })
  story.goesOn().built()
  story.say(ada, { type: 'Publish' })
  return story.goesOn()
}

const BACK = { type: 'RolledBack', to: 'v2.0.0', because: 'the error rate is up' } as const

describe('a rollback that somebody did by hand (Manual Rollback)', () => {
  it('is put on record by a captain, once, with where production is now and why', () => {
    const story = published()

    expect(story.say(ada, BACK)).toBeNull()

    expect(story.release).toMatchObject({
      status: 'published',
      rolledBack: { to: 'v2.0.0', because: 'the error rate is up' },
    })
    expect(story.say(ada, BACK)).toMatchObject({
      code: 'rolled-back',
      to: 'v2.0.0',
      because: 'the error rate is up',
    })
  })

  it('is for captains, and for what is out', () => {
    expect(published().say(cem, BACK)).toMatchObject({ code: 'lacks-role', role: 'captain' })
    expect(cutRelease().say(ada, BACK)).toMatchObject({ code: 'not-published' })
    expect(published().say(ada, { ...BACK, to: 'v2.0.1' })).toMatchObject({ code: 'back-to-itself' })
  })
})

describe('notes of a release that is out', () => {
  it('are corrected where they stand, on GitHub, and taken from there', () => {
    const story = published()

    story.learn({ type: 'ReleaseTextSeen', notes: 'notes-2', text: 'Corrected.' })
    story.learn({ type: 'ReleaseTextSeen', notes: 'notes-2', text: 'Corrected.' })

    expect(story.release).toMatchObject({ release: { notes: 'notes-2', text: 'Corrected.' } })
    expect(story.types.filter((type) => type === 'NotesEdited')).toHaveLength(1)
  })
})
