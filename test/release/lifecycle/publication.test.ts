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

  it('and is taken back on main is told once, and goes on being known', () => {
    const story = published('v2.0.1', false)
    const flags = ['#5 was reverted later on main, by #9']
    const seen = { type: 'FlagsSeen', flags: [{ candidate: '#5', flags }] } as const
    story.learn(seen, seen)
    expect(story.events.filter(({ type }) => type === 'FlagsSeen')).toMatchObject([{ news: flags }])
    expect(story.effectsOf('tell')).toHaveLength(1)
    expect(story.release).toMatchObject({ release: { plan: { picks: [{ candidate: '#5', flags }, {}] } } })
  })
})

describe('a policy that names an artifact wrongly', () => {
  const artifacts = [{ id: 'cli', text: 'CLI binaries' }]
  const another = (digest: string) => {
    const policy = { digest, commit: null }
    return { type: 'TakePolicy', policy, terms: termsWith({ build: { artifacts } }) } as const
  }

  it('is taken over anew once the tag stands, and what the build left behind is looked for by it', () => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    expect(story.say(bea, another('one'))).toMatchObject({ code: 'tag-requested' })

    story.goesOn().learn({ type: 'ArtifactsStarted', run: 'r1' })
    story.learn({ type: 'ArtifactsFailed', run: 'r1', because: 'nothing is there' })
    expect(story.say(bea, another('one'))).toBeNull()
    expect(story.effectsOf('build-artifacts')).toHaveLength(2)
    expect(story.built().step).toBe('asking-to-publish')

    expect(story.say(bea, another('two'))).toBeNull()
    expect(story.step).toBe('building')
    expect(story.effectsOf('push-tag')).toHaveLength(1)
  })
})

describe('a tag', () => {
  it.each(['missing', 'unknown'] as const)('whose signature is %s is not taken for ours', (signature) => {
    const story = cutRelease().green()
    story.say(bea, { type: 'Go', saw: null })
    const { place } = story.open()
    const commit = 'head' in place && place.head !== null ? place.head : ''
    story.learn({ type: 'TagSeen', tag: 'v2.0.1', commit, signature })
    expect(story.step).toBe('tagging')
    expect(story.open().ledger.flow).toMatchObject({ kind: 'held' })
  })
})
