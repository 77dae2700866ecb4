import type { SandboxBlock } from '../../../slack/limits.ts'
import type { MarkdownTree } from '../../wire/wire.ts'
import type { BlockView, ButtonView } from '../../wire/wire-chats.ts'
import { type MrkdwnContext, parseMrkdwn } from './mrkdwn.ts'

type Section = Extract<SandboxBlock, { type: 'section' }>
type Text = NonNullable<Section['text']>
type Button = NonNullable<Section['accessory']>

/** The blocks of a message or view (https://docs.slack.dev/reference/block-kit/blocks) as the page draws them. */
export function viewBlocks(blocks: readonly SandboxBlock[], around: MrkdwnContext): BlockView[] {
  return blocks.map((block) => viewBlock(block, around))
}

/** A message that has no blocks is its text. */
export function viewText(text: string, around: MrkdwnContext): BlockView[] {
  return [{ kind: 'section', text: parseMrkdwn(text, around), fields: [], button: null }]
}

function viewBlock(block: SandboxBlock, around: MrkdwnContext): BlockView {
  const parseText = (text: Text) => parseTree(text, around)
  switch (block.type) {
    case 'header':
      return { kind: 'header', text: block.text.text }
    case 'section':
      return {
        kind: 'section',
        text: block.text ? parseText(block.text) : [],
        fields: (block.fields ?? []).map(parseText),
        button: block.accessory ? viewButton(block.accessory) : null,
      }
    case 'context':
      return { kind: 'context', elements: block.elements.map(parseText) }
    case 'divider':
      return { kind: 'divider' }
    case 'image':
      return { kind: 'context', elements: [[{ el: 'p', children: [`Picture: ${block.alt_text}`] }]] }
    case 'actions':
      return { kind: 'actions', buttons: block.elements.map(viewButton) }
    case 'input': {
      const { multiline = false, max_length: most = null } = block.element
      return { kind: 'input', id: block.block_id ?? '', label: block.label.text, multiline, most }
    }
  }
}

/** Of plain text nothing is made but its lines. */
function parseTree(text: Text, around: MrkdwnContext): MarkdownTree {
  if (text.type === 'mrkdwn') return parseMrkdwn(text.text, around, text.verbatim === true)
  return text.text === '' ? [] : [{ el: 'p', children: [text.text] }]
}

function viewButton({ action_id: id, text, style }: Button): ButtonView {
  return { id, label: text.text, style: style ?? 'plain' }
}
