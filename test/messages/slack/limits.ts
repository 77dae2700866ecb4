import {
  MOST_IN_BLOCKS,
  type SlackBlock,
  type SlackMessage,
  type SlackView,
} from '../../../src/messages/slack/format/blocks.ts'

/** What Slack would answer `invalid_blocks` to, each with its place. */
export function beyondLimits(shown: SlackMessage | SlackView): string[] {
  const most = 'text' in shown ? MOST_IN_BLOCKS.blocks : MOST_IN_BLOCKS.viewBlocks
  return [
    ...(shown.blocks.length > most ? [`${shown.blocks.length} blocks`] : []),
    ...('text' in shown ? within('text', shown.text, MOST_IN_BLOCKS.messageText) : []),
    ...('title' in shown ? within('title', shown.title.text, MOST_IN_BLOCKS.titleText) : []),
    ...shown.blocks.flatMap((block, at) => inBlock(block).map((what) => `${at}: ${what}`)),
  ]
}

function inBlock(block: SlackBlock): string[] {
  switch (block.type) {
    case 'header':
      return within('header', block.text.text, MOST_IN_BLOCKS.headerText)
    case 'section':
      return [
        ...(block.text ? within('section', block.text.text, MOST_IN_BLOCKS.sectionText) : []),
        ...(block.text || block.fields ? [] : ['a section without text']),
        ...atMost('fields', block.fields ?? [null], MOST_IN_BLOCKS.sectionFields),
        ...(block.fields ?? []).flatMap(({ text }) => within('field', text, MOST_IN_BLOCKS.fieldText)),
      ]
    case 'context':
      return [
        ...atMost('elements', block.elements, MOST_IN_BLOCKS.contextElements),
        ...block.elements.flatMap(({ text }) => within('context', text, MOST_IN_BLOCKS.contextText)),
      ]
    case 'divider':
      return []
    case 'image':
      return within('alt text', block.alt_text, MOST_IN_BLOCKS.contextText)
    case 'actions':
      return [
        ...atMost('buttons', block.elements, MOST_IN_BLOCKS.actions),
        ...block.elements.flatMap(({ text, value = '-' }) => [
          ...within('button', text.text, MOST_IN_BLOCKS.buttonText),
          ...within('value', value, MOST_IN_BLOCKS.buttonValue),
        ]),
      ]
    case 'input':
      return within('label', block.label.text, MOST_IN_BLOCKS.fieldText)
  }
}

function within(what: string, text: string, most: number): string[] {
  return text.length >= 1 && text.length <= most ? [] : [`${what} has ${text.length} characters`]
}

function atMost(what: string, all: readonly unknown[], most: number): string[] {
  return all.length >= 1 && all.length <= most ? [] : [`${all.length} ${what}`]
}
