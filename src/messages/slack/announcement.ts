import type { Announcement } from '../announcing/announcement.ts'
import type { SlackMessage } from './blocks.ts'
import { link, moment, mrkdwn } from './escape.ts'
import { context, header, message } from './fit.ts'
import { fromMarkdown } from './from-markdown.ts'

const LONGEST_TITLE = 140

/** An announcement as a message by itself, for those who only read. */
export function slackAnnouncement({ title, url, body, product, at }: Announcement): SlackMessage {
  const rest = `… ${link(url, 'read the rest')}`
  return message(
    mrkdwn(title, LONGEST_TITLE),
    [
      header(title),
      ...fromMarkdown(body, rest),
      context(`${mrkdwn(product, LONGEST_TITLE)} · ${moment(at)}`),
    ],
    rest,
  )
}
