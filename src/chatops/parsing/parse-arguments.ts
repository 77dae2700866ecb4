import type { AcceptedArguments, CommandArguments } from '../command.ts'
import { listAsCode, normalizeWord, quoteAsCode, readOwnText, refuseLine } from './clean-text.ts'
import { findNearest } from './nearest.ts'
import { type CommandPart, splitParts } from './split-parts.ts'

/** A command's word with what it takes. */
interface CalledCommand {
  readonly word: string
  readonly takes: AcceptedArguments
}

/**
 * What stands behind the word of a command, sorted by what the command takes.
 *
 * @throws {Refused} where something is too much, unknown, said twice or without its value
 */
export function parseArguments(rest: string, { word, takes }: CalledCommand): CommandArguments {
  const { parts, reason } = splitParts(rest)
  const { because, last } = findReason(reason, takes)
  const options = new Map<string, string>()
  const places: string[] = []
  const all = last === null ? parts : [...parts, last]
  for (let at = 0; at < all.length; at += 1) {
    const part = all[at]
    if (part === undefined) break
    if (part.kind === 'word') {
      places.push(parsePlace(part, places, { word, takes }))
      continue
    }
    const value = part.kind === 'named' ? part.value : parseOptionValue(part.name, all[at + 1])
    if (part.kind === 'awaiting') at += 1
    addOption(options, { name: part.name, value }, { word, takes })
  }
  return { word, places, options, because: checkReason(because, { word, takes }) }
}

function parsePlace(
  part: CommandPart & { kind: 'word' },
  before: readonly string[],
  { word, takes }: CalledCommand,
): string {
  const mayBeReason = takes.because !== 'never' && before.length === takes.places
  const place = part.isQuoted || mayBeReason ? part.text : normalizeWord(part.text)
  if (before.length < takes.places) return place

  const reason = mayBeReason ? 'Write the reason after `because`.' : ''
  throw refuseLine(`${quoteAsCode(part.text)} is more than \`${word}\` takes.`, reason)
}

function parseOptionValue(name: string, next: CommandPart | undefined): string {
  if (next?.kind === 'word') return next.text

  throw refuseLine(`\`--${name}\` has no value.`)
}

function addOption(
  options: Map<string, string>,
  { name, value }: { readonly name: string; readonly value: string },
  { word, takes }: CalledCommand,
): void {
  const kind = Object.hasOwn(takes.options, name) ? takes.options[name] : undefined
  if (kind === undefined) throw refuseUnknownOption(name, { word, takes })
  if (options.has(name)) throw refuseLine(`\`${name}\` is given twice.`)

  options.set(name, kind === 'text' ? readOwnText(value, name) : normalizeWord(value))
}

function refuseUnknownOption(name: string, { word, takes }: CalledCommand): Error {
  const known = Object.keys(takes.options)
  const near = findNearest(name, known)
  const next = near === null ? '' : `Did you mean \`${near}\`?`
  const takesWhat = known.length === 0 ? 'none' : listAsCode(known)
  return refuseLine(`\`${word}\` doesn't have the option ${quoteAsCode(name)}; it takes ${takesWhat}.`, next)
}

/** People put a date behind the reason too: an option that is the last word of it is one. */
function findReason(
  reason: string | null,
  { options }: AcceptedArguments,
): { because: string | null; last: CommandPart | null } {
  const found = reason === null ? null : /(?:^| )(?:--)?([a-z]+)=([^ ]*) *$/i.exec(reason)
  const [whole, key = '', value = ''] = found ?? []
  const name = key.toLowerCase()
  if (reason === null || whole === undefined || !Object.hasOwn(options, name))
    return { because: reason, last: null }

  return { because: reason.slice(0, -whole.length), last: { kind: 'named', name, value } }
}

function checkReason(because: string | null, { word, takes }: CalledCommand): string | null {
  if (because === null) {
    if (takes.because !== 'must') return null
    throw refuseLine(`\`${word}\` needs a reason.`, 'Add it after `because`.')
  }
  if (takes.because === 'never') throw refuseLine(`\`${word}\` takes no reason.`)

  return readOwnText(because, 'because')
}
