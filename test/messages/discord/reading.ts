import { expect } from 'vitest'
import { type DiscordMessage, MOST_IN_EMBED } from '../../../src/messages/discord/embed.ts'

/** What a backslash makes plain: Discord's own rule, /^\\([^0-9A-Za-z\s])/. */
const ESCAPED = /\\([^0-9A-Za-z\s])/g

/** What somebody sees of a text in which nothing is markup. */
export function seen(text: string): string {
  return text.replace(ESCAPED, '$1').replaceAll('\u2060', '')
}

/** What Discord makes something of, besides what the message may have on purpose. */
const MADE_OF: readonly RegExp[] = [
  /@(?:everyone|here|!?\d|&)/,
  /<(?:[@#/:]|a:|t:|id:|https?:)/,
  /(?:https?|steam):\/\//,
  /discord(?:app)?\.(?:gg|com)\//i,
  /:[\w+-]+:/,
]
const MARKUP = /[*_~|`[\]<\\]/
const OPENS = /^\s*(?:#{1,3}\s|-#\s|[-*+]\s|>|\d+[.)]\s)/m

/** What of a text is not just text. */
export function madeOf(text: string): string[] {
  const bare = text.replace(ESCAPED, '\ufffd')
  return [...MADE_OF, MARKUP, OPENS].flatMap((pattern) => pattern.exec(bare)?.[0] ?? [])
}

const CODE_BLOCK = /```\n[\s\S]*?```/g
/** From left to right, as Discord reads: within code a backslash is a backslash, and doesn't keep its end open. */
const ESCAPED_OR_CODE = /\\([^0-9A-Za-z\s])|(`{1,2})(?!`)[^\n]*?[^`]\2(?!`)/g
const LINK = /\[([^[\]\n]+)\]\((https:\/\/[^\s()\\|`<>*~[\]]+)\)/g

/** Where a text of ours leads, and what else is made of it but emphasis, code and those links. */
export function foreignIn(text: string): {
  readonly links: readonly string[]
  readonly made: readonly string[]
} {
  const plain = text
    .replace(CODE_BLOCK, '')
    .replace(ESCAPED_OR_CODE, (_, escaped?: string) => (escaped === undefined ? '' : '\ufffd'))
  const links = [...plain.matchAll(LINK)].map(([, , address = '']) => address)
  const rest = plain.replace(LINK, '\ufffd$1\ufffd')
  const made = [...MADE_OF, /\]\(/, /\|\|/, /__/].flatMap((pattern) => pattern.exec(rest)?.[0] ?? [])
  return { links, made }
}

/** Discord would take it: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export function expectWithin(message: DiscordMessage): void {
  expect(message.embeds.length).toBeLessThanOrEqual(MOST_IN_EMBED.embeds)
  for (const { title, description, fields, footer, url } of message.embeds) {
    expect(title.trim().length).toBeGreaterThan(0)
    expect(title.length).toBeLessThanOrEqual(MOST_IN_EMBED.title)
    expect(description.length).toBeLessThanOrEqual(MOST_IN_EMBED.description)
    expect(fields.length).toBeLessThanOrEqual(MOST_IN_EMBED.fields)
    expect(footer.text.length).toBeLessThanOrEqual(MOST_IN_EMBED.footer)
    expect(url.length).toBeLessThanOrEqual(2_048)
    for (const text of [title, description, footer.text]) expect(text.isWellFormed()).toBe(true)
  }
  const together = message.embeds.flatMap(({ title, description, footer, fields }) => [
    ...[title, description, footer.text],
    ...fields.flatMap(({ name, value }) => [name, value]),
  ])
  expect(together.join('').length).toBeLessThanOrEqual(MOST_IN_EMBED.together)
}
