import { escapeInvisible, escapeInvisibleLines } from '../../text/escape-invisible.ts'
import { shorten } from '../../text/limit-rows.ts'
import { escapePart, splitSentence } from '../../text/split-sentence.ts'
import { formatMinute } from '../../wording.ts'
import type { PlainText } from './blocks.ts'

/** WORD JOINER: nobody sees it, and no link, mention or emoji is recognised across it. */
const JOINER = '\u2060'

/**
 * What Slack makes something of in plain words: a joiner goes after each. `verbatim` and `parse: none` say the same to
 * Slack; this holds where one of them is forgotten, and in the text of notifications.
 */
const MADE_SOMETHING_OF = [
  // @here, @channel, a name, an e-mail address
  /@/g,
  // #channel; a number is no channel's name
  /#(?=[^\s\d])/g,
  // mailto: needs no slashes
  /mailto(?=:)/gi,
  /www(?=\.)/gi,
  // https://…, and :tada: in any script, also where a colon of ours would be its second; the time of day is left alone
  /:(?=\S)(?!(?<=\d:)\d\d[\s,.)])/g,
]

/** Slack has no escape for its markup, so each goes as a character that looks like it and means nothing. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }
/** An underscore within a word means nothing, and names from code are copied. */
const MARKUP = /[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g

/** Slack's three control characters (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
function escapeControl(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * Text from outside (a title, a name, a reason) as one line of mrkdwn that shows just that text: no mention, link, emoji,
 * quote or markup comes of it. Cut at a length in characters, before it is escaped.
 */
export function escapeMrkdwn(text: string, most = Number.POSITIVE_INFINITY): string {
  const seen = escapeInvisible(shorten(text, most)).replace(MARKUP, (mark) => LOOK_ALIKES[mark] ?? mark)
  const joined = MADE_SOMETHING_OF.reduce((rest, pattern) => rest.replace(pattern, `$&${JOINER}`), seen)
  // At the start of a line even an escaped one is a quote.
  return escapeControl(joined.replace(/^>/, `${JOINER}>`))
}

/** Text from outside as code, within a line. Nothing but the backquote that would end it is another character. */
export function formatSlackCode(text: string, most = Number.POSITIVE_INFINITY): string {
  const seen = escapeInvisible(shorten(text, most)).replaceAll('`', 'ˋ')
  return seen === '' ? '' : `\`${escapeControl(seen)}\``
}

/** Lines from outside as a block of code that none of them can end. */
export function formatSlackCodeBlock(lines: string): string {
  return `\`\`\`\n${escapeControl(escapeInvisibleLines(lines).replaceAll('`', 'ˋ'))}\n\`\`\``
}

/** Text in which Slack makes nothing of anything, for headers and buttons: cut at `most` UTF-16 units. It is never empty. */
export function createPlainText(text: string, most: number): PlainText {
  return { type: 'plain_text', text: truncateText(escapeInvisible(text), most) || '–', emoji: false }
}

/** A text of at most so many UTF-16 units, as Slack counts them, with no half character at its end. */
export function truncateText(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text
    .slice(0, most - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}

/** The pull requests and issues in a text that are to be links, and how they are. */
type LinkRule = (number: number) => string | null

/**
 * A sentence of ours with whatever people wrote in it: what stands in backquotes is code, of the rest nothing is made.
 * Numbers of a release's own pull requests may become links.
 */
export function formatSlackProse(sentence: string, linking: LinkRule = () => null): string {
  const parts = splitSentence(sentence)
  return parts
    .map(({ kind, text }, at) =>
      kind === 'code'
        ? separateFormatting(formatSlackCode(text), parts[at - 1]?.text ?? '', parts[at + 1]?.text ?? '')
        : escapePart(text, (part) => renderLink(part, linking)),
    )
    .join('')
}

/** Slack takes backquotes for code only where no word touches them, and would look for markup in it otherwise. */
function separateFormatting(written: string, before: string, after: string): string {
  if (written === '') return ''
  return `${/[^\s\p{P}]$/u.test(before) ? ' ' : ''}${written}${/^[^\s\p{P}]/u.test(after) ? ' ' : ''}`
}

const NUMBER = /(?<![\w/#&-])#([1-9]\d{0,9})(?!\w)/g

function renderLink(part: string, linking: LinkRule): string {
  let shown = ''
  let from = 0
  for (const { index, 0: whole, 1: digits } of part.matchAll(NUMBER)) {
    const link = linking(Number(digits))
    if (link === null) continue
    shown += `${escapePart(part.slice(from, index), escapeMrkdwn)}${link}`
    from = index + whole.length
  }
  return `${shown}${escapePart(part.slice(from), escapeMrkdwn)}`.trim()
}

/** A link to a page of ours, over https or on this machine; a label that would lead elsewhere is only shown. */
export function formatLink(url: URL | string, label: string): string {
  const address = URL.parse(String(url))
  const shown = escapeMrkdwn(label)
  if (!address || !mayBeLinked(address)) return shown
  const href = address.href.replace(/[|<>]/g, encodeURIComponent)
  return `<${href.replaceAll('&', '&amp;')}|${shown || '–'}>`
}

function mayBeLinked({ protocol, hostname, username, password }: URL): boolean {
  if (username !== '' || password !== '') return false
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback)
}

/** Tells somebody, or a user group, who reads in Slack. Only for whom a text of ours is meant; what is no id of Slack's is only shown. */
export function mentionInSlack(slackUser: string): string {
  if (/^S[A-Z0-9]{2,30}$/.test(slackUser)) return `<!subteam^${slackUser}>`
  return /^[UW][A-Z0-9]{2,30}$/.test(slackUser) ? `<@${slackUser}>` : escapeMrkdwn(slackUser)
}

/** A time as each reader's own clock shows it, in UTC where it cannot. `at` is in seconds since 1970. */
export function formatMoment(at: number): string {
  return `<!date^${Math.floor(at)}^{date_short_pretty}, {time}|${formatMinute(at)}>`
}
