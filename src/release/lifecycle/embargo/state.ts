import type { Person } from '../who.ts'
import type { EmbargoTerms, RehearsalProblem, SeenAdvisory } from './words.ts'

/** When an embargoed release is to be disclosed. */
export interface Disclosing {
  /** In seconds since 1970. */
  readonly dueAt: number
  readonly timeZone: string
  /** Who said so last. */
  readonly by: Person | null
}

/** A rehearsal of one disclosure; `problems` is null until it has an answer. */
export interface Rehearsal {
  readonly dueAt: number
  readonly problems: readonly RehearsalProblem[] | null
}

/** What is true of an embargoed release besides what is true of every release. */
export interface Embargo extends EmbargoTerms {
  /** The commit that brought the fault; null where nobody named it. */
  readonly introducedBy: string | null
  readonly seen: SeenAdvisory | null
  readonly disclosing: Disclosing | null
  readonly rehearsal: Rehearsal | null
  /** The pre-notification of one disclosure. */
  readonly notice: { readonly dueAt: number; readonly isSent: boolean } | null
  /** What is public already, in the order in which it becomes so. */
  readonly isCodeOut: boolean
  readonly releaseUrl: string | null
}

/** Nothing is seen, agreed on or public yet. */
export function createEmbargo(terms: EmbargoTerms): Embargo {
  return {
    ...terms,
    introducedBy: null,
    seen: null,
    disclosing: null,
    rehearsal: null,
    notice: null,
    isCodeOut: false,
    releaseUrl: null,
  }
}
