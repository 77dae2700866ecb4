import type { Nodes, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/**
 * What makes reading slow, or a tree deeper than a program can walk, and what nobody writes for another reason (threat H1):
 * quotes and lists in one another, and long runs of signs.
 */
const WILD =
  /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]{1,99}\]:)){13}|[*_~[\]!<`|]{100}/m
/** Quotes beside one another. */
const QUOTE = /^[ \t]*>/gm
const MOST_QUOTES = 400

/** A text of GitHub Markdown as a tree. What would take long to read is a text in which nothing is markup. */
export function parseMarkdown(text: string): Root {
  const isWild = WILD.test(text) || (text.match(QUOTE)?.length ?? 0) > MOST_QUOTES
  if (isWild) return { type: 'root', children: text.split(/\n{2,}/).map(createParagraph) }
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** What of a tree is text, code among it. */
export function getText(node: Nodes): string {
  if ('children' in node) return node.children.map(getText).join('')
  if (node.type === 'break') return '\n'
  return node.type !== 'html' && 'value' in node ? node.value : ''
}

function createParagraph(value: string): RootContent {
  return { type: 'paragraph', children: [{ type: 'text', value }] }
}
