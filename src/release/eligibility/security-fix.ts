import type { Candidate } from '../changes/candidate.ts'
import type { Facts } from '../facts/facts.ts'
import type { Verdict } from '../planning/verdict.ts'
import type { Policy } from '../policy.ts'
import { findLabel } from './labels.ts'
import { findVulnerability } from './signs.ts'

interface JudgedChange {
  readonly candidate: Candidate
  readonly facts: Facts
  readonly verdict: Pick<Verdict, 'type'>
}

/** A score or a vector of the Common Vulnerability Scoring System, by its name. */
const NAMES_CVSS = /\bCVSS\b/i

/**
 * Checks whether a change fixes security, whatever its type is: by its type, a label of it or of an issue that it closes,
 * a CVE, a CVSS score, or an advisory that it names anywhere, in its description or in an issue that it closes. One sign is enough: a fix that isn't noticed tells outsiders
 * what it fixes.
 */
export function isSecurityFix(
  { candidate, facts, verdict }: JudgedChange,
  { changeTypes: { security } }: Pick<Policy, 'changeTypes'>,
): boolean {
  if (verdict.type === 'security' || hasSecuritySign({ candidate, facts })) return true
  const labels = facts.labels.known ? facts.labels.value : []
  const issueLabels = facts.issues.known ? facts.issues.value.flatMap((issue) => issue.labels ?? []) : []
  return (
    findLabel(labels, security.labels) !== undefined ||
    findLabel(issueLabels, security.issueLabels) !== undefined
  )
}

/** Checks whether a change has a CVE or a CVSS score, or names one or an advisory in its messages or labels. */
export function hasSecuritySign({ candidate, facts }: Pick<JudgedChange, 'candidate' | 'facts'>): boolean {
  const { cve, cvss, labels, issues, namesVulnerability: isNamed } = facts
  return (
    cve.known ||
    cvss.known ||
    (isNamed?.known === true && isNamed.value) ||
    [
      ...listTexts(candidate),
      ...(labels.known ? labels.value : []),
      ...(issues.known ? issues.value.flatMap((issue) => issue.labels ?? []) : []),
    ].some(hasSign)
  )
}

function hasSign(text: string): boolean {
  return findVulnerability(text) !== null || NAMES_CVSS.test(text)
}

function listTexts({ title, commits, merged }: Candidate): string[] {
  return [title, ...[...commits, ...merged].map(({ message }) => message)]
}
