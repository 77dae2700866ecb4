import { describe, expect, it } from 'vitest'
import { ada, bea, cutRelease, TAGS } from './story.ts'

describe('Pre-release Versions', () => {
  it('an rc is a release of its own, with the picks of this one', () => {
    const story = cutRelease()
    story.say(ada, { type: 'Prerelease', channel: 'rc', tags: TAGS })
    expect(story.effectsOf('open-release')[0]).toEqual({
      kind: 'open-release',
      version: 'v2.0.1-rc.1',
      picks: ['#5', '#7'],
      key: '77:v2.0.1:12:open-release',
    })
  })

  it('a published rc is promoted to the stable version', () => {
    const story = cutRelease({ version: 'v2.0.1-rc.1' }).green()
    expect(story.say(ada, { type: 'Promote', tags: TAGS })).toMatchObject({
      code: 'prerelease-not-published',
    })
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(ada, { type: 'Publish' })
    story.goesOn().say(ada, { type: 'Promote', tags: TAGS })
    expect(story.effectsOf('open-release')).toMatchObject([{ version: 'v2.0.1', picks: ['#5', '#7'] }])
  })
})
