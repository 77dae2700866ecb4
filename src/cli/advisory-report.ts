import type { AffectedLine, MissingPart } from '../release/security/advisory.ts'

/** The forms of an advisory: for people, and for the programs of OSV.dev, of CSAF readers and of the CVE Program. */
export const ADVISORY_FORMATS = ['summary', 'markdown', 'osv', 'csaf', 'cve'] as const
export type AdvisoryFormat = (typeof ADVISORY_FORMATS)[number]

/** Which advisory, and in which form. */
export interface AdvisoryWish {
  /** What a person wrote down of the fix, YAML or JSON (docs/advisories.md). */
  readonly file: string
  readonly format: AdvisoryFormat
}

/** An advisory as far as it is written. */
export interface AdvisoryDraft {
  readonly id: string
  readonly title: string | null
  /** `Critical (CVSS 9.8)`; null without a vector that can be scored. */
  readonly severity: string | null
  readonly affected: readonly AffectedLine[]
  /** Whether git told which releases are affected, by the commit that brought the fault. */
  readonly isAffectedFromGit: boolean
  /** What is not written yet, and who can supply it. */
  readonly missing: readonly MissingPart[]
  /** The advisory in the format that was asked for; null for the summary. */
  readonly text: string | null
}
