import { escapeInvisible, escapeInvisibleLines } from '../text/escape-invisible.ts'

/** WORD JOINER: nobody sees it, and no mention, link or emoji is recognised across it. */
const JOINER = '\u2060'

/** What Discord makes something of wherever it stands, and what no backslash is sure to stop: a joiner goes after each. */
const MADE_SOMETHING_OF = [
  // @everyone, @here, and with the next one <@id>, <@&id>
  /@/g,
  // <#id>, <t:0:R>, </command:id>, <:emoji:id>, <id:guide>, <https://…>
  /</g,
  // https://…, steam://…
  /:(?=\/\/)/g,
  // Invitations need no scheme.
  /discord(?:app)?(?=\.(?:gg|com)\/)/gi,
  // :tada:
  /:(?=[\w+-]+:)/g,
]

/** Emphasis, underlining, striking out, spoilers, code, masked links, and the backslash itself. */
const SPECIAL = /[\\`*_~|[\]<]/g

/** What opens a heading, a list, a quote or small print at the start of a line. */
const OPENING = /^(\s*)([#>+-])/
const OPENING_NUMBER = /^(\s*\d+)(?=[.)](?:\s|$))/

/**
 * Text from outside as one line of Discord's Markdown that shows just that text, within a line
 * (https://support.discord.com/hc/articles/210298617): nobody is mentioned, nothing is a link, a time, an emoji or a spoiler.
 */
export function escapeDiscordInline(text: string): string {
  const joined = MADE_SOMETHING_OF.reduce(
    (rest, pattern) => rest.replace(pattern, `$&${JOINER}`),
    escapeInvisible(text),
  )
  return joined.replace(SPECIAL, '\\$&')
}

/** The same for text that may stand at the start of a line. */
export function escapeDiscordText(text: string): string {
  return escapeLineStart(escapeDiscordInline(text))
}

/** A line of Discord's Markdown that opens no heading, list or quote, whatever it begins with. */
export function escapeLineStart(line: string): string {
  return line.replace(OPENING, '$1\\$2').replace(OPENING_NUMBER, '$1\\')
}

/** Text from outside as code within a line. A backslash means nothing in it. */
export function formatDiscordCode(text: string): string {
  const shown = splitMarks(escapeInvisible(text))
  if (shown === '') return ''
  const fence = shown.includes('`') ? '``' : '`'
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** Lines of code, from outside, as a block that none of them can end. */
export function formatDiscordCodeBlock(lines: string): string {
  return `\`\`\`\n${splitMarks(escapeInvisibleLines(lines)).trimEnd()}\n\`\`\``
}

/**
 * A link. Where the address is no page that one may be sent to, its label alone.
 *
 * @param label Discord's Markdown already
 */
export function formatDiscordLink(label: string, address: string): string {
  const href = parsePageUrl(address)
  return href === null || label === '' ? label : `[${label}](${href})`
}

/** An address with nothing in it that Markdown would end or emphasise; null where it leads nowhere safe. */
function parsePageUrl(address: string): string | null {
  const url = URL.parse(address)
  if (url === null) return null
  if (url.username !== '' || url.password !== '') return null
  const isHere = url.protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && !isHere) return null
  return url.href.replace(/[()\\|`<>*~[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Backquotes that end no code: two never stand beside one another. */
function splitMarks(text: string): string {
  return text.replaceAll(/`(?=`)/g, `\`${JOINER}`)
}
