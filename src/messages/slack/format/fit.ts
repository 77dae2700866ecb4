import {
  MOST_IN_BLOCKS,
  type Mrkdwn,
  type SlackBlock,
  type SlackButton,
  type SlackMessage,
} from './blocks.ts'
import { createPlainText } from './escape.ts'

/** A part of a message, or nothing where there is nothing to say. */
export type MessagePart = SlackBlock | null

/** Rows of a list: more are not read on a phone. */
const MOST_ROWS = 30

/** A message of at most 50 blocks; `text` is what a notification says of it. What does not fit is said in its last line. */
export function createMessage(
  text: string,
  parts: readonly MessagePart[],
  rest = "The rest doesn't fit in one message.",
): SlackMessage {
  return {
    text: truncateMrkdwn(text, MOST_IN_BLOCKS.messageText),
    blocks: limitBlocks(parts, MOST_IN_BLOCKS.blocks, rest),
  }
}

/** So many blocks and no more, the last of which says that there are others. */
export function limitBlocks(parts: readonly MessagePart[], most: number, rest: string): SlackBlock[] {
  const blocks = parts.filter((part) => part !== null)
  if (blocks.length <= most) return blocks
  return [...blocks.slice(0, most - 1), ...[createContext(rest)].filter((part) => part !== null)]
}

export function createHeader(text: string): SlackBlock {
  return { type: 'header', text: createPlainText(text, MOST_IN_BLOCKS.headerText) }
}

/** Lines of mrkdwn. What is too long loses whole lines at its end. */
export function createSection(...lines: readonly string[]): MessagePart {
  const text = fitLines(lines, MOST_IN_BLOCKS.sectionText)
  return text === '' ? null : { type: 'section', text: createMrkdwn(text) }
}

/** Short facts beside one another, and under one another on a phone. */
export function createFields(texts: readonly string[]): MessagePart {
  const all = texts.filter((text) => text !== '').slice(0, MOST_IN_BLOCKS.sectionFields)
  if (all.length === 0) return null
  return {
    type: 'section',
    fields: all.map((text) => createMrkdwn(fitLines([text], MOST_IN_BLOCKS.fieldText))),
  }
}

/** What is read last, in small letters. */
export function createContext(...texts: readonly string[]): MessagePart {
  const all = texts.filter((text) => text !== '').slice(0, MOST_IN_BLOCKS.contextElements)
  if (all.length === 0) return null
  return {
    type: 'context',
    elements: all.map((text) => createMrkdwn(fitLines([text], MOST_IN_BLOCKS.contextText))),
  }
}

export function createActions(blockId: string, buttons: readonly SlackButton[]): SlackBlock {
  const long = buttons.find(({ value = '' }) => value.length > MOST_IN_BLOCKS.buttonValue)
  if (long) throw new Error(`The value of the button ${long.action_id} has ${long.value?.length} characters.`)
  return { type: 'actions', block_id: blockId, elements: buttons.slice(0, MOST_IN_BLOCKS.actions) }
}

/** A list under its heading, cut at whole rows; the last one says how many more there are, and where. */
export function createListing(
  heading: string,
  rows: readonly string[],
  rest: (more: number) => string,
  most = MOST_ROWS,
): MessagePart {
  if (rows.length === 0) return null
  const room = MOST_IN_BLOCKS.sectionText - heading.length - 1
  return createSection(heading, ...fitRows(rows, { room, most, rest }))
}

interface RowBudget {
  readonly room: number
  readonly most: number
  readonly rest: (more: number) => string
}

function fitRows(rows: readonly string[], { room, most, rest }: RowBudget): string[] {
  const lengths = rows.map((row) => row.length + 1)
  const whole = lengths.reduce((sum, length) => sum + length, 0)
  if (rows.length <= most && whole <= room) return [...rows]

  let left = room - rest(rows.length).length
  const taken = rows.slice(0, most).filter((_, at) => {
    left -= lengths[at] ?? 0
    return left >= 0
  })
  return [...taken, rest(rows.length - taken.length)]
}

/** As many whole lines as there is room for; of the first line what fits, where not even that does. */
function fitLines(lines: readonly string[], most: number): string {
  const text = lines.filter((line) => line !== '').join('\n')
  if (text.length <= most) return text

  const room = most - '\n…\n```'.length
  const end = text.lastIndexOf('\n', room)
  const kept = end > 0 ? text.slice(0, end) : truncateMrkdwn(text, room)
  const isOpen = (kept.match(/^```/gm) ?? []).length % 2 === 1
  return isOpen ? `${kept}\n\`\`\`\n…` : `${kept}\n…`
}

/** What is cut as a whole or not at all: a link or a mention, an escaped character, a character of two halves. */
const ATOM = /<[^<>\n]*>|&(?:amp|lt|gt);|[\s\S]/gu

/** Escaped text of at most so many UTF-16 units. */
export function truncateMrkdwn(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const [atom] of text.matchAll(ATOM)) {
    if (kept.length + atom.length > most - 2) break
    kept += atom
  }
  // Code that was cut is closed.
  const isOpen = (kept.match(/`/g) ?? []).length % 2 === 1
  return `${kept.trimEnd()}${isOpen ? '`' : ''}…`
}

/** Names and numbers of others that stand in a text as plain words stay plain words. */
function createMrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true }
}
