import type { SlackBlock, SlackMessage, SlackView } from '../../../src/messages/slack/format/blocks.ts'

/** What Slack reads between angle brackets: links, mentions, channels, dates. */
const TOKEN = /<([^<>]*)>/g
/** Nothing is recognised across it, as nothing is across a link or code. */
const JOINER = '\u2060'
const CODE = /```[\s\S]*?```|`[^`\n]*`/g

/** What Slack makes something of in plain text, where nobody forbids it. */
const RECOGNISED = [
  /@[\w-]/,
  /#[A-Za-z]/,
  /\w:\/\//,
  /mailto:/i,
  /www\.\w/i,
  /:[^\s:\u2060]+:/u,
  /^&gt;/m,
  // Half an escape, and a control character that was none of ours.
  /&(?!(?:amp|lt|gt);)/,
  /[<>]/,
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/,
]

/** All mrkdwn of a message or a view, each text by itself, that of notifications first. */
export function textsIn(shown: SlackMessage | SlackView): string[] {
  const blocks = shown.blocks.flatMap(mrkdwnIn)
  return 'text' in shown ? [shown.text, ...blocks] : blocks
}

function mrkdwnIn(block: SlackBlock): string[] {
  switch (block.type) {
    case 'section':
      return [...(block.text ? [block.text.text] : []), ...(block.fields ?? []).map(({ text }) => text)]
    case 'context':
      return block.elements.map(({ text }) => text)
    default:
      return []
  }
}

/** What stands between angle brackets, in order. */
export function tokensIn(mrkdwn: string): string[] {
  return [...mrkdwn.matchAll(TOKEN)].map(([, token = '']) => token)
}

/** What somebody could have made of a text by what they wrote in it. `ours` says which tokens are there on purpose. */
export function foreignIn(mrkdwn: string, ours: (token: string) => boolean): string[] {
  const tokens = tokensIn(mrkdwn).filter((token) => !ours(token))
  // The label of a link stays text of which more could be made.
  const rest = mrkdwn
    .replace(TOKEN, (_, token: string) => `${JOINER}${token.split('|')[1] ?? ''}${JOINER}`)
    .replace(CODE, JOINER)
  const found = RECOGNISED.filter((pattern) => pattern.test(rest)).map((pattern) => `${pattern}: ${rest}`)
  return [...tokens, ...found, ...(rest.includes('`') ? [`open code: ${rest}`] : [])]
}

/** A message as a person reads it, for inline snapshots: each block with its kind. */
export function read(shown: SlackMessage | SlackView): string {
  const blocks = shown.blocks.map(readBlock).join('\n\n')
  return 'text' in shown ? `(${shown.text})\n\n${blocks}` : blocks
}

function readBlock(block: SlackBlock): string {
  switch (block.type) {
    case 'header':
      return `# ${block.text.text}`
    case 'section': {
      const accessory = block.accessory ? ` [${block.accessory.text.text}]` : ''
      const texts = [
        ...(block.text ? [block.text.text] : []),
        ...(block.fields ?? []).map(({ text }) => `| ${text.replaceAll('\n', '\n| ')}`),
      ]
      return `${texts.join('\n')}${accessory}`
    }
    case 'context':
      return block.elements.map(({ text }) => `~ ${text}`).join('\n')
    case 'divider':
      return '---'
    case 'image':
      return `![${block.alt_text}](${block.image_url})`
    case 'actions':
      return `${block.block_id}: ${block.elements
        .map(
          ({ text, style = 'plain', action_id, value = '' }) =>
            `[${text.text}](${style} ${action_id} ${value})`,
        )
        .join(' ')}`
    case 'input':
      return `${block.block_id}/${block.element.action_id}: ${block.label.text} (${block.element.max_length})`
  }
}
