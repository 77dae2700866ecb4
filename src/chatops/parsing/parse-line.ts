import { Refused } from '../../release/refusal.ts'
import { type AnyCommand, formatUsage } from '../command.ts'
import { findCommand, suggestCommand } from '../commands.ts'
import type { ParsedCommand, UnclearCommand } from '../request.ts'
import { cleanWords, quoteAsCode } from './clean-text.ts'
import { parseArguments } from './parse-arguments.ts'

/** A line with a reason of a thousand characters has room. */
const LONGEST_LINE = 4000
/** So much of a line that could not be read is kept. */
const MOST_KEPT = 200
/** Blanks as keyboards make them: what NFKC makes a space of. Others, which nobody types, are no blanks. */
const BLANKS = /[ \t\n\v\f\r\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g

/**
 * Reads one command: what stands behind `/release`, in a comment as in a chat. Never throws; what cannot be read
 * comes back with what to write instead.
 */
export function parseLine(text: string): ParsedCommand {
  if (text.length > LONGEST_LINE)
    return createUnclear(
      text,
      `A command of ${text.length} characters is too long; ${LONGEST_LINE} is the limit.`,
      'Shorten it, and link to the rest.',
    )
  const line = text.replace(BLANKS, ' ').replace(/^ /, '')
  const [written = ''] = line.split(' ', 1)
  const word = written.normalize('NFKC').toLowerCase()
  const command = findCommand(word)
  if (!command) return createUnknown(text, written)

  return parseCommandLine(text, { word, command, rest: line.slice(written.length) })
}

interface CalledCommand {
  readonly word: string
  readonly command: AnyCommand
  readonly rest: string
}

function parseCommandLine(text: string, { word, command, rest }: CalledCommand): ParsedCommand {
  try {
    const request = command.read(parseArguments(rest, { word, takes: command.takes }))
    return { kind: 'asked', request, text }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { what, next } = error.refusal
    return createUnclear(text, what, `${next} ${formatCorrectly(command)}`.trim())
  }
}

/** Usage and an example, for somebody who got it wrong. */
function formatCorrectly(command: AnyCommand): string {
  const usage = `Write \`${formatUsage(command)}\``
  const [example] = command.examples
  if (!example || example.command === formatUsage(command)) return `${usage}.`

  return `${usage}, as in \`${example.command}\`.`
}

function createUnknown(text: string, written: string): UnclearCommand {
  const all = '`/release help` lists all commands.'
  if (written === '') return createUnclear(text, '`/release` needs a command.', all)

  const near = suggestCommand(written)
  const next = near === null ? all : `Did you mean \`/release ${near}\`? ${all}`
  return createUnclear(text, `There is no command ${quoteAsCode(written)}.`, next)
}

/** What cannot be read: of the line from outside, the beginning of what people see is kept. */
export function createUnclear(text: string, what: string, next: string): UnclearCommand {
  const kept = [...cleanWords(text.slice(0, 2 * MOST_KEPT))].slice(0, MOST_KEPT).join('')
  return { kind: 'unclear', text: kept, what, next }
}
