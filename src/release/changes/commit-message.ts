import type { Policy } from '../policy.ts'
import { getSubject } from './candidate.ts'

/** The head of a subject that follows Conventional Commits: `fix(api,auth)!: …`. */
export interface Header {
  /** In small letters. */
  readonly type: string
  /** In small letters; several are separated by commas. */
  readonly scopes: readonly string[]
  readonly breaking: boolean
  /** The subject without its head. */
  readonly description: string
}

/** A line of a message that begins with a word and a colon: `Severity: P1`. */
export interface Statement {
  /** In small letters. */
  readonly word: string
  readonly says: string
}

/** What conventionalcommits.org and its usual linter know. A policy may map more. */
const STANDARD_TYPES = [
  'fix',
  'feat',
  'build',
  'chore',
  'ci',
  'docs',
  'style',
  'refactor',
  'perf',
  'test',
  'revert',
]

/** Nobody writes a longer line by hand, and none is read further. In characters. */
const LONGEST_LINE = 2_000

/** Every type that makes a subject conventional: the standard ones, and those that the policy maps. */
export function listConventionalTypes(changeTypes: Policy['changeTypes']): Set<string> {
  const mapped = Object.values(changeTypes).flatMap(({ commitTypes }) => commitTypes)
  return new Set([...STANDARD_TYPES, ...mapped.map((type) => type.toLowerCase())])
}

/**
 * The head of a subject, or null where it has none. The type has to be a known one: in `daemon: fix panic` a package
 * stands before the colon, and nothing is declared.
 */
export function parseHeader(subject: string, types: ReadonlySet<string>): Header | null {
  const found = /^([a-z][\w-]*)(?:\(([^()]*)\))?(!)?:\s*(\S.*)$/i.exec(subject.trim().slice(0, LONGEST_LINE))
  const [, type, scopes, breaking, description] = found ?? []
  if (!(type && description && types.has(type.toLowerCase()))) return null

  const named = (scopes ?? '').split(',').map((scope) => scope.trim().toLowerCase())
  return {
    type: type.toLowerCase(),
    scopes: named.filter((scope) => scope !== ''),
    breaking: breaking !== undefined,
    description,
  }
}

/** The lines after the subject that its writer stands for: no quotes, no code. */
function listBodyLines(message: string): string[] {
  const lines: string[] = []
  let inCode = false
  for (const line of message.trimStart().split(/\r?\n/).slice(1)) {
    const isFence = /^\s{0,3}(```|~~~)/.test(line)
    if (isFence) inCode = !inCode
    if (!(inCode || isFence || /^\s*>|^ {4}|^\t/.test(line))) lines.push(line.slice(0, LONGEST_LINE))
  }
  return lines
}

/** Trailers wherever they stand: a squash merge puts those of its commits in the middle of the message. */
export function parseStatements(message: string): Statement[] {
  return listBodyLines(message).flatMap((line) => {
    const [, word, says] = /^([A-Za-z][A-Za-z-]*):\s*(\S.*)$/.exec(line) ?? []
    return word && says ? [{ word: word.toLowerCase(), says: says.trimEnd() }] : []
  })
}

/** Conventional Commits: a `!` in the head or a BREAKING CHANGE footer; in a squash also in its list of commits. */
export function isBreaking(message: string, types: ReadonlySet<string>): boolean {
  if (parseHeader(getSubject(message), types)?.breaking) return true
  return listBodyLines(message).some((line) => {
    const [, item] = /^[*-] (\S.*)$/.exec(line) ?? []
    return /^BREAKING[ -]CHANGE: *\S/.test(line) || (item && parseHeader(item, types)?.breaking)
  })
}

/** The issues of this repository that a message closes by GitHub's words: `Fixes #12`, `resolves: GH-12`. */
export function listClosedIssues(message: string): number[] {
  const text = [getSubject(message).slice(0, LONGEST_LINE), ...listBodyLines(message)].join('\n')
  const found = text.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+(?:#|gh-)(\d{1,9})\b/gi)
  return [...new Set([...found].map(([, number]) => Number(number)))]
}
