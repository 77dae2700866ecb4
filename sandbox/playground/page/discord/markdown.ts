import { type LinkPlace, resolveHref } from '../../markdown/links.ts'
import type { MarkdownElement, MarkdownNode, MarkdownTree } from '../../wire/wire.ts'

/** Lists and quotes within one another beyond this are plain lines. */
const DEEPEST = 6

/** Reads Discord's Markdown (https://support.discord.com/hc/articles/210298617) as a tree for the page. */
export function parseDiscord(text: string, place: LinkPlace): MarkdownTree {
  return text.split(/(```[\s\S]+?```)/).flatMap((part, at) => {
    if (at % 2 === 0) return parseMarkdownBlocks(part.split('\n'), { place, depth: 0 })
    return [{ el: 'pre' as const, children: [part.slice(3, -3).replace(/^(?:[\w+-]*\n)?|\n$/g, '')] }]
  })
}

/** A line in which only emphasis and escapes mean something: the title of an embed. */
export function parseDiscordLine(text: string, place: LinkPlace): MarkdownTree {
  return parseInline(text, { place, depth: 0 }, true)
}

interface Reading {
  readonly place: LinkPlace
  readonly depth: number
}

const HEADING = /^(#{1,3}) +(\S.*)$/
/** By the number of its signs. Above them is the page's own. */
const HEADINGS = ['h2', 'h2', 'h3', 'h4'] as const
const ITEM = /^ {0,3}(?:[-*]|(\d{1,9})\.) +(.*)$/
const QUOTE = /^> (.*)$/
const SMALL = /^-# +(\S.*)$/

type Kind = 'heading' | 'small' | 'item' | 'number' | 'quote' | 'text' | 'blank'

function parseMarkdownBlocks(lines: readonly string[], reading: Reading): MarkdownNode[] {
  const groups: { kind: Kind; lines: string[] }[] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const kind = classifyLine(line, last?.kind, reading)
    const isOneMore = last?.kind === kind && kind !== 'heading' && kind !== 'small'
    if (last && isOneMore) last.lines.push(line)
    else groups.push({ kind, lines: [line] })
  }
  return groups.flatMap((group) => blockOf(group, reading))
}

function classifyLine(line: string, before: Kind | undefined, { depth }: Reading): Kind {
  if (line.trim() === '') return 'blank'
  if (HEADING.test(line)) return 'heading'
  if (SMALL.test(line)) return 'small'
  if (depth >= DEEPEST) return 'text'
  if (QUOTE.test(line)) return 'quote'
  const item = ITEM.exec(line)
  if (item) return item[1] === undefined ? 'item' : 'number'
  return (before === 'item' || before === 'number') && line.startsWith('  ') ? before : 'text'
}

function blockOf(
  { kind, lines }: { readonly kind: Kind; readonly lines: readonly string[] },
  reading: Reading,
): MarkdownNode[] {
  const [first = ''] = lines
  switch (kind) {
    case 'blank':
      return []
    case 'heading': {
      const [, signs = '', said = ''] = HEADING.exec(first) ?? []
      return [{ el: HEADINGS[signs.length] ?? 'h4', children: parseInline(said, reading) }]
    }
    case 'small':
      return [
        { el: 'p', children: [{ el: 'sub', children: parseInline(SMALL.exec(first)?.[1] ?? '', reading) }] },
      ]
    case 'quote':
      return [
        {
          el: 'blockquote',
          children: parseMarkdownBlocks(
            lines.map((line) => QUOTE.exec(line)?.[1] ?? ''),
            descend(reading),
          ),
        },
      ]
    case 'item':
    case 'number':
      return [createList(kind, lines, reading)]
    case 'text':
      return [{ el: 'p', children: joinWithBreaks(lines.map((line) => parseInline(line, reading))) }]
  }
}

function descend(reading: Reading): Reading {
  return { ...reading, depth: reading.depth + 1 }
}

