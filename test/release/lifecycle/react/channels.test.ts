import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideDisclosure } from '../../../../src/release/lifecycle/disclosure.ts'
import { listChannels } from '../../../../src/release/lifecycle/rules/channels.ts'
import { moves } from '../moves.ts'
import { ada, bea, cutRelease, type Story, termsWith } from '../story.ts'

const channels = [
  { in: 'slack', channel: '#releases', audience: 'team' },
  { in: 'slack', channel: 'security', audience: 'security' },
  { in: 'slack', channel: 'customers', audience: 'customers' },
  { in: 'discord', channel: '#announcements', audience: 'public' },
]
const terms = termsWith({ channels })

/** What goes to a channel, as `draw-card draw-question say`. */
function sentTo(story: Story, name: string): string[] {
  const sent = story.effects.filter((effect) => 'channel' in effect && effect.channel.name === name)
  return [...new Set(sent.map(({ kind }) => kind))]
}

/** Goes all the way, with every checklist ticked. */
function published(story: Story): Story {
  story.green().say(bea, { type: 'Go', saw: null })
  story.goesOn().built()
  story.say(ada, { type: 'Publish' })
  return story.goesOn()
}

/** Checks whether a security release was aborted, and its version opened again as another kind of release. */
function isRegularNow({ release }: Story): boolean {
  return release.status !== 'unopened' && release.ledger.about.track !== 'security'
}

describe('who hears of a release', () => {
  it('the team on a card with its thread, everybody else by announcements', () => {
    const story = published(cutRelease({ terms }))

    expect(story.step).toBe('published')
    expect(sentTo(story, 'releases')).toEqual(['draw-card', 'say', 'draw-question'])
    expect(sentTo(story, 'customers')).toEqual(['announce'])
    expect(sentTo(story, 'announcements')).toEqual(['announce'])
  })

  it('only the team of an alpha, which is for internal testing, and no pull request is told that it shipped', () => {
    const story = published(cutRelease({ terms, version: 'v2.0.1-alpha.1' }))
    expect(sentTo(story, 'releases')).toContain('draw-card')
    expect([sentTo(story, 'customers'), sentTo(story, 'announcements')]).toEqual([[], []])
    expect(story.effectsOf('tell-shipped')).toEqual([])
    expect(story.effectsOf('open-release')).toEqual([])
  })

  it('the team in its thread, once, what main takes back of what is taken', () => {
    const story = cutRelease({ terms })
    const flags = ['#5 was reverted later on main, by #9, which is not in the plan']
    const seen = { type: 'FlagsSeen', flags: [{ candidate: '#5', flags }] } as const
    story.learn(seen, seen, { type: 'FlagsSeen', flags: [] })

    const said = story
      .effectsOf('say')
      .flatMap((effect) =>
        effect.kind === 'say' && effect.channel.name === 'releases' ? [effect.event] : [],
      )
    expect(said.filter(({ type }) => type === 'FlagsSeen')).toMatchObject([{ news: flags }])
  })

  it('§4.1: those who are told ahead hear of it when its artifacts are verified, and once more when it is out', () => {
    const story = published(cutRelease({ terms }))

    expect(
      story.effectsOf('announce').flatMap((effect) => (effect.kind === 'announce' ? [effect.what] : [])),
    ).toEqual(['advance', 'advance', 'advance', 'release', 'advance', 'release'])
  })

  it('ahead of a release that takes a security fix, only those whom the policy names for it', () => {
    const hearAhead = (announcements: Readonly<Record<string, unknown>>) => {
      const story = cutRelease({ terms: termsWith({ channels, announcements }) })
      const assessment = { type: 'security', severity: 'P0', risk: 'low', note: null } as const
      story.say(ada, { type: 'Assess', candidate: '#5', assessment })
      return published(story)
        .effectsOf('announce')
        .flatMap((effect) =>
          effect.kind === 'announce' && effect.what === 'advance' ? [effect.channel.name] : [],
        )
    }

    expect(hearAhead({})).toEqual([])
    expect(hearAhead({ securityAdvanceTo: ['customers'] })).toEqual(['customers', 'customers'])
  })

  it('of a security release nobody but security, until it is published', () => {
    const story = cutRelease({ terms, track: 'security' })

    expect(listChannels(story.open()).map(({ name }) => name)).toEqual(['security'])
    expect(sentTo(story, 'security')).toEqual(['draw-card', 'say'])
    expect(sentTo(story, 'releases')).toEqual([])
    expect(sentTo(published(story), 'announcements')).toEqual(['announce'])
  })

  it('property: whatever happens to an embargoed release, no effect addresses anybody but security', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 30 }), (steps) => {
        const story = cutRelease({ terms, track: 'security' })
        for (const step of steps) {
          const before = story.effects.length
          step(story)
          if (story.step === 'published' || isRegularNow(story)) return
          for (const effect of story.effects.slice(before))
            if ('channel' in effect) expect(effect.channel.audience).toBe('security')
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('what outsiders are told of a release', () => {
  const everywhere = { isPublic: true }
  const insiders = { isPublic: false }

  it('is what its public tracking issue shows, or of a private repository that it is out', () => {
    const story = cutRelease({ terms })
    expect(decideDisclosure(story.open(), everywhere)).toBe('all')
    expect(decideDisclosure(story.open(), insiders)).toBe('nothing')

    const { release } = published(story)
    if (release.status !== 'published') throw new Error('It is not out.')
    expect(decideDisclosure(release, insiders)).toBe('published')
  })

  it('is nothing of a private repository whose releases nobody announces to the public', () => {
    const { release } = published(cutRelease({ terms: termsWith({ channels: channels.slice(0, 3) }) }))
    if (release.status !== 'published') throw new Error('It is not out.')
    expect(decideDisclosure(release, insiders)).toBe('nothing')
  })

  it('property: is nothing of an embargoed release, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 30 }), (steps) => {
        const story = cutRelease({ terms, track: 'security' })
        for (const step of steps) {
          step(story)
          const { release } = story
          if (release.status === 'published' || isRegularNow(story)) return
          if (release.status !== 'unopened') expect(decideDisclosure(release, everywhere)).toBe('nothing')
        }
      }),
      { numRuns: 200 },
    )
  })
})
