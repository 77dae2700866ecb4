import type { List, ListItem, Nodes, RootContent, Table } from 'mdast'
import type { ElementName } from '../wire/elements.ts'
import type { MarkdownElement, MarkdownNode, MarkdownTree } from '../wire/wire.ts'
import { openTree } from './html.ts'
import { type LinkPlace, linkNames, resolveHref } from './links.ts'
import { getPlainText, isTask, parseMarkdown, readTask } from './parse.ts'

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

interface Reading {
  readonly place: LinkPlace
  /** Addresses that are defined below: `[1]: https://…`. */
  readonly definitions: ReadonlyMap<string, string>
  tasks: number
  /** In a link nothing else is one. */
  inLink: boolean
}

/** A text in GitHub's Markdown as a tree of the elements that the page makes. */
export function createMarkdownTree(text: string | null, place: LinkPlace): MarkdownTree {
  if (text === null) return []
  const root = parseMarkdown(text)
  const definitions = new Map(
    root.children.flatMap((node) =>
      node.type === 'definition' ? [[node.identifier, node.url] as const] : [],
    ),
  )
  return createChildren(root.children, { place, definitions, tasks: 0, inLink: false })
}

function createChildren(nodes: readonly RootContent[], reading: Reading): readonly MarkdownNode[] {
  const tree = openTree()
  for (const node of nodes) {
    if (node.type === 'html') tree.html(node.value)
    else tree.add(...createNodes(node, reading))
  }
  return tree.end()
}

function createNodes(node: Nodes, reading: Reading): readonly MarkdownNode[] {
  const createInside = (el: ElementName): MarkdownElement[] =>
    'children' in node ? [{ el, children: createChildren(node.children, reading) }] : []
  switch (node.type) {
    case 'text':
      return splitBreaks(node.value).flatMap((part) =>
        typeof part === 'string' && !reading.inLink ? linkNames(part) : [part],
      )
    case 'paragraph':
      return createInside('p')
    case 'heading':
      return createInside(HEADINGS[node.depth - 1] ?? 'h6')
    case 'emphasis':
      return createInside('em')
    case 'strong':
      return createInside('strong')
    case 'delete':
      return createInside('del')
    case 'blockquote':
      return createInside('blockquote')
    case 'list':
      return [createList(node, reading)]
    case 'inlineCode':
      return [{ el: 'code', children: [node.value] }]
    case 'code':
      return [{ el: 'pre', children: [node.value], ...(node.lang ? { lang: node.lang } : {}) }]
    case 'break':
      return [{ el: 'br', children: [] }]
    case 'thematicBreak':
      return [{ el: 'hr', children: [] }]
    case 'table':
      return [createTable(node, reading)]
    default:
      return createReference(node, reading)
  }
}

/** In issues and comments, GitHub keeps the ends of lines. */
function splitBreaks(text: string): MarkdownNode[] {
  const [first = '', ...rest] = text.split('\n')
  return [first, ...rest.flatMap((line): MarkdownNode[] => [{ el: 'br', children: [] }, line])]
}

/** Links and what leads elsewhere. A picture is its description: nothing is loaded from anywhere. */
function createReference(node: Nodes, reading: Reading): readonly MarkdownNode[] {
  switch (node.type) {
    case 'link':
      return createLink(node.url, node.children, reading)
    case 'linkReference':
      return createLink(reading.definitions.get(node.identifier) ?? '', node.children, reading)
    case 'image':
    case 'imageReference':
      return [`[${node.alt || 'picture'}]`]
    case 'footnoteReference':
      return [{ el: 'sup', children: [node.identifier] }]
    case 'footnoteDefinition':
      return [{ el: 'p', children: [{ el: 'sup', children: [node.identifier] }, ' ', getPlainText(node)] }]
    default:
      return []
  }
}

function createLink(
  url: string,
  children: readonly RootContent[],
  reading: Reading,
): readonly MarkdownNode[] {
  const outside = reading.inLink
  reading.inLink = true
  const text = createChildren(children, reading)
  reading.inLink = outside
  const href = resolveHref(url, reading.place)
  return href === null ? text : [{ el: 'a', href, children: text }]
}

function createList(list: List, reading: Reading): MarkdownElement {
  const children = list.children.map((item) => createItem(item, list, reading))
  if (list.ordered !== true) return { el: 'ul', children }
  return { el: 'ol', children, ...(typeof list.start === 'number' ? { start: list.start } : {}) }
}

/** Items of a tight list hold their text itself, not a paragraph of it. */
function createItem(item: ListItem, list: List, reading: Reading): MarkdownElement {
  const task = isTask(item) ? { ...readTask(item), index: reading.tasks } : null
  if (task) reading.tasks += 1
  const tight = list.spread !== true && item.spread !== true
  const children = item.children.flatMap((child) =>
    tight && child.type === 'paragraph'
      ? createChildren(child.children, reading)
      : createChildren([child], reading),
  )
  return { el: 'li', children, ...(task ? { task } : {}) }
}

function createTable(table: Table, reading: Reading): MarkdownElement {
  const [head, ...rows] = table.children.map((row, index) => ({
    el: 'tr' as const,
    children: row.children.map((cell, column) => {
      const align = table.align?.[column] ?? null
      const el: ElementName = index === 0 ? 'th' : 'td'
      return { el, children: createChildren(cell.children, reading), ...(align ? { align } : {}) }
    }),
  }))
  return {
    el: 'table',
    children: [
      { el: 'thead', children: head ? [head] : [] },
      { el: 'tbody', children: rows },
    ],
  }
}
