import { describe, expect, it } from 'vitest'
import { ada, bea, cutRelease, termsWith } from './story.ts'

describe('what is published', () => {
  const published = (version: string, backToMain: boolean) => {
    const terms = termsWith({ backToMain: { pullRequest: backToMain } })
    const story = cutRelease({ version, terms }).green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(ada, { type: 'Publish' })
    return story.goesOn()
  }

  it('is brought back to main where the policy wants it, and no prerelease ever is', () => {
    expect(published('v2.0.1', true).effectsOf('bring-back')).toHaveLength(1)
    expect(published('v2.0.1', false).effectsOf('bring-back')).toEqual([])
    expect(published('v2.0.1-rc.1', true).effectsOf('bring-back')).toEqual([])
  })

  it('shows the pull request that brings it back, and hears of it once', () => {
    const story = published('v2.0.1', true)
    story.learn({ type: 'BackToMainSeen', pullRequest: 12 }, { type: 'BackToMainSeen', pullRequest: 12 })
    expect(story.events.filter(({ type }) => type === 'BackToMainShown')).toHaveLength(1)
    expect(story.release).toMatchObject({ ledger: { shown: { backToMain: 12 } } })
  })
})
