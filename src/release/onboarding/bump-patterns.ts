import { RE2JS } from 're2js'
import { splitVersion } from '../lines.ts'
import type { BumpFile } from '../policy/branch-and-build.ts'
import type { Mention, RepositoryFile } from './repository-facts.ts'

/** What stands for a version in a pattern. */
const NUMBERS = '([0-9]+(?:\\.[0-9]+)+)'
/** So much before the version says which place is meant. */
const LONGEST_LEAD = 60
/** A file with more kinds of places is described by what all of them have in common. */
const MOST_PATTERNS = 4

/** The pattern entries by which a file's version is found: what stands before it on its line says where. */
export function findTextPatterns(
  { path, text }: RepositoryFile,
  mentions: readonly Mention[],
  version: string,
): BumpFile[] {
  if (text.trim().replace(/^v/, '') === version) return [toEntry(path, `^v?${NUMBERS}`, 1)]
  const leads = new Set(mentions.flatMap((mention) => listLeads(mention.text, version)))
  if (leads.size > MOST_PATTERNS)
    return [toEntry(path, `\\bv?${RE2JS.quote(version).replace(/.+/, NUMBERS)}\\b`, 2)]
  return [...leads].map((lead) => toEntry(path, `${lead}${NUMBERS}`, countMatches(`${lead}${NUMBERS}`, text)))
}

function toEntry(path: string, pattern: string, matches: number): BumpFile {
  return { kind: 'pattern', path, pattern, ...(matches > 1 && { every: true as const }), optional: false }
}

/** What stands before each version of a line, as the beginning of a pattern. */
function listLeads(line: string, version: string): string[] {
  return line
    .split(version)
    .slice(0, -1)
    .map((before, index) => toLead(before, index === 0))
}

function toLead(before: string, isFirst: boolean): string {
  const bare = before.replace(/v$/, '')
  const isWhole = isFirst && bare.length <= LONGEST_LEAD
  const kept = isWhole ? bare.trimStart() : bare.slice(-LONGEST_LEAD / 2).replace(/^\S*\s/, '')
  const quoted = kept
    .split(/[ \t]+/)
    .map((part) => (part === '' ? '' : RE2JS.quote(part)))
    .join('[ \\t]+')
  return `${isWhole ? '^[ \\t]*' : ''}${quoted}v?`
}

function countMatches(pattern: string, text: string): number {
  const matcher = RE2JS.compile(pattern, RE2JS.MULTILINE).matcher(text)
  let count = 0
  while (count < 2 && matcher.find()) count += 1
  return count
}

/** The words that files use for the last number of a version: `TINY = 3`, `VersionPatch = 3`, `SUBLEVEL = 3`. */
const PATCH_WORD = '\\w*(?:TINY|PATCH|MICRO|REVISION|SUBLEVEL|BUGFIX|Patch|Micro|Tiny|patch|micro)\\w*'
const MINOR_WORD = '\\w*(?:MINOR|Minor|minor|PATCHLEVEL)\\w*'

/** The entry for a file with one number on each line: its last two must be those of the version. */
export function findPartPatterns({ path, text }: RepositoryFile, version: string): BumpFile[] {
  const [, minor, patch] = splitVersion(version)
  if (minor === undefined || patch === undefined) return []
  const at = (word: string) => `^[^\\r\\n]*\\b${word}\\b[ \\t]*(?::=|=|:|,|[ \\t])[ \\t]*["']?([0-9]+)\\b`
  const found = findOnly(at(PATCH_WORD), text)
  if (found !== patch || findOnly(at(MINOR_WORD), text) !== minor) return []
  return [{ kind: 'pattern', path, pattern: at(PATCH_WORD), part: 'patch', optional: false }]
}

/** What a pattern's group matched; null where it matched more than once or never. */
function findOnly(pattern: string, text: string): string | null {
  const matcher = RE2JS.compile(pattern, RE2JS.MULTILINE).matcher(text)
  if (!matcher.find()) return null
  const value = matcher.group(1)
  return matcher.find() ? null : value
}
