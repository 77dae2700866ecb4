import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Announcement, renderAnnouncement } from '../../../src/messages/announcements/announcement.ts'
import { VARIANTS } from '../../../src/messages/announcements/templates.ts'
import { renderDiscordAnnouncement } from '../../../src/messages/discord/announcement.ts'
import { hasMarkInUrl } from '../../../src/messages/discord/mark.ts'
import { escapeMarkdown } from '../../../src/messages/text/markdown.ts'
import { ada } from '../../release/lifecycle/story.ts'
import { announcing, publishedStory } from '../announcing/announced.ts'
import { hostile } from './hostile.ts'
import { expectWithin, foreignIn, madeOf } from './reading.ts'

const MARK = '77:v2.0.1 release slack/#x'

function announced(about: Partial<Announcement> = {}): Announcement {
  return {
    variant: 'release',
    title: 'Godel v2.0.1 is out',
    url: 'https://github.com/godel/godel/releases/tag/v2.0.1',
    body: 'It is out.',
    version: 'v2.0.1',
    product: 'Godel',
    at: 1_772_000_000,
    ...about,
  }
}

function embedOf(about: Partial<Announcement> = {}) {
  const [embed] = renderDiscordAnnouncement(announced(about), MARK).embeds
  if (!embed) throw new Error('It has no embed.')
  return embed
}

const shown = (body: string) => embedOf({ body }).description

