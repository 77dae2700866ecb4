import { splitVersion } from '../../release/lines.ts'
import { type BumpFile, VERSION_PARTS } from '../../release/policy/branch-and-build.ts'
import {
  type BumpProblem,
  CONFIG,
  countLine,
  createProblem,
  getNextValue,
  quoteValue,
  type Search,
  type Spot,
  type Versions,
} from './bump-file.ts'
import { searchImageTags } from './image-tags.ts'
import { searchJson } from './json-pointers.ts'
import { searchEveryPattern, searchPattern } from './search-pattern.ts'
import { searchYaml } from './yaml-keys.ts'

/** What becomes of one file's text. */
export type BumpedText =
  | { readonly kind: 'bumped'; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: 'unchanged'; readonly why: string }
  | BumpProblem

/**
 * Puts the new version in the place of the old one and leaves every other character as it is (§1.3). What stands
 * there must be the version before the release, or already the new one; anything else is a problem, because a file
 * that went its own way would be set back or forward without anybody having said so.
 */
export function bumpText(text: string, file: BumpFile, release: Versions): BumpedText {
  const versions = narrowToPart(file, release)
  const found = searchFile(text, file, versions)
  if (found.kind === 'problem') return addFileToProblem(file, found)
  if (found.missing.length > 0 && !file.optional) return createLackingProblem(file, found.missing)
  for (const spot of found.spots) {
    if (getNextValue(spot.value, versions) === null)
      return createUnexpectedProblem(text, { file, spot, versions })
  }
  const lacks = found.missing.length > 0 ? [`It has no ${found.missing.join(', no ')}.`] : []
  const notes = [...lacks, ...found.notes]
  const bumped = replaceAll(text, found.spots, versions)
  if (bumped !== text) return { kind: 'bumped', text: bumped, notes }
  const already = found.spots.length > 0 ? [`It says ${versions.to} already.`] : []
  return { kind: 'unchanged', why: [...already, ...notes].join(' ') }
}

function searchFile(text: string, file: BumpFile, versions: Versions): Search {
  switch (file.kind) {
    case 'json':
      return searchJson(text, file.pointers)
    case 'yaml':
      return searchYaml(text, file.keys)
    case 'image-tags':
      return searchImageTags(text, versions, file.images ?? null)
    case 'pattern':
      return file.every ? searchEveryPattern(text, file.pattern, versions) : searchPattern(text, file)
  }
}

/** The two versions as the file says them: whole, or the one number that it has there. */
function narrowToPart(file: BumpFile, { from, to }: Versions): Versions {
  if (file.kind !== 'pattern' || file.part === undefined) return { from, to }
  const at = VERSION_PARTS.indexOf(file.part)
  const numberOf = (version: string) => splitVersion(version)[at] ?? '0'
  return { from: numberOf(from), to: numberOf(to) }
}

function replaceAll(text: string, spots: readonly Spot[], versions: Versions): string {
  let result = text
  const fromTheEnd = [...spots].sort((a, b) => b.start - a.start)
  for (const spot of fromTheEnd) {
    const next = getNextValue(spot.value, versions)
    if (next === null || next === spot.value) continue
    result = result.slice(0, spot.start) + spot.write(next) + result.slice(spot.end)
  }
  return result
}

function addFileToProblem(file: BumpFile, found: BumpProblem): BumpProblem {
  return { ...found, what: `\`${file.path}\` cannot be bumped: ${found.what}.` }
}

function createLackingProblem(file: BumpFile, missing: readonly string[]): BumpProblem {
  return createProblem(
    `\`${file.path}\` has no ${missing.join(', no ')}.`,
    `Correct ${CONFIG}, or set \`optional: true\` there.`,
  )
}

function createUnexpectedProblem(
  text: string,
  { file, spot, versions }: { file: BumpFile; spot: Spot; versions: Versions },
): BumpProblem {
  const line = countLine(text, spot.start)
  const says = spot.value === '' ? 'nothing' : quoteValue(spot.value)
  return createProblem(
    `\`${file.path}\` line ${line} says ${says} (${spot.name}) where \`${versions.from}\`, the version before this release, was expected.`,
    `If the value follows the release, correct it in the repository. If it doesn't, remove it from ${CONFIG}.`,
  )
}
