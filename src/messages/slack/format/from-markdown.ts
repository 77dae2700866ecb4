import type { BlockContent, DefinitionContent, ListItem, PhrasingContent, RootContent, Table } from 'mdast'
import { getText, parseMarkdown } from '../../text/markdown-tree.ts'
import { escapePart } from '../../text/split-sentence.ts'
import type { SlackBlock } from './blocks.ts'
import { MOST_IN_BLOCKS } from './blocks.ts'
import { escapeMrkdwn, formatLink, formatSlackCode, formatSlackCodeBlock } from './escape.ts'
import { createContext, createSection, limitBlocks, type MessagePart, truncateMrkdwn } from './fit.ts'

/** What of a text is read at all; on GitHub none is longer. In characters. */
const LONGEST = 65_536
/** Lines of code that one block holds with room for what is escaped. In characters. */
const LONGEST_CODE = MOST_IN_BLOCKS.sectionText - 100

/**
 * What is said on GitHub in its Markdown, as blocks of Slack's: the same words, its links, code and lists; tables as lists, since
 * a phone shows no table. Nobody is mentioned by it. What does not fit is said in its last line.
 */
export function fromMarkdown(markdown: string, rest = "The rest doesn't fit in one message."): SlackBlock[] {
  const whole = markdown.slice(0, LONGEST)
  const groups = parseMarkdown(whole).children.map((node) => blockLines(node, ''))
  const parts = packLines(
    groups.flatMap((lines) => lines.map((line, at) => (at === 0 ? separateLine(line) : line))),
  )
  return limitBlocks(
    [...parts, whole === markdown ? null : createContext(rest)],
    MOST_IN_BLOCKS.blocks - 5,
    rest,
  )
}

/** What stands in a section of its own, or text that shares one. */
type Line =
  | { readonly kind: 'text'; readonly text: string; readonly isApart: boolean }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }

type Content = RootContent | BlockContent | DefinitionContent

function blockLines(node: Content, indent: string): Line[] {
  switch (node.type) {
    case 'paragraph':
      return [createTextLine(`${indent}${renderInlines(node.children)}`)]
    case 'heading':
      return [createTextLine(`*${renderInlines(node.children.flatMap(stripBold))}*`)]
    case 'list':
      return node.children.flatMap((item, at) =>
        renderItemLines(item, { indent, sign: node.ordered ? `${(node.start ?? 1) + at}.` : '•' }),
      )
    case 'blockquote':
      return node.children.flatMap((child) => blockLines(child, indent)).map(quoteLine)
    case 'code':
      return renderCodeLines(node.value)
    case 'table':
      return renderTableLines(node)
    case 'thematicBreak':
      return [{ kind: 'rule' }]
    case 'html':
      return renderHtmlLines(node.value)
    default:
      return [createTextLine(escapeMrkdwn(getText(node)))].filter((line) => line.text !== '')
  }
}

function createTextLine(line: string): Extract<Line, { kind: 'text' }> {
  return { kind: 'text', text: truncateMrkdwn(line, MOST_IN_BLOCKS.sectionText), isApart: false }
}

/** With a blank line above it; a list follows at once what introduces it. */
function separateLine(line: Line): Line {
  if (line.kind !== 'text' || /^(?:•|\d+\.) /.test(line.text)) return line
  return { ...line, isApart: true }
}

function renderItemLines(
  { checked, children }: ListItem,
  { indent, sign }: { readonly indent: string; readonly sign: string },
): Line[] {
  const box = typeof checked === 'boolean' ? `${checked ? '☑' : '☐'} ` : ''
  const [first, ...others] = children
  const head = first?.type === 'paragraph' ? renderInlines(first.children) : ''
  const further = first && first.type !== 'paragraph' ? [first, ...others] : others
  return [
    createTextLine(`${indent}${sign} ${box}${head}`),
    ...further.flatMap((child) => blockLines(child, `${indent}    `)),
  ]
}

/** GitHub's alerts begin with their kind. */
const ALERT = /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] ?/

function quoteLine(line: Line): Line {
  if (line.kind !== 'text') return line
  return ALERT.test(line.text)
    ? createTextLine(`⚠ ${line.text.replace(ALERT, '')}`)
    : createTextLine(`> ${line.text.replaceAll('\n', '\n> ')}`)
}

function renderCodeLines(value: string): Line[] {
  const chunks: string[][] = [[]]
  let length = 0
  for (const line of value.split('\n')) {
    const whole = line.slice(0, LONGEST_CODE / 5)
    const room = formatSlackCodeBlock(whole).length
    if (length + room > LONGEST_CODE) chunks.push([])
    length = length + room > LONGEST_CODE ? room : length + room
    chunks.at(-1)?.push(whole)
  }
  return chunks.map((lines) => ({ kind: 'code', text: formatSlackCodeBlock(lines.join('\n')) }))
}

/** A row is a line: what it is about, then the rest; the heads of the columns say nothing that is not seen. */
function renderTableLines({ children: [, ...rows] }: Table): Line[] {
  return rows.map(({ children }) => {
    const [first = '', ...others] = children
      .map((cell) => renderInlines(cell.children))
      .filter((cell) => cell !== '')
    return createTextLine(`• ${[first, others.join(' · ')].filter((part) => part !== '').join(': ')}`)
  })
}

/** Of HTML there is what folds, whose summary is a heading here, and marks that nobody sees. */
function renderHtmlLines(html: string): Line[] {
  const summary = /<summary>(.*?)<\/summary>/.exec(html)?.[1]
  return summary === undefined ? [] : [createTextLine(`*${escapeMrkdwn(summary)}*`)]
}

function renderInlines(nodes: readonly PhrasingContent[]): string {
  return nodes.map(renderInlineNode).join('')
}

function renderInlineNode(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return escapePart(node.value, escapeMrkdwn)
    case 'strong':
      return wrapInMarks('*', renderInlines(node.children))
    case 'emphasis':
      return wrapInMarks('_', renderInlines(node.children))
    case 'delete':
      return wrapInMarks('~', renderInlines(node.children))
    case 'inlineCode':
      return formatSlackCode(node.value)
    case 'link':
      return formatLink(node.url, getText(node))
    case 'break':
      return '\n'
    case 'html':
      return ''
    default:
      return escapeMrkdwn(getText(node))
  }
}

/** A heading is bold as a whole. */
function stripBold(node: PhrasingContent): readonly PhrasingContent[] {
  return node.type === 'strong' ? node.children : [node]
}

/** Slack knows no markup in markup of the same kind, and none around nothing. */
function wrapInMarks(mark: string, inner: string): string {
  return inner.trim() === '' ? inner : `${mark}${inner}${mark}`
}

/** Lines in sections, as many in each as fit. */
function packLines(lines: readonly Line[]): MessagePart[] {
  const parts: MessagePart[] = []
  let sharing = ''
  for (const line of lines) {
    const longer = line.kind === 'text' ? joinLines(sharing, line) : null
    if (longer !== null && longer.length <= MOST_IN_BLOCKS.sectionText) {
      sharing = longer
      continue
    }
    parts.push(createSection(sharing))
    sharing = line.kind === 'text' ? line.text : ''
    if (line.kind !== 'text')
      parts.push(line.kind === 'rule' ? { type: 'divider' } : createSection(line.text))
  }
  return [...parts, createSection(sharing)].filter((part) => part !== null)
}

function joinLines(before: string, { text, isApart }: Extract<Line, { kind: 'text' }>): string {
  if (before === '') return text
  return `${before}${isApart ? '\n\n' : '\n'}${text}`
}
