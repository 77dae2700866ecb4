import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

export type MarkdownBlock = ReturnType<typeof fromMarkdown>['children'][number]
type Paragraph = Extract<MarkdownBlock, { type: 'paragraph' }>
export type Inline = Paragraph['children'][number]

/** No command is in one, and where there are many they are slow to find. */
const AUTOLINKS = ['wwwAutolink', 'protocolAutolink', 'emailAutolink']
const INLINE = [
  ...AUTOLINKS,
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
  'strikethrough',
]

/** Links that are looked for after the parsing take the places of nodes away. */
const mdastExtensions = gfmFromMarkdown().map(({ transforms: _, ...rest }) => rest)

/** The blocks of a text as GitHub reads it; what is within a paragraph stays text. */
export function parseMarkdownBlocks(text: string): readonly MarkdownBlock[] {
  return parseBlocks(text, INLINE)
}

/** What is within a paragraph. `definitions` are those of the whole text, which its links may name. */
export function parseInlines(paragraph: string, definitions: string): readonly Inline[] {
  const [block] = parseBlocks(`${paragraph}\n\n${definitions}`, AUTOLINKS)
  return block?.type === 'paragraph' ? block.children : []
}

function parseBlocks(text: string, without: readonly string[]): readonly MarkdownBlock[] {
  const disable = { disable: { null: [...without] } }
  return fromMarkdown(text, { extensions: [gfm(), disable], mdastExtensions }).children
}
