import type { Candidate } from '../changes/candidate.ts'
import { CHANGE_TYPES, type ChangeType, type Facts } from '../facts/facts.ts'
import type { Policy } from '../policy.ts'

/** Something that says what a change is: `the label \`crash\``. */
export interface Sign {
  readonly type: ChangeType
  readonly said: string
}

/** The candidate, and by what it is judged. */
export interface Asked {
  readonly candidate: Candidate
  readonly facts: Facts
  readonly policy: Pick<Policy, 'changeTypes' | 'criteria'>
}

/** One sign for each type that something is said of, the more severe type first. */
export function listSigns(said: (type: ChangeType) => string | null): Sign[] {
  return CHANGE_TYPES.flatMap((type) => {
    const sign = said(type)
    return sign === null ? [] : [{ type, said: sign }]
  })
}

/** The id of a vulnerability in a text, in whatever list it is registered; null where there is none. */
export function findVulnerability(text: string): string | null {
  return /\b(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[0-9a-z]{4}){3})\b/i.exec(text)?.[0] ?? null
}

/** A CVSS score or vector; a template that only asks for one has none. */
const CVSS_SCORE = /\bCVSS\b[^\n\d]{0,20}\d/i

/** Checks whether a description names a vulnerability, or its score; what a template hides in comments doesn't count. */
export function hasVulnerability(text: string): boolean {
  const shown = text.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, ' ')
  return findVulnerability(shown) !== null || CVSS_SCORE.test(shown)
}
