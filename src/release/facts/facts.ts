/** Something that may or may not be known of a change. What is not known is never taken for a yes (law 9). */
export type Known<T> =
  | {
      readonly known: true
      readonly value: T
      readonly source: string
      /** Its author alone says so, in a message that was written before the merge. */
      readonly isClaim?: true
    }
  | { readonly known: false; readonly why: string }

export function known<T>(value: T, source: string): Known<T> {
  return { known: true, value, source }
}

/** What its author alone says of a change. */
export function claimed<T>(value: T, source: string): Known<T> {
  return { known: true, value, source, isClaim: true }
}

export function unknown(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why }
}

/**
 * The change types of the table of Eligible Changes; `outage` and `critical-bug`, which the Patch Release Triggers name
 * beside them; and `dependency`, which no part of the process speaks of. The more severe stands first.
 */
export const CHANGE_TYPES = [
  'security',
  'data-loss',
  'outage',
  'crash',
  'regression',
  'critical-bug',
  'performance',
  'dependency',
  'minor-bug',
  'feature',
  'refactor',
] as const
export type ChangeType = (typeof CHANGE_TYPES)[number]

/** Severity of what a change fixes, P0 the highest (§1.1 Selection Criteria). */
export const SEVERITIES = ['P0', 'P1', 'P2', 'P3'] as const
export type Severity = (typeof SEVERITIES)[number]

export const RISKS = ['low', 'medium', 'high'] as const
export type Risk = (typeof RISKS)[number]

export interface LinkedIssue {
  readonly number: number
  /** Null where they are not known: a commit message gives the number alone. */
  readonly labels: readonly string[] | null
  /** When it was reported, in seconds since 1970. */
  readonly reportedAt: number | null
}

/** Somebody's recorded assessment of a change: it outranks what labels and subjects say. */
interface Assessment {
  readonly by: string
  readonly risk: Risk
  readonly type: ChangeType | null
  readonly severity: Severity | null
  readonly note: string | null
}

/** A recorded permission for what the rules alone would refuse: who, why, until when (ISO date). */
export interface Exception {
  readonly by: string
  readonly because: string
  readonly until: string
}

/** What is known of a candidate beyond its commits: from its message, from a file of facts, later from GitHub. */
export interface Facts {
  readonly labels: Known<readonly string[]>
  readonly issues: Known<readonly LinkedIssue[]>
  readonly severity: Known<Severity>
  /** Base score 0.0 to 10.0 of the Common Vulnerability Scoring System. */
  readonly cvss: Known<number>
  readonly cve: Known<string>
  /** Whether its description, or an issue that it closes, names a vulnerability; left out where only messages were read. */
  readonly namesVulnerability?: Known<boolean>
  /** Approved by a reviewer before it was merged. */
  readonly reviewed: Known<boolean>
  /** Its checks were green when it was merged. */
  readonly checksPassed: Known<boolean>
  readonly breaking: Known<boolean>
  readonly assessment: Known<Assessment>
  readonly exception: Known<Exception>
}
