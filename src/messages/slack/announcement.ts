import type { Announcement } from '../announcements/announcement.ts'
import type { SlackMessage } from './format/blocks.ts'
import { escapeMrkdwn, formatLink, formatMoment } from './format/escape.ts'
import { createContext, createHeader, createMessage } from './format/fit.ts'
import { fromMarkdown } from './format/from-markdown.ts'

const LONGEST_TITLE = 140

/** An announcement as a message by itself, for those who only read. */
export function renderSlackAnnouncement({ title, url, body, product, at }: Announcement): SlackMessage {
  const rest = `… ${formatLink(url, 'read the rest')}`
  return createMessage(
    escapeMrkdwn(title, LONGEST_TITLE),
    [
      createHeader(title),
      ...fromMarkdown(body, rest),
      createContext(`${escapeMrkdwn(product, LONGEST_TITLE)} · ${formatMoment(at)}`),
    ],
    rest,
  )
}
