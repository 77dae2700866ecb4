import type { ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import { markdownText, readMarkdown } from '../markdown-tree.ts'
import { discordCode, discordCodeBlock, discordInline, discordLink, notOpening } from './escape.ts'

/** A part of a text that is shown whole or not at all. */
export interface Piece {
  readonly kind: 'heading' | 'item' | 'block'
  /** In Discord's Markdown. */
  readonly text: string
  /** What it says, without markup. */
  readonly plain: string
}

/** Lists and quotes in one another beyond this are shown as what they say. */
const DEEPEST = 6

/** A text of GitHub Markdown in pieces of Discord's (https://support.discord.com/hc/articles/210298617). */
export function piecesOf(markdown: string): readonly Piece[] {
  return readMarkdown(markdown)
    .children.flatMap((node) => blockPieces(node, 0))
    .filter(({ text }) => text.trim() !== '')
}

function blockPieces(node: RootContent, depth: number): Piece[] {
  switch (node.type) {
    case 'heading': {
      const said = inlines(node.children)
      return [piece('heading', node.depth <= 3 ? `### ${said}` : `**${said}**`, node)]
    }
    case 'paragraph':
      return [piece('block', lines(inlines(node.children)), node)]
    case 'list':
      return node.children.map((item, at) => listItem(item, { at: (node.start ?? 1) + at, ...node, depth }))
    case 'blockquote':
      return [piece('block', quoted(within(node.children, depth)), node)]
    case 'code':
      return [piece('block', discordCodeBlock(node.value), node)]
    case 'table':
      return tableRows(node)
    case 'footnoteDefinition':
      return [piece('block', within(node.children, depth), node)]
    default:
      return []
  }
}

function listItem(
  item: ListItem,
  { at, ordered, depth }: { at: number; ordered?: boolean | null | undefined; depth: number },
): Piece {
  const box = typeof item.checked === 'boolean' ? `${item.checked ? '☑' : '☐'} ` : ''
  const mark = ordered ? `${at}. ` : '- '
  const [first = '', ...rest] = within(item.children, depth).split('\n')
  const more = rest.map((line) => `\n  ${line}`).join('')
  return piece('item', `${mark}${box}${first}${more}`, item)
}

/** What stands in a list or a quote, its blocks on lines of their own. */
function within(children: readonly RootContent[], depth: number): string {
  if (depth >= DEEPEST) return lines(discordInline(children.map(markdownText).join(' ')))
  return children
    .flatMap((node) => blockPieces(node, depth + 1))
    .map(({ text }) => text)
    .join('\n')
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

/** Discord has no tables: each row is a line. */
function tableRows({ children }: Table): Piece[] {
  return children.map((row, at) => {
    const cells = row.children.map((cell) => inlines(cell.children)).filter((cell) => cell !== '')
    return piece('item', `- ${cells.map((cell) => (at === 0 ? `**${cell}**` : cell)).join(' · ')}`, row)
  })
}

function piece(kind: Piece['kind'], text: string, node: Nodes): Piece {
  return { kind, text, plain: markdownText(node) }
}

/** No line of a paragraph begins a block of another kind. */
function lines(text: string): string {
  return text.split('\n').map(notOpening).join('\n')
}

type Emphasis = 'strong' | 'emphasis' | 'delete'
const SIGNS: Readonly<Record<Emphasis, string>> = { strong: '**', emphasis: '*', delete: '~~' }

/** What is open already: the same within itself would end it. */
type Inside = readonly (Emphasis | 'link')[]

function inlines(children: readonly PhrasingContent[], inside: Inside = []): string {
  return children
    .map((node) => inline(node, inside))
    .reduce((text, next) => `${text}${touch(text, next) ? '\u2060' : ''}${next}`, '')
}

/** Two parts that Discord would read as one: signs of emphasis, or the halves of an address or an emoji's name. */
function touch(text: string, next: string): boolean {
  return /[\w:*~`+-]$/.test(text) && /^[\w:/.*~`+-]/.test(next)
}

function inline(node: PhrasingContent, inside: Inside): string {
  switch (node.type) {
    case 'text':
      return spaced(node.value)
    case 'strong':
    case 'emphasis':
    case 'delete':
      return emphasized(node.type, node.children, inside)
    case 'inlineCode':
      return discordCode(node.value)
    case 'break':
      return '\n'
    case 'link':
      return linked(labelOf(node.children, node.url), node.url, inside)
    case 'image':
      return linked(discordInline(node.alt ?? '') || 'image', node.url, inside)
    case 'linkReference':
      return inlines(node.children, inside)
    default:
      return ''
  }
}

function emphasized(kind: Emphasis, children: readonly PhrasingContent[], inside: Inside): string {
  if (inside.includes(kind)) return inlines(children, inside)
  const said = inlines(children, [...inside, kind]).trim()
  return said === '' ? '' : `${SIGNS[kind]}${said}${SIGNS[kind]}`
}

function linked(label: string, url: string, inside: Inside): string {
  return inside.includes('link') ? label : discordLink(label, url)
}

/** Discord makes no link of a label that is an address itself. */
function labelOf(children: readonly PhrasingContent[], url: string): string {
  const said = children.map(markdownText).join('')
  if (said !== url) return inlines(children, ['link']).replaceAll('\n', ' ')
  return discordInline(said.replace(/^https?:\/\//, ''))
}

/** The blanks around a part of a sentence stay. */
function spaced(text: string): string {
  const shown = discordInline(text)
  if (shown === '') return /\s/.test(text) ? ' ' : ''
  return `${/^\s/.test(text) ? ' ' : ''}${shown}${/\s$/.test(text) ? ' ' : ''}`
}
