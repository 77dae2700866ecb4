import { type Candidate, formatCandidateName } from '../changes/candidate.ts'
import type { Facts } from '../facts/facts.ts'
import type { PickOutcome } from '../planning/plan.ts'
import type { Answer, RuleFinding, RuleMode } from '../planning/verdict.ts'
import type { Policy } from '../policy.ts'
import type { RuleName } from '../process/criteria.ts'
import { PROCESS } from '../process.ts'

/** What of the policy judges a candidate. */
type EligibilityPolicy = Pick<Policy, 'changeTypes' | 'criteria' | 'exceptions' | 'triggers' | 'calendar'>

/** A candidate, and everything that its verdict is made from. */
export interface EligibilityQuestion {
  readonly candidate: Candidate
  readonly facts: Facts
  /** What becomes of it picked alone on the line's tag, or on what it is to be picked after. */
  readonly alone: PickOutcome
  readonly policy: EligibilityPolicy
  /** Seconds since 1970: exceptions run out. */
  readonly now: number
}

/** What a rule found, without its name. */
export type RuleAnswer = Pick<RuleFinding, 'answer' | 'saw' | 'change'>

export function createFinding(answer: Answer, saw: string, change: string | null): RuleAnswer {
  return { answer, saw, change }
}

/** A finding under its rule's name and section. A rule that the policy has switched off is still shown. */
export function nameFinding(rule: RuleName, found: RuleAnswer, mode: RuleMode): RuleFinding {
  const { section, part } = PROCESS.rules[rule]
  const off = mode === 'off' ? ' The policy has switched this rule off.' : ''
  return {
    rule,
    section: `${section} ${part}`,
    answer: found.answer,
    mode,
    saw: `${found.saw}${off}`,
    change: found.change,
  }
}

/** What to write where: ``give `severity: P1` for #12 in the facts file``. */
export function suggestStating({ id }: Candidate, what: string): string {
  return `give \`${what}\` for ${formatCandidateName(id)} in the facts file`
}

/** Made once: making one costs more than a verdict. */
const EITHER = new Intl.ListFormat('en', { type: 'disjunction' })

/** ``label #12 `P0` or `P1`, or give `severity: P1` for it in the facts file``; a commit has no labels. */
export function suggestLabelling(candidate: Candidate, labels: readonly string[], what: string): string {
  if (candidate.source.kind === 'commit' || labels.length === 0) return suggestStating(candidate, what)

  const choice = labels.map((label) => `\`${label}\``)
  return `label ${candidate.id} ${EITHER.format(choice)}, or give \`${what}\` for it in the facts file`
}

/** As the begin of a sentence. */
export function capitalizeSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
