import type { ListItem, Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** GitHub's own Markdown. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** One line of a task list. */
export interface ListTask {
  readonly text: string
  readonly checked: boolean
  /** The heading that it stands under; empty where there is none. */
  readonly under: string
  /** Where its box is in the text: `[ ]`. */
  readonly at: number
}

/** The tasks of a text, in their order. */
export function parseTasks(text: string): ListTask[] {
  const tasks: ListTask[] = []
  let under = ''
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') under = getPlainText(node)
    if (node.type === 'listItem' && isTask(node)) tasks.push(createTask(text, node, under))
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(parseMarkdown(text))
  return tasks
}

/** Ticks a task, or takes its tick off; null where it does not stand there. */
export function setTask(
  text: string,
  { index, checked, says }: { readonly index: number; readonly checked: boolean; readonly says: string },
): string | null {
  const task = parseTasks(text)[index]
  if (!task || task.text !== says) return null
  return `${text.slice(0, task.at)}[${checked ? 'x' : ' '}]${text.slice(task.at + 3)}`
}

export function isTask(item: ListItem): boolean {
  return typeof item.checked === 'boolean'
}

/** What a line of a task list says, and whether it is ticked. */
export function readTask(item: ListItem): { readonly says: string; readonly checked: boolean } {
  const [first] = item.children
  return { says: first ? getPlainText(first) : '', checked: item.checked === true }
}

function createTask(text: string, item: ListItem, under: string): ListTask {
  const start = item.position?.start.offset ?? 0
  const at = start + text.slice(start).search(/\[[ \txX]\]/)
  const { says, checked } = readTask(item)
  return { text: says, checked, under, at }
}

/** What a person reads of it, without what it contains of lists. */
export function getPlainText(node: Nodes): string {
  if (node.type === 'list' || node.type === 'html') return ''
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(getPlainText).join('').trim() : ''
}
