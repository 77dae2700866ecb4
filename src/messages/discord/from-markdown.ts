import type { ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import { getText, parseMarkdown } from '../text/markdown-tree.ts'
import {
  escapeDiscordInline,
  escapeLineStart,
  formatDiscordCode,
  formatDiscordCodeBlock,
  formatDiscordLink,
} from './escape.ts'

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
export function splitIntoPieces(markdown: string): readonly Piece[] {
  return parseMarkdown(markdown)
    .children.flatMap((node) => blockPieces(node, 0))
    .filter(({ text }) => text.trim() !== '')
}

function blockPieces(node: RootContent, depth: number): Piece[] {
  switch (node.type) {
    case 'heading': {
      const said = renderInlines(node.children)
      return [createPiece('heading', node.depth <= 3 ? `### ${said}` : `**${said}**`, node)]
    }
    case 'paragraph':
      return [createPiece('block', renderLines(renderInlines(node.children)), node)]
    case 'list':
      return node.children.map((item, at) =>
        formatListItem(item, { at: (node.start ?? 1) + at, ...node, depth }),
      )
    case 'blockquote':
      return [createPiece('block', quoteLines(renderChildren(node.children, depth)), node)]
    case 'code':
      return [createPiece('block', formatDiscordCodeBlock(node.value), node)]
    case 'table':
      return renderTableRows(node)
    case 'footnoteDefinition':
      return [createPiece('block', renderChildren(node.children, depth), node)]
    default:
      return []
  }
}

function formatListItem(
  item: ListItem,
  { at, ordered, depth }: { at: number; ordered?: boolean | null | undefined; depth: number },
): Piece {
  const box = typeof item.checked === 'boolean' ? `${item.checked ? '☑' : '☐'} ` : ''
  const mark = ordered ? `${at}. ` : '- '
  const [first = '', ...rest] = renderChildren(item.children, depth).split('\n')
  const more = rest.map((line) => `\n  ${line}`).join('')
  return createPiece('item', `${mark}${box}${first}${more}`, item)
}

/** What stands in a list or a quote, its blocks on lines of their own. */
function renderChildren(children: readonly RootContent[], depth: number): string {
  if (depth >= DEEPEST) return renderLines(escapeDiscordInline(children.map(getText).join(' ')))
  return children
    .flatMap((node) => blockPieces(node, depth + 1))
    .map(({ text }) => text)
    .join('\n')
}

function quoteLines(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

/** Discord has no tables: each row is a line. */
function renderTableRows({ children }: Table): Piece[] {
  return children.map((row, at) => {
    const cells = row.children.map((cell) => renderInlines(cell.children)).filter((cell) => cell !== '')
    return createPiece('item', `- ${cells.map((cell) => (at === 0 ? `**${cell}**` : cell)).join(' · ')}`, row)
  })
}

function createPiece(kind: Piece['kind'], text: string, node: Nodes): Piece {
  return { kind, text, plain: getText(node) }
}

/** No line of a paragraph begins a block of another kind. */
function renderLines(text: string): string {
  return text.split('\n').map(escapeLineStart).join('\n')
}

type Emphasis = 'strong' | 'emphasis' | 'delete'
const SIGNS: Readonly<Record<Emphasis, string>> = { strong: '**', emphasis: '*', delete: '~~' }

/** What is open already: the same within itself would end it. */
type Inside = readonly (Emphasis | 'link')[]

function renderInlines(children: readonly PhrasingContent[], inside: Inside = []): string {
  return children
    .map((node) => renderInline(node, inside))
    .reduce((text, next) => `${text}${touch(text, next) ? '\u2060' : ''}${next}`, '')
}

/** Two parts that Discord would read as one: signs of emphasis, or the halves of an address or an emoji's name. */
function touch(text: string, next: string): boolean {
  return /[\w:*~`+-]$/.test(text) && /^[\w:/.*~`+-]/.test(next)
}

function renderInline(node: PhrasingContent, inside: Inside): string {
  switch (node.type) {
    case 'text':
      return separateMarks(node.value)
    case 'strong':
    case 'emphasis':
    case 'delete':
      return renderEmphasis(node.type, node.children, inside)
    case 'inlineCode':
      return formatDiscordCode(node.value)
    case 'break':
      return '\n'
    case 'link':
      return renderLink(renderLabel(node.children, node.url), node.url, inside)
    case 'image':
      return renderLink(escapeDiscordInline(node.alt ?? '') || 'image', node.url, inside)
    case 'linkReference':
      return renderInlines(node.children, inside)
    default:
      return ''
  }
}

function renderEmphasis(kind: Emphasis, children: readonly PhrasingContent[], inside: Inside): string {
  if (inside.includes(kind)) return renderInlines(children, inside)
  const said = renderInlines(children, [...inside, kind]).trim()
  return said === '' ? '' : `${SIGNS[kind]}${said}${SIGNS[kind]}`
}

function renderLink(label: string, url: string, inside: Inside): string {
  return inside.includes('link') ? label : formatDiscordLink(label, url)
}

/** Discord makes no link of a label that is an address itself. */
function renderLabel(children: readonly PhrasingContent[], url: string): string {
  const said = children.map(getText).join('')
  if (said !== url) return renderInlines(children, ['link']).replaceAll('\n', ' ')
  return escapeDiscordInline(said.replace(/^https?:\/\//, ''))
}

/** The blanks around a part of a sentence stay. */
function separateMarks(text: string): string {
  const shown = escapeDiscordInline(text)
  if (shown === '') return /\s/.test(text) ? ' ' : ''
  return `${/^\s/.test(text) ? ' ' : ''}${shown}${/\s$/.test(text) ? ' ' : ''}`
}
