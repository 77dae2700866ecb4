import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { parseComment } from '../../../src/chatops/parsing/parse-comment.ts'
import { WEB_URL } from './story.ts'

export function read(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** Every node of a document, the outer ones first. */
export function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])]
}

/** What GitHub looks for in the text that is left after the Markdown was read. */
const RECOGNISED = [
  /(?:^|\W)@[a-z0-9][a-z0-9-]*/i,
  /#\d+/,
  /\bGH-\d+/i,
  /\bGHSA(?:-[a-z0-9]{4}){3}/i,
  /\w:\/\//,
  /www\.\w/i,
]

/** HTML of ours: comments that nobody sees, and what folds. */
const OWN_HTML =
  /^(?:<!-- release-captain:[\w.:#/@+%-]+ [\w.:#/@+%-]+ -->|<details><summary>[\w ]+<\/summary>|<\/details>)$/
const OWN_PAGES = [`${WEB_URL}/`, 'https://redirect.github.com/godel/godel/pull/']

/**
 * What somebody could have made of a text of ours by what they wrote: links elsewhere, images, HTML, mentions,
 * references. `ours` are texts that are there on purpose.
 */
export function foreignIn(markdown: string, ours: readonly RegExp[] = []): string[] {
  return nodesOf(read(markdown)).flatMap((node) => {
    switch (node.type) {
      case 'html':
        return node.value.split('\n').filter((line) => !OWN_HTML.test(line.trim()))
      case 'link':
        return OWN_PAGES.some((page) => node.url.startsWith(page)) ? [] : [node.url]
      case 'paragraph':
      case 'tableCell':
      case 'heading':
        return referencesIn(textOf(node), ours)
      case 'image':
      case 'imageReference':
      case 'linkReference':
      case 'definition':
      case 'footnoteDefinition':
      case 'footnoteReference':
        return [node.type]
      default:
        return []
    }
  })
}

function referencesIn(text: string, ours: readonly RegExp[]): string[] {
  const rest = ours.reduce((left, own) => left.replaceAll(own, ''), text)
  return RECOGNISED.some((pattern) => pattern.test(rest)) ? [rest] : []
}

/** The text of a block, less links and code, of which GitHub makes nothing more. */
function textOf(node: Nodes): string {
  if (node.type === 'link' || node.type === 'inlineCode' || node.type === 'html') return '\u0000'
  if ('children' in node) return node.children.map(textOf).join('')
  return 'value' in node ? node.value : ''
}

/** What of a text of ours would be obeyed, were it somebody's comment. */
export function commandLinesIn(markdown: string): string[] {
  return parseComment(markdown).map(({ text }) => text)
}
