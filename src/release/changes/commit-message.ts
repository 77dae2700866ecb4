import type { Policy } from '../policy.ts'
import { stripDecoration } from '../subject-decoration.ts'
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
  'deps',
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

/** A head with its type: blanks, another kind of bracket and a full-width colon are slips of a hand, not another type. */
const HEAD =
  /^[`*_]{0,2}(?<type>[a-z][\w-]*)[`*_]{0,2}\s*(?:[([{](?<scopes>[^()[\]{}]*)[)\]}]\s*){0,2}(?<breaking>!)?\s*[:：]\s*(?<description>\S.*)$/i

/**
 * The head of a subject, or null where it has none. The type has to be a known one: in `daemon: fix panic` a package
 * stands before the colon, and nothing is declared. An emoji, a ticket, a branch or a package may stand before it.
 */
export function parseHeader(subject: string, types: ReadonlySet<string>): Header | null {
  const { rest, breaks, type } = stripDecoration(subject.slice(0, LONGEST_LINE))
  const inner = PACKAGE.exec(rest)
  const found = declared(rest, types) ?? (inner && declared(rest.slice(inner[0].length), types))
  if (found) return { ...found, breaking: found.breaking || breaks }
  return type !== null && types.has(type) && rest !== ''
    ? { type, scopes: [], breaking: breaks, description: rest }
    : null
}

/** `core/auth: ` before a head of its own. */
const PACKAGE = /^[\w./@-]{1,40}(?:\([^()]{0,40}\))?:\s+/

function declared(text: string, types: ReadonlySet<string>): Header | null {
  const { type, scopes, breaking, description } = HEAD.exec(text)?.groups ?? {}
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

/** A footer, a list item, a heading or a ticked box that says so; what follows the colon may stand on a later line. */
const BREAKING_FOOTER =
  /^\s{0,3}(?:[*•+-]\s+)?(?:#{1,6}\s+)?(?:⚠️?\s*)?[*_`]{0,2}(?:BREAKING[ -]CHANGES?|Breaking[ -][Cc]hanges?(?=[*_`]{0,2}\s*!?:))(?:\([^)]{0,40}\))?[*_`]{0,2}\s*(?:(?<footer>!?:|#(?=\d))[*_`]{0,2}\s*(?<says>.*)|(?<heading>))$/

/** A box of a pull request's template. Only a ticked one says something. */
const TICKED_BREAKING =
  /^\s{0,3}[*-] \[[xX]\]\s+(?!.{0,30}\b(?:no|not|non|none|without|isn['’]t)\b).{0,20}?\bbreaking[ -]change\b/i

const NONE = /^[\s*_`-]*(?:none|no|nope|nothing|n\/?a|not applicable|false|nil|<!--.*-->)?[\s.!*_`-]*$/i

/**
 * Conventional Commits: a `!` in the head or a BREAKING CHANGE footer; in a squash also in its list of commits. The text of
 * a footer may stand on the next line; one that says `none` breaks nothing.
 */
export function isBreaking(message: string, types: ReadonlySet<string>): boolean {
  const subject = getSubject(message).slice(0, LONGEST_LINE)
  if (parseHeader(subject, types)?.breaking || stripDecoration(subject).breaks) return true
  const lines = listBodyLines(message)
  return lines.some((line, at) => {
    const [, item] = /^\s{0,3}[*•+-]\s+(\S.*)$/.exec(line) ?? []
    if (item && parseHeader(item, types)?.breaking) return true
    return TICKED_BREAKING.test(line) || isBreakingFooter(line, lines.slice(at + 1, at + 1 + LOOK_FURTHER))
  })
}

/** The next heading, or the trailers at the end. */
const ANOTHER_PART = /^\s{0,3}#{1,6}\s|^[\w-]+: .*@/

/** Lines behind a footer in which its text may begin. */
const LOOK_FURTHER = 4

function isBreakingFooter(line: string, following: readonly string[]): boolean {
  const found = BREAKING_FOOTER.exec(line)?.groups
  if (!found) return false
  const { says = '', heading } = found
  if (says.trim() !== '') return !NONE.test(says)

  const next = following.find((text) => text.trim() !== '')
  // A heading without anything under it is left over from a template; a footer without text says that there is something.
  if (next === undefined || ANOTHER_PART.test(next)) return heading === undefined
  return !NONE.test(next)
}

/** The issues of this repository that a message closes by GitHub's words: `Fixes #12`, `resolves: GH-12`. */
export function listClosedIssues(message: string): number[] {
  const text = [getSubject(message).slice(0, LONGEST_LINE), ...listBodyLines(message)].join('\n')
  const found = text.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+(?:#|gh-)(\d{1,9})\b/gi)
  return [...new Set([...found].map(([, number]) => Number(number)))]
}

/** The heads of the list that a squash merge leaves in the body: `* feat: a`, one for each commit. */
export function listHeadersIn(message: string, types: ReadonlySet<string>): Header[] {
  return listBodyLines(message).flatMap((line) => {
    const [, item] = /^[*•-]\s+(\S.*)$/.exec(line) ?? []
    return (item && parseHeader(item, types)) || []
  })
}
