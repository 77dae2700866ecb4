import { parse } from 'semver'

const SLOT = '{version}'

/** Words before a version that say no more than "this is a version"; any other word names a product or package. */
const PLAIN_WORDS = new Set(['', 'v', 'r', 'rel', 'release', 'releases', 'ver', 'version', 'stable'])

/** The name of the tag of a version: `tagName('v{version}', '2.0.1')` is `v2.0.1`. */
export function formatTagName(pattern: string, version: string): string {
  const { before, after } = splitTagPattern(pattern)
  return `${before}${version}${after}`
}

/**
 * The version that a tag's name stands for by the policy's pattern, without prefix, or null.
 * Only canonical versions count: no leading zeros, no build metadata.
 */
export function parseTagVersion(name: string, pattern: string): string | null {
  const { before, after } = splitTagPattern(pattern)
  if (!name.startsWith(before) || !name.endsWith(after)) return null

  const version = name.slice(before.length, name.length - after.length)
  return parse(version)?.version === version ? version : null
}

/**
 * The version that a person would read into a tag's name although the pattern does not: `2.0.0`, `V2.0.0`,
 * `release-2.0.0` or `v2.0.0+build.5` beside `v{version}`; `mypkg-2.0.0` beside `mypkg@{version}`, but not `other@2.0.0`.
 */
export function guessTagVersion(name: string, pattern: string): string | null {
  const split = splitLoosely(name)
  if (!split || parseTagVersion(name, pattern) !== null) return null

  return stripSeparator(split.before) === stripSeparator(splitTagPattern(pattern).before)
    ? split.version
    : null
}

/** A pattern by which this tag's name would be a version, or null: what to propose where none fits. */
export function inferTagPattern(name: string): string | null {
  const split = splitLoosely(name)
  return split && !split.rest.includes('+') ? `${split.before}${SLOT}` : null
}

function splitTagPattern(pattern: string): { before: string; after: string } {
  const at = pattern.indexOf(SLOT)
  if (at < 0) throw new Error(`A tag pattern has no ${SLOT}: ${pattern}`)

  return { before: pattern.slice(0, at), after: pattern.slice(at + SLOT.length) }
}

function splitLoosely(name: string): { before: string; rest: string; version: string } | null {
  const at = name.search(/\d+\.\d+\.\d/)
  if (at < 0) return null

  const rest = name.slice(at)
  const version = parse(rest)?.version
  return version === undefined ? null : { before: name.slice(0, at), rest, version }
}

/** `release-v`, `Release/` and `` are the same to a reader; so are `mypkg@` and `mypkg-v`. */
function stripSeparator(before: string): string {
  const words = before.toLowerCase().split(/[-_/@.\s]+/)
  return words.filter((word) => !PLAIN_WORDS.has(word)).join('-')
}
