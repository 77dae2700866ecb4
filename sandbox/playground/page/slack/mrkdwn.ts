import { type LinkPlace, resolveHref } from '../../markdown/links.ts'
import type { MarkdownNode, MarkdownTree } from '../../wire/wire.ts'
import { formatSlackDate } from './dates.ts'

/** Where a text stands, and whom and what its ids name. */
export interface MrkdwnContext {
  readonly place: LinkPlace
  /** Names of people and channels by their ids. */
  readonly names: ReadonlyMap<string, string>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** How a text is read: `verbatim` makes nothing of addresses that stand in it as they are. */
interface Reading extends MrkdwnContext {
  readonly verbatim: boolean
  readonly inLink: boolean
}

/** Reads mrkdwn, Slack's own markup (https://docs.slack.dev/messaging/formatting-message-text), as a tree for the page. */
export function parseMrkdwn(text: string, around: MrkdwnContext, verbatim = false): MarkdownTree {
  const reading = { ...around, verbatim, inLink: false }
  return text.split(/(```[\s\S]+?```)/).flatMap((part, at) => {
    if (at % 2 === 0) return parseLines(part, reading)
    return [{ el: 'pre' as const, children: [decodeText(part.slice(3, -3).replace(/^\n|\n$/g, ''))] }]
  })
}

type Kind = 'text' | 'quote' | 'item'

/** Quotes, and what is set as a list: Slack knows none, so people write bullets. */
function parseLines(text: string, reading: Reading): MarkdownNode[] {
  const groups: { kind: Kind; lines: string[] }[] = []
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const kind = classifyLine(line)
    const last = groups.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else groups.push({ kind, lines: [line] })
  }
  return groups.flatMap(({ kind, lines }) => groupLines(kind, lines, reading))
}

function classifyLine(line: string): Kind {
  if (/^(?:&gt;|>)/.test(line)) return 'quote'
  return /^\s*• /.test(line) ? 'item' : 'text'
}

function groupLines(kind: Kind, lines: readonly string[], reading: Reading): MarkdownNode[] {
  const parseLine = (line: string) => parseInline(line, reading)
  switch (kind) {
    case 'item':
      return [
        {
          el: 'ul',
          children: lines.map((line) => ({ el: 'li', children: parseLine(line.replace(/^\s*• /, '')) })),
        },
      ]
    case 'quote':
      return [
        {
          el: 'blockquote',
          children: joinWithBreaks(lines.map((line) => parseLine(line.replace(/^(?:&gt;|>) ?/, '')))),
        },
      ]
    case 'text':
      return lines.every((line) => line.trim() === '')
        ? []
        : [{ el: 'p', children: joinWithBreaks(lines.map(parseLine)) }]
  }
}

function joinWithBreaks(lines: readonly (readonly MarkdownNode[])[]): MarkdownNode[] {
  return lines.flatMap((line, at) => (at === 0 ? line : [{ el: 'br' as const, children: [] }, ...line]))
}

/** Code, what stands in angle brackets, emphasis (its signs count at the edge of a word), and addresses as they are. */
const TOKEN =
  /`(?<code>[^`\n]+)`|<(?<angle>[^<>\n]+)>|(?<![\p{L}\p{N}*])\*(?=\S)(?<strong>(?:<[^<>]*>|`[^`]*`|[^\n`<*])+)(?<=\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)(?<em>(?:<[^<>]*>|`[^`]*`|[^\n`<_])+)(?<=\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)(?<del>(?:<[^<>]*>|`[^`]*`|[^\n`<~])+)(?<=\S)~(?![\p{L}\p{N}~])|(?<url>https?:\/\/[^\s<>|`]+)/gu

function parseInline(text: string, reading: Reading): MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  let read = 0
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > read) nodes.push(decodeText(text.slice(read, found.index)))
    read = found.index + found[0].length
    nodes.push(...createTokenNodes(found.groups ?? {}, reading))
  }
  if (read < text.length) nodes.push(decodeText(text.slice(read)))
  return nodes
}

function createTokenNodes(
  groups: Readonly<Record<string, string | undefined>>,
  reading: Reading,
): MarkdownNode[] {
  const { code, angle, strong, em, del, url } = groups
  if (code !== undefined) return [{ el: 'code', children: [decodeText(code)] }]
  if (angle !== undefined) return parseAngled(angle, reading)
  if (strong !== undefined) return [{ el: 'strong', children: parseInline(strong, reading) }]
  if (em !== undefined) return [{ el: 'em', children: parseInline(em, reading) }]
  if (del !== undefined) return [{ el: 'del', children: parseInline(del, reading) }]
  const shown = url ?? ''
  return reading.verbatim || reading.inLink
    ? [decodeText(shown)]
    : createLink(shown, [decodeText(shown)], reading)
}

/** `<https://…|label>`, `<@U123>`, `<#C123|name>`, `<!here>`, `<!date^…^…|otherwise>`. */
function parseAngled(inside: string, reading: Reading): MarkdownNode[] {
  const [target = '', ...rest] = inside.split('|')
  const label = rest.join('|')
  const id = target.slice(1)
  switch (target.charAt(0)) {
    case '@':
      return [{ el: 'mention', children: [`@${decodeText(reading.names.get(id) ?? (label || id))}`] }]
    case '#':
      return [{ el: 'mention', children: [`#${decodeText(reading.names.get(id) ?? (label || id))}`] }]
    case '!':
      return parseSpecial(id, label, reading)
    default:
      return createLink(
        target,
        label === '' ? [decodeText(target)] : parseInline(label, { ...reading, inLink: true }),
        reading,
      )
  }
}

function parseSpecial(command: string, label: string, { now }: Reading): MarkdownNode[] {
  const [name = '', at = '', format = ''] = command.split('^')
  if (name === 'date') return [formatSlackDate(decodeText(format), Number(at) * 1000, now)]
  return [{ el: 'mention', children: [`@${decodeText(label || name)}`] }]
}

function createLink(
  url: string,
  children: readonly MarkdownNode[],
  { place, inLink }: Reading,
): MarkdownNode[] {
  const href = inLink ? null : resolveHref(decodeText(url), place)
  return href === null ? [...children] : [{ el: 'a', href, children }]
}

/** Slack's three escapes, and no others. */
function decodeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
