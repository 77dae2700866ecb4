import type { Announcement } from '../announcements/announcement.ts'
import type { Variant } from '../announcements/templates.ts'
import { escapeInvisible } from '../text/escape-invisible.ts'
import { shorten } from '../text/limit-rows.ts'
import { type DiscordMessage, MOST_IN_EMBED } from './embed.ts'
import { formatDiscordLink } from './escape.ts'
import { fitLine, fitPieces } from './fit.ts'
import { splitIntoPieces } from './from-markdown.ts'
import { addMarkToUrl } from './mark.ts'

/** What kind of news it is, at a glance: a color, and a word below. */
const LOOKS: Readonly<Record<Variant, { readonly color: number; readonly word: string }>> = {
  advance: { color: 0x0969da, word: 'Announced ahead' },
  release: { color: 0x1a7f37, word: 'Release' },
  rollback: { color: 0xbc4c00, word: 'Rollback' },
  security: { color: 0xcf222e, word: 'Security release' },
}

/** Characters of a product's name. */
const LONGEST_NAME = 200

/** An announcement as one embed. `mark` stays when it changes, so that it is the same message. */
export function renderDiscordAnnouncement(announcement: Announcement, mark: string): DiscordMessage {
  const { variant, product, url, at } = announcement
  const { color, word } = LOOKS[variant]
  const title = fitLine(announcement.title, MOST_IN_EMBED.title)
  const footer = `${word} · ${shorten(escapeInvisible(product), LONGEST_NAME)}`
  const room = Math.min(MOST_IN_EMBED.description, MOST_IN_EMBED.together - title.length - footer.length)
  const rest = `… ${formatDiscordLink('read the rest', url)}`
  return {
    embeds: [
      {
        title,
        url: addMarkToUrl(url, mark),
        description: fitPieces(splitIntoPieces(announcement.body), room, rest),
        color,
        fields: [],
        footer: { text: footer },
        timestamp: new Date(at * 1000).toISOString(),
      },
    ],
  }
}
