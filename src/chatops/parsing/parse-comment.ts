import type { ParsedCommand } from '../request.ts'
import { type Address, findAddress } from './address.ts'
import { quoteAsCode } from './clean-text.ts'
import { createUnclear, parseLine } from './parse-line.ts'
import { findPlainText, type TextRange } from './plain-text-places.ts'
import { findQuotedMail, type SourceLine } from './quoted-mail.ts'
import { splitCommandByVersion } from './split-versions.ts'

/** Threat C8. */
const MOST_COMMANDS = 10
const MOST_BYTES = 64 * 1024

/** A line that speaks to us. */
interface AddressedLine {
  readonly text: string
  readonly to: Address
}

/**
 * The commands of a comment, in its order: `/release …` at the start of a line, in plain text of the writer's own
 * (threats C2 and C3). The caller has made sure that it is a new comment by a human. Never throws: what cannot be read
 * comes back as `unclear`, and a comment that is too long or says too much as one `unclear`, with nothing of it obeyed.
 */
export function parseComment(body: string): readonly ParsedCommand[] {
  const lines = [...body.matchAll(/[^\r\n]+/g)].map(({ 0: text, index }) => ({ text, at: index }))
  const [first] = toUs(lines)
  if (!first) return []
  if (new TextEncoder().encode(body).length > MOST_BYTES) return [refuseTooLong(first)]

  const found = findPlainText(body, (line) => findAddress(line) !== null)
  if (found.kind === 'too-intricate') return [refuseTooComplex(first)]

  const placed = markPlainLines(lines, found.places)
  const quoted = findQuotedMail(placed)?.at ?? body.length
  const said = toUs(placed.filter(({ at, isPlain }) => isPlain && at < quoted))
  const all = said.flatMap(splitVersions)
  return all.length > MOST_COMMANDS ? [refuseTooMany(said)] : all.map(parseAddressed)
}

function toUs(lines: readonly { readonly text: string }[]): AddressedLine[] {
  return lines.flatMap(({ text }) => {
    const to = findAddress(text)
    return to ? [{ text, to }] : []
  })
}

/** `cut v1.9.1 v2.0.1` says the same of each version, as two lines do. */
function splitVersions(line: AddressedLine): AddressedLine[] {
  if (line.to.kind !== 'command') return [line]
  const { to } = line
  return splitCommandByVersion(to.rest).map((rest) => ({ ...line, to: { ...to, rest } }))
}

/** Both are in the order of the comment, so each place is passed once. */
function markPlainLines(
  lines: readonly { readonly text: string; readonly at: number }[],
  places: readonly TextRange[],
): SourceLine[] {
  let next = 0
  return lines.map(({ text, at }) => {
    const begins = at + (/[^ \t]/.exec(text)?.index ?? 0)
    while ((places[next]?.end ?? Number.POSITIVE_INFINITY) <= begins) next += 1
    return { text, at, isPlain: (places[next]?.start ?? Number.POSITIVE_INFINITY) <= begins }
  })
}

function parseAddressed({ text, to }: AddressedLine): ParsedCommand {
  const line = text.trim()
  if (to.kind === 'command') return { ...parseLine(to.rest), text: line }

  const help = 'Commands begin with `/release`; `/release help` lists them.'
  if (to.isPlain) return createUnclear(line, `There isn't a command ${quoteAsCode(to.written)} here.`, help)
  return createUnclear(
    line,
    `${quoteAsCode(to.written)} only looks like \`/release\`: it contains other or invisible characters.`,
    `Type it instead of pasting it. ${help}`,
  )
}

function refuseTooLong({ text }: AddressedLine): ParsedCommand {
  return createUnclear(
    text.trim(),
    "The comment is longer than 64 KB, so it wasn't read.",
    'Write the commands in their own comment.',
  )
}

function refuseTooComplex({ text }: AddressedLine): ParsedCommand {
  return createUnclear(
    text.trim(),
    "The comment has too many lines or too much Markdown, so it wasn't read.",
    'Write the commands in their own comment.',
  )
}

function refuseTooMany(said: readonly AddressedLine[]): ParsedCommand {
  return createUnclear(
    said[0]?.text.trim() ?? '',
    `The comment has ${said.length} commands, and ${MOST_COMMANDS} is the limit, so none of them ran.`,
    'Split them over several comments.',
  )
}
