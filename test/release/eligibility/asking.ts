import type { Candidate } from '../../../src/release/changes/candidate.ts'
import { judge } from '../../../src/release/eligibility/judge.ts'
import { type Exception, type Facts, known } from '../../../src/release/facts/facts.ts'
import { mergeFacts } from '../../../src/release/facts/merge-facts.ts'
import { readMessageFacts } from '../../../src/release/facts/message-facts.ts'
import type { PickOutcome } from '../../../src/release/planning/plan.ts'
import type { Verdict } from '../../../src/release/planning/verdict.ts'
import { defaultPolicy, type Policy, policySchema } from '../../../src/release/policy.ts'
import { squashed } from '../candidates.ts'

/** Wednesday 2026-03-04, 12:00 UTC. */
export const NOW = Date.UTC(2026, 2, 4, 12) / 1000
/** Monday 2026-03-02, 09:00 UTC. */
export const MERGED = Date.UTC(2026, 2, 2, 9) / 1000

export const CLEAN: PickOutcome = { kind: 'clean', tree: 't' }
export const EMPTY: PickOutcome = { kind: 'empty' }
export const CONFLICT: PickOutcome = {
  kind: 'conflict',
  at: '1111111111111111111111111111111111111111',
  files: [{ path: 'src/a.ts', kind: 'content', hunks: [] }],
}

/** The paths of a change without a test. */
export const NO_TEST = ['src/a.ts']

export const UNTIL_MARCH_20: Exception = {
  by: 'grace',
  because: 'three customers are stuck',
  until: '2026-03-20',
}
export const ALLOWED = { exception: UNTIL_MARCH_20 }

/** What somebody states, in short: each fact by its value. */
export type Stated = { readonly [Name in keyof Facts]?: Extract<Facts[Name], { known: true }>['value'] }

/** What a test is about; the rest is a squashed pull request with a test that applies. */
export interface About {
  readonly message?: string
  readonly candidate?: Candidate
  readonly paths?: readonly string[]
  readonly stated?: Stated
  readonly alone?: PickOutcome
  readonly policy?: Policy
  readonly now?: number
}

export function askedOf({ message = 'fix: a', stated = {}, ...about }: About) {
  const commit = { committedAt: MERGED, ...(about.paths && { paths: about.paths }) }
  const candidate = about.candidate ?? squashed(message, commit)
  const policy = about.policy ?? defaultPolicy
  const facts = mergeFacts(readMessageFacts(candidate, policy), stating(stated))
  return { candidate, facts, alone: about.alone ?? CLEAN, policy, now: about.now ?? NOW }
}

export function verdictOf(about: About): Verdict {
  return judge(askedOf(about))
}

/** The default policy with this part of a config. */
export function policyWith(config: unknown): Policy {
  return policySchema.parse(config)
}

/** A verdict as a person would read it. */
export function told({ kind, type, rules, trigger, exception }: Verdict): string {
  const lines = rules.map(
    ({ rule, answer, saw, change }) => `${rule}: ${answer}. ${saw}${change ? ` -> ${change}` : ''}`,
  )
  const due = trigger
    ? `${trigger.urgency}, due ${new Date(trigger.due * 1000).toISOString()}: ${trigger.because}`
    : 'no trigger'
  return [`${kind} (${type})${exception ? `, allowed by ${exception.by}` : ''}`, ...lines, due].join('\n')
}

function stating(stated: Stated) {
  const { labels, issues, severity, cvss, cve, reviewed, checksPassed, breaking, assessment, exception } =
    stated
  return {
    ...(labels && { labels: known(labels, 'GitHub') }),
    ...(issues && { issues: known(issues, 'GitHub') }),
    ...(severity && { severity: known(severity, 'GitHub') }),
    ...(cvss !== undefined && { cvss: known(cvss, 'GitHub') }),
    ...(cve && { cve: known(cve, 'GitHub') }),
    ...(reviewed !== undefined && { reviewed: known(reviewed, 'GitHub') }),
    ...(checksPassed !== undefined && { checksPassed: known(checksPassed, 'GitHub') }),
    ...(breaking !== undefined && { breaking: known(breaking, 'GitHub') }),
    ...(assessment && { assessment: known(assessment, 'GitHub') }),
    ...(exception && { exception: known(exception, 'GitHub') }),
  }
}
