/**
 * A version as projects tag it: `2.0.1`, `8.1.3.1`, `24.04.1`, `2.18.0rc1`, `9.2.0.dev0`. Semantic Versioning is the
 * common case; a fourth part, CalVer and the prereleases of Python and Ruby are read as well.
 */
interface VersionNumber {
  /** As it was written, with dots between the numbers. */
  readonly text: string
  /** The numbers, as they were written: CalVer keeps the zero of `24.04`. */
  readonly parts: readonly string[]
  /** Words and numbers of a prerelease, in their order; empty for a stable version. */
  readonly prerelease: readonly (string | number)[]
}

const LONGEST = 100
const NUMBERS = /^\d{1,15}(?:\.\d{1,15}){0,4}/
/** A rebuild or patch level is later than what it is made of: `2.0.0.post1`, `9.7p1`. */
const LATER = /^[-.]?(?:post|p|pl)[-.]?(\d{1,9})$/i
const EARLIER = /^(?:-|\.(?=[A-Za-z])|(?=[A-Za-z]))([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)$/

/** Reads a version without any prefix; null for what is none. Build metadata (`+5`) is no part of a version here. */
export function parseVersion(text: string): VersionNumber | null {
  const numbers = text.length > LONGEST ? undefined : NUMBERS.exec(text)?.[0]
  if (numbers === undefined) return null
  const parts = numbers.split('.')
  if (!areCanonical(parts)) return null
  const rest = text.slice(numbers.length)
  if (rest === '') return { text, parts, prerelease: [] }
  const later = LATER.exec(rest)?.[1]
  if (later !== undefined) return { text, parts: [...parts, later], prerelease: [] }
  const named = EARLIER.exec(rest)?.[1]
  if (named === undefined || /(?:^|\.)0\d+(?:\.|$)/.test(named)) return null
  return { text, parts, prerelease: identifiersOf(named) }
}

/** A zero stands in front of a number in CalVer alone: `2024.08.1`, `24.04`. */
function areCanonical(parts: readonly string[]): boolean {
  const isCalendar = /^(?:20\d\d|[1-9]\d)$/.test(parts[0] ?? '')
  return parts.every(
    (part, index) => !/^0\d/.test(part) || (isCalendar && index > 0 && part.length === 2 && part !== '00'),
  )
}

/** `rc.1`, `rc1` and `-rc-1` say the same. A single letter is how Python writes it. */
function identifiersOf(text: string): (string | number)[] {
  const pieces = text.split(/[.-]/).flatMap((piece) => piece.match(/\d+|\D+/g) ?? [])
  return pieces.map((piece) => (/^\d+$/.test(piece) ? Number(piece) : word(piece.toLowerCase())))
}

const SAME_WORD: Readonly<Record<string, string>> = {
  a: 'alpha',
  b: 'beta',
  c: 'rc',
  cr: 'rc',
  m: 'milestone',
}
/** What is built all the time comes before every prerelease that somebody named. */
const DEVELOPMENT = ['dev', 'develop', 'snapshot', 'nightly', 'canary']

function word(text: string): string {
  return SAME_WORD[text] ?? text
}

/** Orders versions: less than 0 where the first is lower. What is no version at all comes first. */
export function compareVersionNumbers(one: string, other: string): number {
  const [a, b] = [parseVersion(one), parseVersion(other)]
  if (!a || !b) return Number(a !== null) - Number(b !== null)
  return compareNumbers(a.parts, b.parts) || comparePrereleases(a.prerelease, b.prerelease)
}

/** The same text for versions that are equal in order: `2.0` and `2.0.0`, `2.0.0rc1` and `2.0.0-rc.1`. */
export function toVersionKey(text: string): string {
  const version = parseVersion(text)
  if (!version) return ''
  const numbers = version.parts
    .map(Number)
    .join('.')
    .replace(/(?:\.0)+$/, '')
  return [numbers, ...version.prerelease].join('-')
}

/** Orders the numbers of two versions; what one of them does not have is a zero. */
export function compareNumbers(one: readonly string[], other: readonly string[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = Number(one[index] ?? 0) - Number(other[index] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

function comparePrereleases(one: VersionNumber['prerelease'], other: VersionNumber['prerelease']): number {
  if (one.length === 0 || other.length === 0) return Number(one.length === 0) - Number(other.length === 0)
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const order = compareIdentifiers(one[index], other[index])
    if (order !== 0) return order
  }
  return 0
}

/** As Semantic Versioning has it: numbers before words, and fewer before more. */
function compareIdentifiers(one: string | number | undefined, other: string | number | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined)
  if (typeof one === 'number' && typeof other === 'number') return Math.sign(one - other)
  if (typeof one === 'number' || typeof other === 'number') return typeof one === 'number' ? -1 : 1
  const [a, b] = [rankOf(one), rankOf(other)]
  if (a === b) return 0
  return a < b ? -1 : 1
}

function rankOf(text: string): string {
  return DEVELOPMENT.includes(text) ? '' : text
}