describe('an announcement in Discord', () => {
  it('is one embed, that bears its mark where nobody reads it', () => {
    const announcement = renderAnnouncement(announcing(publishedStory()))
    if (!announcement) throw new Error('It is not announced.')
    expect(renderDiscordAnnouncement(announcement, MARK)).toMatchInlineSnapshot(`
      {
        "embeds": [
          {
            "color": 1736503,
            "description": "It replaces v2.0.0. Released on 2026-02-25.

      ### Security Fixes
      - \\[CVE-2026-10421\\] Fixed authentication bypass in API gateway ([#7](https://github.com/godel/godel/pull/7))

      ### Bug Fixes
      - Fixed memory leak in task engine ([#5](https://github.com/godel/godel/pull/5))

      ### Upgrade Notes
      No special upgrade steps required.

      [Download it and read the full notes](https://github.com/godel/godel/releases/v2.0.1)",
            "fields": [],
            "footer": {
              "text": "Release · Godel",
            },
            "timestamp": "2026-02-25T06:13:46.000Z",
            "title": "Godel v2.0.1 is out",
            "url": "https://github.com/godel/godel/releases/v2.0.1#77%3Av2.0.1%20release%20slack%2F%23x",
          },
        ],
      }
    `)
  })

  it('of a rollback is the same message in another color, with the same mark', () => {
    const story = publishedStory()
    const before = renderAnnouncement(announcing(story))
    story.say(ada, { type: 'RolledBack', to: 'v2.0.0', because: 'memory grows for @everyone' })
    const after = renderAnnouncement(announcing(story))
    if (!before || !after) throw new Error('It is not announced.')
    const [first, second] = [before, after].map((one) => renderDiscordAnnouncement(one, MARK).embeds[0])
    expect(second?.url).toBe(first?.url)
    expect(second?.color).not.toBe(first?.color)
    expect(second?.description).toContain('memory grows for @\u2060everyone.')
  })

  it('is known by its mark, and by no other', () => {
    const { url } = embedOf()
    expect(hasMarkInUrl(url, MARK)).toBe(true)
    expect(hasMarkInUrl(url, '77:v2.0.1 release')).toBe(false)
    expect(hasMarkInUrl('no address', MARK)).toBe(false)
  })

  it.each([
    ['# Big\n\ntext', '### Big\ntext'],
    ['- one\n- two\n  - three', '- one\n- two\n  - three'],
    ['3. three\n4. four', '3. three\n4. four'],
    ['- [x] done\n- [ ] open', '- ☑ done\n- ☐ open'],
    ['**bold** and *thin* and ~~gone~~', '**bold** and *thin* and ~~gone~~'],
    ['**bold *and **bold** again***', '**bold *and bold again***'],
    ['`a` and ``b`c``', '`a` and ``b`c``'],
    ['```js\nlet a = "```"\n```', '```\nlet a = "`\u2060`\u2060`"\n```'],
    ['> said\n> twice', '> said twice'],
    ['| a | b |\n| - | - |\n| 1 | [2](https://e.x/) |', '- **a** · **b**\n- 1 · [2](https://e.x/)'],
    ['<b>x</b> <!-- hidden -->', 'x '],
    ['![A cat](https://e.x/cat.png)', '[A cat](https://e.x/cat.png)'],
    ['See https://e.x/a.', 'See [e.x/a](https://e.x/a).'],
    ['[bad](javascript:alert(1))', 'bad'],
    ['\\# no heading', '\\# no heading'],
    ['2\\. no list', '2\\. no list'],
  ])('reads %j as %j', (markdown, discord) => {
    expect(shown(markdown).trimEnd()).toBe(discord.trimEnd())
  })

  it('ends at a whole item where it is too long, with a link to the rest', () => {
    const items = Array.from(
      { length: 300 },
      (_, at) => `- Fixed leak ${at + 1} ([#${at}](https://e.x/${at}))`,
    )
    const text = shown(`## Bug Fixes\n${items.join('\n')}\n\n## Upgrade Notes\nNone.`)
    expect(text).toMatch(
      /- Fixed leak \d+ \(\[#\d+\]\(https:\/\/e\.x\/\d+\)\)\n\n… \[read the rest\]\(https:\/\/github\.com\/godel\/godel\/releases\/tag\/v2\.0\.1\)$/,
    )
    expect(text.length).toBeGreaterThan(3_900)
  })

  it('leaves no heading with nothing under it', () => {
    const text = shown(`${'x'.repeat(3_000)}\n\n## Bug Fixes\n- ${'y'.repeat(2_000)}`)
    expect(text).not.toContain('Bug Fixes')
  })

  it('holds all limits with 300 picks and four-byte characters in every title', () => {
    const title = '𝕏🚀'.repeat(100)
    const items = Array.from(
      { length: 300 },
      (_, at) => `- ${escapeMarkdown(title)} ([#${at}](https://github.com/godel/godel/pull/${at}))`,
    )
    const notes = `## Bug Fixes\n${items.join('\n')}`
    for (const track of ['regular', 'security'] as const) {
      const announcement = renderAnnouncement(
        announcing(publishedStory({ about: { track }, notes }), { product: title.repeat(20) }),
      )
      if (!announcement) throw new Error('It is not announced.')
      expectWithin(renderDiscordAnnouncement(announcement, MARK))
    }
    expectWithin(
      renderDiscordAnnouncement(announced({ body: title.repeat(200), title: title.repeat(5) }), MARK),
    )
  })

  it('property: holds all limits and makes nothing of what people wrote', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(...VARIANTS), (text, name, variant) => {
        const body = `${escapeMarkdown(text)}\n\n- ${escapeMarkdown(text)} **${escapeMarkdown(name)}**`
        const message = renderDiscordAnnouncement(
          announced({ variant, body, title: name || 'x', product: name }),
          text,
        )
        const [embed] = message.embeds
        if (!embed) throw new Error('It has no embed.')
        if (name.trim() !== '' && embed.title.trim() !== '') expectWithin(message)
        expect(madeOf(`x${embed.title}`)).toEqual([])
        expect(foreignIn(embed.description)).toEqual({ links: [], made: [] })
      }),
      { numRuns: 300 },
    )
  })

  it('property: leads only to pages, and mentions no one, whatever Markdown the notes are', () => {
    fc.assert(
      fc.property(hostile, (body) => {
        const message = renderDiscordAnnouncement(announced({ body }), MARK)
        const { links, made } = foreignIn(message.embeds[0]?.description ?? '')
        for (const link of links) expect(link).toMatch(/^https:\/\//)
        expect(made).toEqual([])
        expectWithin(message)
      }),
      { numRuns: 300 },
    )
  })
})
