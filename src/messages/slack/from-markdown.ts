import type { BlockContent, DefinitionContent, ListItem, PhrasingContent, RootContent, Table } from 'mdast'
import { markdownText, readMarkdown } from '../markdown-tree.ts'
import { escapedPart } from '../sentence.ts'
import type { Block } from './blocks.ts'
import { MOST } from './blocks.ts'
import { code, codeBlock, link, mrkdwn } from './escape.ts'
import { context, cutMrkdwn, type Part, section, within } from './fit.ts'

/** What of a text is read at all; on GitHub none is longer. In characters. */
const LONGEST = 65_536
/** Lines of code that one block holds with room for what is escaped. In characters. */
const LONGEST_CODE = MOST.sectionText - 100

/**
 * What is said on GitHub in its Markdown, as blocks of Slack's: the same words, its links, code and lists; tables as lists, since
 * a phone shows no table. Nobody is mentioned by it. What does not fit is said in its last line.
 */
export function fromMarkdown(markdown: string, rest = 'The rest does not fit in one message.'): Block[] {
  const whole = markdown.slice(0, LONGEST)
  const groups = readMarkdown(whole).children.map((node) => blockLines(node, ''))
  const parts = packed(groups.flatMap((lines) => lines.map((line, at) => (at === 0 ? apart(line) : line))))
  return within([...parts, whole === markdown ? null : context(rest)], MOST.blocks - 5, rest)
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
      return [text(`${indent}${inline(node.children)}`)]
    case 'heading':
      return [text(`*${inline(node.children.flatMap(unbold))}*`)]
    case 'list':
      return node.children.flatMap((item, at) =>
        itemLines(item, { indent, sign: node.ordered ? `${(node.start ?? 1) + at}.` : '•' }),
      )
    case 'blockquote':
      return node.children.flatMap((child) => blockLines(child, indent)).map(quoted)
    case 'code':
      return codeLines(node.value)
    case 'table':
      return tableLines(node)
    case 'thematicBreak':
      return [{ kind: 'rule' }]
    case 'html':
      return htmlLines(node.value)
    default:
      return [text(mrkdwn(markdownText(node)))].filter((line) => line.text !== '')
  }
}

function text(line: string): Extract<Line, { kind: 'text' }> {
  return { kind: 'text', text: cutMrkdwn(line, MOST.sectionText), isApart: false }
}

/** With a blank line above it; a list follows at once what introduces it. */
function apart(line: Line): Line {
  if (line.kind !== 'text' || /^(?:•|\d+\.) /.test(line.text)) return line
  return { ...line, isApart: true }
}

function itemLines(
  { checked, children }: ListItem,
  { indent, sign }: { readonly indent: string; readonly sign: string },
): Line[] {
  const box = typeof checked === 'boolean' ? `${checked ? '☑' : '☐'} ` : ''
  const [first, ...others] = children
  const head = first?.type === 'paragraph' ? inline(first.children) : ''
  const further = first && first.type !== 'paragraph' ? [first, ...others] : others
  return [
    text(`${indent}${sign} ${box}${head}`),
    ...further.flatMap((child) => blockLines(child, `${indent}    `)),
  ]
}

/** GitHub's alerts begin with their kind. */
const ALERT = /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] ?/

function quoted(line: Line): Line {
  if (line.kind !== 'text') return line
  return ALERT.test(line.text)
    ? text(`⚠ ${line.text.replace(ALERT, '')}`)
    : text(`> ${line.text.replaceAll('\n', '\n> ')}`)
}

function codeLines(value: string): Line[] {
  const chunks: string[][] = [[]]
  let length = 0
  for (const line of value.split('\n')) {
    const whole = line.slice(0, LONGEST_CODE / 5)
    const room = codeBlock(whole).length
    if (length + room > LONGEST_CODE) chunks.push([])
    length = length + room > LONGEST_CODE ? room : length + room
    chunks.at(-1)?.push(whole)
  }
  return chunks.map((lines) => ({ kind: 'code', text: codeBlock(lines.join('\n')) }))
}

/** A row is a line: what it is about, then the rest; the heads of the columns say nothing that is not seen. */
function tableLines({ children: [, ...rows] }: Table): Line[] {
  return rows.map(({ children }) => {
    const [first = '', ...others] = children
      .map((cell) => inline(cell.children))
      .filter((cell) => cell !== '')
    return text(`• ${[first, others.join(' · ')].filter((part) => part !== '').join(': ')}`)
  })
}

/** Of HTML there is what folds, whose summary is a heading here, and marks that nobody sees. */
function htmlLines(html: string): Line[] {
  const summary = /<summary>(.*?)<\/summary>/.exec(html)?.[1]
  return summary === undefined ? [] : [text(`*${mrkdwn(summary)}*`)]
}

function inline(nodes: readonly PhrasingContent[]): string {
  return nodes.map(inlineOne).join('')
}

function inlineOne(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return escapedPart(node.value, mrkdwn)
    case 'strong':
      return around('*', inline(node.children))
    case 'emphasis':
      return around('_', inline(node.children))
    case 'delete':
      return around('~', inline(node.children))
    case 'inlineCode':
      return code(node.value)
    case 'link':
      return link(node.url, markdownText(node))
    case 'break':
      return '\n'
    case 'html':
      return ''
    default:
      return mrkdwn(markdownText(node))
  }
}

/** A heading is bold as a whole. */
function unbold(node: PhrasingContent): readonly PhrasingContent[] {
  return node.type === 'strong' ? node.children : [node]
}

/** Slack knows no markup in markup of the same kind, and none around nothing. */
function around(mark: string, inner: string): string {
  return inner.trim() === '' ? inner : `${mark}${inner}${mark}`
}

/** Lines in sections, as many in each as fit. */
function packed(lines: readonly Line[]): Part[] {
  const parts: Part[] = []
  let sharing = ''
  for (const line of lines) {
    const longer = line.kind === 'text' ? joined(sharing, line) : null
    if (longer !== null && longer.length <= MOST.sectionText) {
      sharing = longer
      continue
    }
    parts.push(section(sharing))
    sharing = line.kind === 'text' ? line.text : ''
    if (line.kind !== 'text') parts.push(line.kind === 'rule' ? { type: 'divider' } : section(line.text))
  }
  return [...parts, section(sharing)].filter((part) => part !== null)
}

function joined(before: string, { text, isApart }: Extract<Line, { kind: 'text' }>): string {
  if (before === '') return text
  return `${before}${isApart ? '\n\n' : '\n'}${text}`
}
