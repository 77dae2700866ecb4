import { Refused } from '../release/refusal.ts'
import { type CommandSpec, usageOf } from './command.ts'
import { commandSaid, suggest } from './commands.ts'
import { inCode, visibleWords } from './plain-text.ts'
import type { Spoken, Unclear } from './request.ts'
import { sorted } from './sorted.ts'

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
export function readLine(text: string): Spoken {
  if (text.length > LONGEST_LINE)
    return unclear(
      text,
      `A command of ${text.length} characters is too long; ${LONGEST_LINE} is the most.`,
      'Say it shorter, and link to the rest.',
    )
  const line = text.replace(BLANKS, ' ').replace(/^ /, '')
  const [written = ''] = line.split(' ', 1)
  const word = written.normalize('NFKC').toLowerCase()
  const command = commandSaid(word)
  if (!command) return unknown(text, written)

  return commandLine(text, { word, command, rest: line.slice(written.length) })
}

interface Called {
  readonly word: string
  readonly command: CommandSpec
  readonly rest: string
}

function commandLine(text: string, { word, command, rest }: Called): Spoken {
  try {
    const request = command.read(sorted(rest, { word, takes: command.takes }))
    return { kind: 'asked', request, text }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { what, next } = error.refusal
    return unclear(text, what, `${next} ${correctly(command)}`.trim())
  }
}

/** Usage and an example, for somebody who got it wrong. */
function correctly(command: CommandSpec): string {
  const usage = `Write \`${usageOf(command)}\``
  const [example] = command.examples
  if (!example || example.command === usageOf(command)) return `${usage}.`

  return `${usage}, as in \`${example.command}\`.`
}

function unknown(text: string, written: string): Unclear {
  const all = '`/release help` lists all commands.'
  if (written === '') return unclear(text, '`/release` alone says nothing.', all)

  const near = suggest(written)
  const next = near === null ? all : `Did you mean \`/release ${near}\`? ${all}`
  return unclear(text, `There is no command ${inCode(written)}.`, next)
}

/** What cannot be read: of the line from outside, the beginning of what people see is kept. */
export function unclear(text: string, what: string, next: string): Unclear {
  const kept = [...visibleWords(text.slice(0, 2 * MOST_KEPT))].slice(0, MOST_KEPT).join('')
  return { kind: 'unclear', text: kept, what, next }
}
