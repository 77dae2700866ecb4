import { RE2JS, RE2JSException } from 're2js'
import {
  type BumpProblem,
  CONFIG,
  countLine,
  createMistake,
  findDevelopmentMark,
  getNextValue,
  quoteValue,
  type Search,
  type Spot,
  type Versions,
} from './bump-file.ts'

/** How many matches are looked for before it is enough to say "more". */
const ENOUGH = 20

/** Places that a pattern of the config may find in one file; a file with more of them is generated. */
const MOST_EVERYWHERE = 2_000

/** Finds every place that a pattern names; those on a version that is neither of the release's go their own way. */
export function searchEveryPattern(text: string, pattern: string, versions: Versions): Search {
  const compiled = compilePattern(pattern)
  if ('kind' in compiled) return compiled
  const all = matchesOf(compiled, text, MOST_EVERYWHERE)
  const spots = all.filter(({ value }) => getNextValue(value, versions) !== null)
  const missing = spots.length > 0 ? [] : [`match of ${quoteValue(pattern)} on ${versions.from}`]
  return { kind: 'searched', spots, missing, notes: [] }
}

/**
 * Finds the one place that a pattern of the config names. Patterns come from outside, so RE2 runs them: in linear
 * time, whatever the pattern and the file. `^` and `$` are the ends of a line.
 */
export function searchPattern(
  text: string,
  { pattern, optional }: { readonly pattern: string; readonly optional: boolean },
): Search {
  const compiled = compilePattern(pattern)
  if ('kind' in compiled) return compiled
  const spots = matchesOf(compiled, text, ENOUGH)
  const [spot] = spots
  if (spot && spots.length === 1) return { kind: 'searched', spots: [spot], missing: [], notes: [] }
  // `export const version = pkg.version` follows another file by itself.
  if (!spot && optional)
    return { kind: 'searched', spots: [], missing: [`match of ${quoteValue(pattern)}`], notes: [] }
  if (!spot) {
    return createMistake(
      `no part of it matches the pattern ${quoteValue(pattern)}`,
      `Change the pattern in ${CONFIG} so that it matches the one place that holds the version.`,
    )
  }
  const count = spots.length > ENOUGH ? `more than ${ENOUGH}` : String(spots.length)
  const lines = spots.slice(0, 5).map(({ start }) => countLine(text, start))
  return createMistake(
    `the pattern ${quoteValue(pattern)} matches it ${count} times (lines ${lines.join(', ')}${spots.length > 5 ? ', …' : ''})`,
    `Make the pattern in ${CONFIG} more specific, for example with \`^\` and the text before the version.`,
  )
}

function compilePattern(pattern: string): RE2JS | BumpProblem {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.MULTILINE)
    const groups = compiled.groupCount()
    if (groups === 1) return compiled
    return createMistake(
      `the pattern ${quoteValue(pattern)} has ${groups} capture groups where exactly one, the version, is needed`,
      `Put \`( )\` around only the version, and write other groups as \`(?: )\`, in ${CONFIG}.`,
    )
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return createMistake(
      `the pattern ${quoteValue(pattern)} cannot be read (${error.message})`,
      `Write it in RE2's syntax (no lookaround, no backreferences) in ${CONFIG}.`,
    )
  }
}

function matchesOf(compiled: RE2JS, text: string, most: number): Spot[] {
  const matcher = compiled.matcher(text)
  const spots: Spot[] = []
  while (spots.length <= most && matcher.find()) {
    // A group that took no part in the match begins nowhere; the match itself then shows where.
    const took = matcher.start(1) >= 0
    const [start, last] = took ? [matcher.start(1), matcher.end(1)] : [matcher.start(), matcher.start()]
    const mark = /^v?\d+\.\d/.test(text.slice(start, last))
      ? findDevelopmentMark(text.slice(last, last + 40))
      : ''
    const end = last + mark.length
    spots.push({ name: 'the pattern', value: text.slice(start, end), start, end, write: (value) => value })
  }
  return spots
}
