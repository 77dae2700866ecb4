import type { Asker } from '../who.ts'
import type { RehearsalProblem, SeenAdvisory } from './words.ts'

type Answer = { readonly answers: string }

/** `on` is a local time, `2026-03-10T14:00`; null for the time zone of the policy. */
interface Agreed {
  readonly on: string
  readonly timeZone: string | null
}

/** What the security team says of a disclosure. */
export interface EmbargoCommands {
  readonly Disclose:
    | (Agreed & { readonly how: 'at'; readonly because: null })
    | (Agreed & { readonly how: 'postponed'; readonly because: string })
    | { readonly how: 'now'; readonly because: string }
  /** Asks GitHub for a CVE id, or enters the one that another authority gave. */
  readonly RegisterCve: { readonly cve: string | null }
  /** Asks once more for a draft that could not be made. */
  readonly DraftAdvisory: object
  /** The commit that brought the fault, whole. */
  readonly NameFaultyCommit: { readonly commit: string }
}

/** What the world tells of an embargoed release. `answers` is the key of the effect that a fact is the answer to. */
export interface EmbargoFacts {
  /** The draft that the App made, or found as its own. */
  readonly AdvisoryDrafted: { readonly advisory: string }
  /** The advisory as GitHub has it; `evidence` is what proves the lines of the security checklist. */
  readonly AdvisorySeen: {
    readonly advisory: SeenAdvisory
    readonly evidence: readonly { readonly item: string; readonly evidence: string }[]
  }
  /** Who approved the fix on a head; who of them counts, the core decides. */
  readonly FixReviewed: { readonly head: string; readonly reviewers: readonly Asker[] }
  readonly RehearsalFinished: Answer & { readonly problems: readonly RehearsalProblem[] }
  /** The mails of a pre-notification; `refused` are the addresses that got none. */
  readonly PreNotified: Answer & { readonly recipients: number; readonly refused: readonly string[] }
  readonly CodeDisclosed: Answer
  readonly AdvisoryDisclosed: Answer & { readonly url: string }
}

const FACTS: { readonly [T in keyof EmbargoFacts]: true } = {
  AdvisoryDrafted: true,
  AdvisorySeen: true,
  FixReviewed: true,
  RehearsalFinished: true,
  PreNotified: true,
  CodeDisclosed: true,
  AdvisoryDisclosed: true,
}

/** Checks whether a fact is about an embargo. */
export function isEmbargoFact<F extends { readonly type: string }>(
  fact: F,
): fact is Extract<F, { readonly type: keyof EmbargoFacts }> {
  return Object.hasOwn(FACTS, fact.type)
}
