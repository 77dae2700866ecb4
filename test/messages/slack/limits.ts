import { type Block, MOST, type SlackMessage, type SlackView } from '../../../src/messages/slack/blocks.ts'

/** What Slack would answer `invalid_blocks` to, each with its place. */
export function beyondLimits(shown: SlackMessage | SlackView): string[] {
  const most = 'text' in shown ? MOST.blocks : MOST.viewBlocks
  return [
    ...(shown.blocks.length > most ? [`${shown.blocks.length} blocks`] : []),
    ...('text' in shown ? within('text', shown.text, MOST.messageText) : []),
    ...('title' in shown ? within('title', shown.title.text, MOST.titleText) : []),
    ...shown.blocks.flatMap((block, at) => inBlock(block).map((what) => `${at}: ${what}`)),
  ]
}

function inBlock(block: Block): string[] {
  switch (block.type) {
    case 'header':
      return within('header', block.text.text, MOST.headerText)
    case 'section':
      return [
        ...(block.text ? within('section', block.text.text, MOST.sectionText) : []),
        ...(block.text || block.fields ? [] : ['a section without text']),
        ...atMost('fields', block.fields ?? [null], MOST.sectionFields),
        ...(block.fields ?? []).flatMap(({ text }) => within('field', text, MOST.fieldText)),
      ]
    case 'context':
      return [
        ...atMost('elements', block.elements, MOST.contextElements),
        ...block.elements.flatMap(({ text }) => within('context', text, MOST.contextText)),
      ]
    case 'divider':
      return []
    case 'actions':
      return [
        ...atMost('buttons', block.elements, MOST.actions),
        ...block.elements.flatMap(({ text, value = '-' }) => [
          ...within('button', text.text, MOST.buttonText),
          ...within('value', value, MOST.buttonValue),
        ]),
      ]
    case 'input':
      return within('label', block.label.text, MOST.fieldText)
  }
}

function within(what: string, text: string, most: number): string[] {
  return text.length >= 1 && text.length <= most ? [] : [`${what} has ${text.length} characters`]
}

function atMost(what: string, all: readonly unknown[], most: number): string[] {
  return all.length >= 1 && all.length <= most ? [] : [`${all.length} ${what}`]
}
