import { type Candidate, type Commit, getSubject } from '../changes/candidate.ts'
import { type Header, listHeadersIn, parseHeader } from '../changes/commit-message.ts'
import type { ChangeType } from '../facts/facts.ts'
import { stripDecoration } from '../subject-decoration.ts'

/** Subjects without a conventional head that begin so make or tend something; they fix nothing, whatever they name. */
const MAKES =
  /^(?:[\w./-]+:\s+)?(?:add|allow|bump|clean|document|drop|enable|implement|improve|introduce|mov|refactor|remov|renam|stabili[sz]|support|switch|test|tidy|typo|updat|upgrad|upload|us)(?:e|es|ed|d|s|ing|ping|ments?)?\b/i

const MENDS = /\b(?:fix(?:es|ed|ing)?|prevent\w*|avoid\w*|resolv\w*|repair\w*|mitigat\w*|hotfix)\b/i

const IS_REVERT = /^Revert "/

/** What the subjects of a change declare. */
export interface Declared {
  /** Of its title; null where that declares nothing. */
  readonly title: Header | null
  /** Of each commit, in order; null for one that declares nothing. */
  readonly commits: readonly (Header | null)[]
  /** What a squash lists in its body. */
  readonly listed: readonly Header[]
}

/** Reads all heads of a candidate: one `feat:` among its commits counts wherever it stands. */
export function listDeclared(candidate: Candidate, types: ReadonlySet<string>): Declared {
  const { title, commits, merged } = candidate
  const behind = merged.length > 0 ? merged : commits
  return {
    title: parseHeader(title, types),
    commits: behind.filter(changesSomething).map(({ message }) => parseHeader(getSubject(message), types)),
    listed: commits.length === 1 && commits[0] ? listHeadersIn(commits[0].message, types) : [],
  }
}

function changesSomething({ parents, paths }: Commit): boolean {
  return parents.length < 2 || paths.length > 0
}

/** Whether a change takes another back: what its message names is of that one. */
export function isRevert(title: string, declared: Declared): boolean {
  return declared.title?.type === 'revert' || IS_REVERT.test(stripDecoration(title).rest)
}

/** `fix(security):` is a security fix; `feat(security):` and `docs(security):` are not. */
export function takesScopes(types: readonly ChangeType[]): boolean {
  return !types.some((type) => type === 'feature' || type === 'refactor')
}

/**
 * A keyword says what was fixed only where something was: after `fix:`, or in a subject without a conventional head that
 * does not begin by making something (`Add crash reporter`). A revert quotes the subject of what it takes away.
 */
export function takesKeywords(title: string, header: Header | null, mapped: readonly ChangeType[]): boolean {
  if (header) return mapped.length > 0 && mapped.every((type) => type === 'minor-bug')
  const { rest } = stripDecoration(title)
  if (IS_REVERT.test(rest)) return false
  return !MAKES.test(rest) || MENDS.test(rest)
}
