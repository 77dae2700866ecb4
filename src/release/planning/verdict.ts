import type { ChangeType, Exception } from '../facts/facts.ts'
import { RULE_NAMES, type RuleName } from '../process/criteria.ts'

/** What the criteria say of a candidate. */
export type VerdictKind = 'eligible' | 'case-by-case' | 'next-minor' | 'not-ready'

export type Answer = 'yes' | 'no' | 'unknown'

/**
 * How the answer of a rule counts. A no keeps a change out where it is `required`, is to `confirm` or counts `when-known`, an
 * unknown where it is `required`; an unknown to `confirm` waits for a person before the cut. Neither does anything where the rule is `off` (by the policy, or with nothing to say here) or where an
 * exception has `lifted` it.
 */
export type RuleMode = 'required' | 'confirm' | 'when-known' | 'off' | 'lifted'

/** One rule of §1.1 or of the table of Eligible Changes, asked of one candidate. */
export interface RuleFinding {
  /** Stable name, for programs: `change-type`, `merged`, `reviewed`, `tested`, `no-breaking-change`, `severity`, ... */
  readonly rule: string
  /** Where the process document says so, `§1.1 Selection Criteria`. */
  readonly section: string
  readonly answer: Answer
  readonly mode: RuleMode
  /** What was looked at and what was seen, in one sentence. */
  readonly saw: string
  /** What would change the answer; null where it is yes. */
  readonly change: string | null
}

/** Whether a rule's answer keeps a change out of a patch. */
export function keepsOut({ answer, mode }: Pick<RuleFinding, 'answer' | 'mode'>): boolean {
  if (answer === 'yes' || mode === 'off' || mode === 'lifted') return false
  return answer === 'no' || mode === 'required'
}

/** Returns the rules that nobody could answer and that a person has to confirm before the cut, in the document's order. */
export function listRulesToConfirm({ rules }: Pick<Verdict, 'rules'>): readonly RuleName[] {
  return RULE_NAMES.filter((name) =>
    rules.some(({ rule, answer, mode }) => rule === name && answer === 'unknown' && mode === 'confirm'),
  )
}

/** When the fix has to be out (Patch Release Triggers). */
export interface Trigger {
  readonly urgency: 'immediate' | 'scheduled' | 'batch'
  /** When it is due, in seconds since 1970. */
  readonly due: number
  /** Why this urgency, in one sentence. */
  readonly because: string
}

export interface Verdict {
  readonly kind: VerdictKind
  readonly type: ChangeType
  /** How the change type was told, in one sentence. */
  readonly typeFrom: string
  /** A more severe type that something speaks for and that did not decide, for people to look at; null where nothing does. */
  readonly mayBe: ChangeType | null
  /** Every rule, in the order of the document. */
  readonly rules: readonly RuleFinding[]
  /** Null for what is not taken into a patch. */
  readonly trigger: Trigger | null
  /** The recorded permission that made it eligible, where one did. */
  readonly exception: Exception | null
}
