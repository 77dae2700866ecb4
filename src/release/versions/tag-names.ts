import { parseVersion } from '../version-number.ts'

const SLOT = '{version}'
/** The version with underscores between its numbers: `curl-{version_}` names `curl-8_7_1`. */
const UNDERSCORED = '{version_}'

/** Words before a version that say no more than "this is a version"; any other word names a product or package. */
const PLAIN_WORDS = new Set(['', 'v', 'r', 'rel', 'release', 'releases', 'ver', 'version', 'stable'])

/** Words behind a version that say no more than "this one is stable": `6.4.0.Final`. */
const FINAL = /[-.](?:final|ga|release)$/i

/** The name of the tag of a version: `tagName('v{version}', '2.0.1')` is `v2.0.1`. */
export function formatTagName(pattern: string, version: string): string {
  const { before, after, underscored } = splitTagPattern(pattern)
  return `${before}${underscored ? version.replaceAll('.', '_') : version}${after}`
}

/** The version that a tag's name stands for by the pattern, without prefix, or null. Only canonical versions count. */
export function parseTagVersion(name: string, pattern: string): string | null {
  const { before, after, underscored } = splitTagPattern(pattern)
  if (!name.startsWith(before)) return null
  const written = name.slice(before.length)
  const rest = underscored ? written.replaceAll('_', '.') : written
  if (after === '') return FINAL.test(rest) ? null : versionOf(rest)
  // A prerelease says what it is in place of the word that makes a version final.
  if (rest.endsWith(after)) return versionOf(rest.slice(0, rest.length - after.length))
  const version = FINAL.test(after) ? parseVersion(rest) : null
  return version && version.prerelease.length > 0 ? rest : null
}

function versionOf(text: string): string | null {
  return parseVersion(text)?.text ?? null
}

/**
 * The version that a person would read into a tag's name although the pattern does not: `2.0.0`, `V2.0.0`,
 * `release-2.0.0` or `v2.0.0+build.5` beside `v{version}`; `mypkg-2.0.0` beside `mypkg@{version}`, but not `other@2.0.0`.
 */
export function guessTagVersion(name: string, pattern: string): string | null {
  const split = splitTagName(name)
  if (!split || parseTagVersion(name, pattern) !== null) return null

  return split.family === familyOf(splitTagPattern(pattern).before) ? split.version : null
}

/** A pattern by which this tag's name would be a version, or null: what to propose where none fits. */
export function inferTagPattern(name: string): string | null {
  const split = splitTagName(name)
  if (!split || split.after.includes('+')) return null
  return `${split.before}${split.underscored ? UNDERSCORED : SLOT}${split.after}`
}

/** A tag's name, taken apart as a person would read it. */
export interface SplitTagName {
  readonly before: string
  /** `docker` for `docker-v29.1.4`, `api` for `api/v3.7.1`; empty where a tag names nothing but a version. */
  readonly family: string
  /** With dots, without build metadata. */
  readonly version: string
  readonly after: string
  readonly underscored: boolean
}

/** Takes a tag's name apart; null where there is no version in it. */
export function splitTagName(name: string): SplitTagName | null {
  const at = versionStart(name)
  if (at === null) return null
  const before = name.slice(0, at)
  const metadata = /\+.*$/s.exec(name.slice(at))?.[0] ?? ''
  const bare = name.slice(at, name.length - metadata.length)
  const final = FINAL.exec(bare)?.[0] ?? ''
  const written = bare.slice(0, bare.length - final.length)
  const underscored = /^\d+_\d/.test(written)
  const version = versionOf(underscored ? written.replaceAll('_', '.') : written)
  if (version === null) return null
  return { before, family: familyOf(before), version, after: `${final}${metadata}`, underscored }
}

/** Where the version begins: at the first numbers with a dot or underscore between them, else at a number that ends the name. */
function versionStart(name: string): number | null {
  const dotted = /(?<![0-9.])\d+\.\d/.exec(name) ?? /(?<!\d|\d_)\d+_\d/.exec(name)
  if (dotted) return dotted.index
  const alone = /(?<=^|[a-z]|[-_/@])\d{1,5}$/i.exec(name)
  return alone ? alone.index : null
}

/** `release-v`, `Release/` and `` are the same to a reader; so are `mypkg@` and `mypkg-v`. */
function familyOf(before: string): string {
  const words = before.toLowerCase().split(/[-_/@.\s]+/)
  return words.filter((word) => !PLAIN_WORDS.has(word)).join('-')
}

/** What stands before and behind the version in a pattern. */
function splitTagPattern(pattern: string): { before: string; after: string; underscored: boolean } {
  const underscored = pattern.includes(UNDERSCORED)
  const slot = underscored ? UNDERSCORED : SLOT
  const at = pattern.indexOf(slot)
  if (at < 0) throw new Error(`A tag pattern has no ${SLOT}: ${pattern}`)

  return { before: pattern.slice(0, at), after: pattern.slice(at + slot.length), underscored }
}
