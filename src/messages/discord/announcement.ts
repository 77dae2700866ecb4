import type { Announcement } from '../announcing/announcement.ts'
import type { Variant } from '../announcing/templates.ts'
import { shortened } from '../cut.ts'
import { visibleText } from '../visible.ts'
import { type DiscordMessage, MOST } from './embed.ts'
import { discordLink } from './escape.ts'
import { fitted, fittedLine } from './fit.ts'
import { piecesOf } from './from-markdown.ts'
import { markedUrl } from './mark.ts'

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
export function discordAnnouncement(announcement: Announcement, mark: string): DiscordMessage {
  const { variant, product, url, at } = announcement
  const { color, word } = LOOKS[variant]
  const title = fittedLine(announcement.title, MOST.title)
  const footer = `${word} · ${shortened(visibleText(product), LONGEST_NAME)}`
  const room = Math.min(MOST.description, MOST.together - title.length - footer.length)
  const rest = `… ${discordLink('read the rest', url)}`
  return {
    embeds: [
      {
        title,
        url: markedUrl(url, mark),
        description: fitted(piecesOf(announcement.body), room, rest),
        color,
        fields: [],
        footer: { text: footer },
        timestamp: new Date(at * 1000).toISOString(),
      },
    ],
  }
}
