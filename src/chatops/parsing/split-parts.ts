import { normalizeWord, refuseLine } from './clean-text.ts'

/** A part of a line: a word or quoted words, a value with its name, or a name whose value is the next part. */
export type CommandPart =
  | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'named'; readonly name: string; readonly value: string }
  | { readonly kind: 'awaiting'; readonly name: string }

/** The parts of a line, and what stands behind `because`, to the end and as it is; null where nothing does. */
interface CommandParts {
  readonly parts: readonly CommandPart[]
  readonly reason: string | null
}

/** Quoted words, perhaps with a name before; or whatever has no blank in it. Phones type curly quotes. */
const PART =
  /(?<name>[^ "“„”'=]+=)?(?:"(?<straight>(?:[^"\\]|\\.)*)"|[“„”](?<curly>[^“”]*)[“”]|'(?<single>[^']*)')(?= |$)|[^ ]+/y
const NAMED = /^(?:--)?(?<name>[a-z][a-z-]*)=(?<value>.*)$/isu
const AWAITING = /^--(?<name>[a-z][a-z-]*)$/i
const OPENS_A_QUOTE = /^(?:[^ "“„”'=]+=)?["“„”]/

/**
 * Takes a line apart. Blanks are single spaces.
 *
 * @throws {Refused} where a quote does not end
 */
export function splitParts(line: string): CommandParts {
  const parts: CommandPart[] = []
  let at = 0
  while (at < line.length) {
    if (line[at] === ' ') {
      at += 1
      continue
    }
    PART.lastIndex = at
    const found = PART.exec(line)
    const written = found?.[0] ?? line.slice(at)
    at += written.length
    if (isBecause(written)) return { parts, reason: line.slice(at) }
    parts.push(parseQuotedPart(found?.groups) ?? parseBarePart(written))
  }
  return { parts, reason: null }
}

function isBecause(written: string): boolean {
  return /^because:?$/i.test(written.normalize('NFKC'))
}

function parseQuotedPart(groups: Record<string, string | undefined> | undefined): CommandPart | null {
  const { name, straight, curly, single } = groups ?? {}
  const text = straight?.replace(/\\(["\\])/g, '$1') ?? curly ?? single
  if (text === undefined) return null
  if (name === undefined) return { kind: 'word', text, isQuoted: true }

  return { kind: 'named', name: parseOptionName(name.slice(0, -1)), value: text }
}

function parseBarePart(written: string): CommandPart {
  if (OPENS_A_QUOTE.test(written)) throw refuseLine("A quotation mark isn't closed.", 'Close it with `"`.')

  const word = written.normalize('NFKC')
  const named = NAMED.exec(word)?.groups
  // The value as it was written: it may be free text, which nobody normalizes.
  if (named) {
    const value = written.includes('=') ? written.slice(written.indexOf('=') + 1) : named['value']
    return { kind: 'named', name: parseOptionName(named['name'] ?? ''), value: value ?? '' }
  }
  const name = AWAITING.exec(word)?.groups?.['name']
  if (name !== undefined) return { kind: 'awaiting', name: parseOptionName(name) }

  return { kind: 'word', text: written, isQuoted: false }
}

function parseOptionName(written: string): string {
  return normalizeWord(written).replace(/^--/, '').toLowerCase()
}
