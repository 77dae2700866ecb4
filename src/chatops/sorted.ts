import { oneOfThese } from '../release/lifecycle/wording.ts'
import type { Given, Takes } from './command.ts'
import { nearest } from './nearest.ts'
import { type Part, partsOf } from './parts.ts'
import { inCode, misread, ownText, plainWord } from './plain-text.ts'

/** A command's word with what it takes. */
interface Called {
  readonly word: string
  readonly takes: Takes
}

/**
 * What stands behind the word of a command, sorted by what the command takes.
 *
 * @throws {Refused} where something is too much, unknown, said twice or without its value
 */
export function sorted(rest: string, { word, takes }: Called): Given {
  const { parts, reason } = partsOf(rest)
  const { because, last } = reasonIn(reason, takes)
  const options = new Map<string, string>()
  const places: string[] = []
  const all = last === null ? parts : [...parts, last]
  for (let at = 0; at < all.length; at += 1) {
    const part = all[at]
    if (part === undefined) break
    if (part.kind === 'word') {
      places.push(placeIn(part, places, { word, takes }))
      continue
    }
    const value = part.kind === 'named' ? part.value : valueAfter(part.name, all[at + 1])
    if (part.kind === 'awaiting') at += 1
    addOption(options, { name: part.name, value }, { word, takes })
  }
  return { word, places, options, because: judgedReason(because, { word, takes }) }
}

function placeIn(part: Part & { kind: 'word' }, before: readonly string[], { word, takes }: Called): string {
  const mayBeReason = takes.because !== 'never' && before.length === takes.places
  const place = part.isQuoted || mayBeReason ? part.text : plainWord(part.text)
  if (before.length < takes.places) return place

  const reason = mayBeReason ? 'A reason stands behind `because`.' : ''
  throw misread(`${inCode(part.text)} is more than \`${word}\` takes.`, reason)
}

function valueAfter(name: string, next: Part | undefined): string {
  if (next?.kind === 'word') return next.text

  throw misread(`\`--${name}\` has no value.`)
}

function addOption(
  options: Map<string, string>,
  { name, value }: { readonly name: string; readonly value: string },
  { word, takes }: Called,
): void {
  const kind = Object.hasOwn(takes.options, name) ? takes.options[name] : undefined
  if (kind === undefined) throw unknownOption(name, { word, takes })
  if (options.has(name)) throw misread(`\`${name}\` is said twice.`)

  options.set(name, kind === 'text' ? ownText(value, name) : plainWord(value))
}

function unknownOption(name: string, { word, takes }: Called): Error {
  const known = Object.keys(takes.options)
  const near = nearest(name, known)
  const next = near === null ? '' : `Did you mean \`${near}\`?`
  const takesWhat = known.length === 0 ? 'none' : oneOfThese(known)
  return misread(`\`${word}\` has no option ${inCode(name)}; it takes ${takesWhat}.`, next)
}

/** People put a date behind the reason too: an option that is the last word of it is one. */
function reasonIn(reason: string | null, { options }: Takes): { because: string | null; last: Part | null } {
  const found = reason === null ? null : /(?:^| )(?:--)?([a-z]+)=([^ ]*) *$/i.exec(reason)
  const [whole, key = '', value = ''] = found ?? []
  const name = key.toLowerCase()
  if (reason === null || whole === undefined || !Object.hasOwn(options, name))
    return { because: reason, last: null }

  return { because: reason.slice(0, -whole.length), last: { kind: 'named', name, value } }
}

function judgedReason(because: string | null, { word, takes }: Called): string | null {
  if (because === null) {
    if (takes.because !== 'must') return null
    throw misread(`\`${word}\` needs a reason.`, 'Say it behind `because`.')
  }
  if (takes.because === 'never') throw misread(`\`${word}\` takes no reason.`)

  return ownText(because, 'because')
}