/** An item goes on in the lines that are indented below it. */
function createList(kind: 'item' | 'number', lines: readonly string[], reading: Reading): MarkdownElement {
  const items: string[][] = []
  for (const line of lines) {
    const item = ITEM.exec(line)
    if (item) items.push([item[2] ?? ''])
    else items.at(-1)?.push(line.replace(/^ {2,3}/, ''))
  }
  const children = items.map(
    ([first = '', ...more]): MarkdownElement => ({
      el: 'li',
      children: [...parseInline(first, reading), ...parseMarkdownBlocks(more, descend(reading))],
    }),
  )
  if (kind === 'item') return { el: 'ul', children }
  return { el: 'ol', children, start: Number(ITEM.exec(lines[0] ?? '')?.[1] ?? 1) }
}

function joinWithBreaks(lines: readonly (readonly MarkdownNode[])[]): MarkdownNode[] {
  return lines.flatMap((line, at) => (at === 0 ? line : [{ el: 'br' as const, children: [] }, ...line]))
}

/** Escapes, code, masked links, mentions and times, emphasis, and addresses as they are. */
const TOKEN =
  /\\(?<escaped>[^\w\s])|(?<ticks>`{1,2})(?<code>(?:(?!\k<ticks>).)+)\k<ticks>|\[(?<label>(?:\\.|[^\]\\])+)\]\((?<address>[^\s()]+)\)|<(?<angle>(?:@[!&]?|#)\d+|t:-?\d+(?::[a-zA-Z])?|https?:\/\/[^\s<>]+)>|\*\*(?=\S)(?<strong>(?:\\.|[^*\\]|\*(?!\*))+)\*\*|__(?=\S)(?<under>(?:\\.|[^_\\]|_(?!_))+)__|~~(?=\S)(?<del>(?:\\.|[^~\\])+)~~|\*(?=\S)(?<em>(?:\\.|[^*\\])+)\*|(?<![\p{L}\p{N}])_(?=\S)(?<em2>(?:\\.|[^_\\])+)_(?![\p{L}\p{N}])|(?<all>@everyone|@here)|(?<url>https?:\/\/[^\s<>()]+)/gu

function parseInline(text: string, reading: Reading, inLink = false): MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  let read = 0
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > read) nodes.push(text.slice(read, found.index))
    read = found.index + found[0].length
    nodes.push(...createTokenNodes(found.groups ?? {}, { ...reading, inLink }))
  }
  if (read < text.length) nodes.push(text.slice(read))
  return nodes
}

type Token = Readonly<Record<string, string | undefined>>

function createTokenNodes(token: Token, reading: Reading & { readonly inLink: boolean }): MarkdownNode[] {
  const parseWithin = (said: string, inLink = reading.inLink) => parseInline(said, reading, inLink)
  const { escaped, code, label, address, angle, strong, under, del, all, url } = token
  const em = token['em'] ?? token['em2']
  if (escaped !== undefined) return [escaped]
  if (code !== undefined) return [{ el: 'code', children: [code.replace(/^ (?=`)|(?<=`) $/g, '')] }]
  if (label !== undefined) return createLink(address ?? '', parseWithin(label, true), reading)
  if (angle !== undefined) return parseAngled(angle, reading)
  if (strong !== undefined) return [{ el: 'strong', children: parseWithin(strong) }]
  if (under !== undefined) return [{ el: 'em', children: parseWithin(under) }]
  if (del !== undefined) return [{ el: 'del', children: parseWithin(del) }]
  if (em !== undefined) return [{ el: 'em', children: parseWithin(em) }]
  if (all !== undefined) return [{ el: 'mention', children: [all] }]
  return createLink(url ?? '', [url ?? ''], reading)
}

const MINUTE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

function parseAngled(inside: string, reading: Reading & { readonly inLink: boolean }): MarkdownNode[] {
  const [, seconds] = /^t:(-?\d{1,12})(?::|$)/.exec(inside) ?? []
  if (seconds !== undefined) return [MINUTE.format(Number(seconds) * 1000)]
  if (inside.startsWith('http')) return createLink(inside, [inside], reading)
  return [{ el: 'mention', children: [inside] }]
}

function createLink(
  url: string,
  children: readonly MarkdownNode[],
  { place, inLink }: Reading & { readonly inLink: boolean },
): MarkdownNode[] {
  const href = inLink ? null : resolveHref(url, place)
  return href === null ? [...children] : [{ el: 'a', href, children }]
}
