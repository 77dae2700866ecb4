import { type Candidate, getSubject } from '../changes/candidate.ts'
import { type Header, parseHeader } from '../changes/commit-message.ts'
import type { ChangeType } from '../facts/facts.ts'

/** Subjects without a conventional head that begin so make or tend something; they fix nothing, whatever they name. */
const MAKES =
  /^(?:\[[^\]]*\]\s*)?(?:[\w./-]+:\s+)?(?:add|allow|bump|clean|document|drop|enable|implement|improve|introduce|mov|refactor|remov|renam|support|switch|test|tidy|typo|updat|upgrad|us)(?:e|es|ed|d|s|ing|ping|ments?)?\b/i

const MENDS = /\b(?:fix(?:es|ed|ing)?|prevent\w*|avoid\w*|resolv\w*|repair\w*|mitigat\w*|hotfix)\b/i

const IS_REVERT = /^Revert "/

/** What the heads of a candidate's subjects declare: of its title where it has one, else of its commits. */
export function listHeaders({ title, commits, merged }: Candidate, types: ReadonlySet<string>): Header[] {
  const header = parseHeader(title, types)
  if (header) return [header]

  const behind = merged.length > 0 ? merged : commits
  return behind.flatMap(({ message }) => parseHeader(getSubject(message), types) ?? [])
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
  if (IS_REVERT.test(title)) return false
  return !MAKES.test(title) || MENDS.test(title)
}
