import type { TakeResult } from '../../git/picks/take-picks.ts'
import type { Candidate, LineEvidence } from '../../release/changes/candidate.ts'
import { determineChangeType, type TypeFinding } from '../../release/eligibility/change-type.ts'
import type { EligibilityQuestion } from '../../release/eligibility/findings.ts'
import { judgeAs } from '../../release/eligibility/judge.ts'
import type { Facts } from '../../release/facts/facts.ts'
import type { MatchedFacts } from '../../release/facts/facts-file.ts'
import { mergeFacts } from '../../release/facts/merge-facts.ts'
import { readMessageFacts } from '../../release/facts/message-facts.ts'
import type { ConflictFile, Considered, PickOutcome } from '../../release/planning/plan.ts'
import type { Verdict } from '../../release/planning/verdict.ts'
import type { Policy } from '../../release/policy.ts'

/** What is known of the candidates, and what was stated of changes that are none. */
interface FactsOfAll {
  readonly of: ReadonlyMap<string, Facts>
  readonly unmatched: readonly string[]
  /** Those that somebody assessed on record: that overrules a guess that the line has one. A message's own word does not. */
  readonly assessed: ReadonlySet<string>
}

/** Facts from each candidate's messages, under what somebody states. */
export function collectFacts(
  candidates: readonly Candidate[],
  policy: Policy,
  stated: MatchedFacts,
): FactsOfAll {
  const of = new Map(
    candidates.map((candidate) => {
      const read = readMessageFacts(candidate, policy)
      return [candidate.id, mergeFacts(read, stated.of.get(candidate.id) ?? {})]
    }),
  )
  const assessed = [...stated.of].flatMap(([id, { assessment }]) => (assessment?.known ? [id] : []))
  return { of, unmatched: stated.unmatched, assessed: new Set(assessed) }
}

/** What judges a candidate, besides the candidate. */
export interface Judging {
  readonly facts: FactsOfAll
  readonly policy: Policy
  /** Seconds since 1970. */
  readonly now: number
}

/** The verdict on a candidate whose pick comes to `outcome`. */
function judgeOutcome(candidate: Candidate, outcome: PickOutcome, judging: Judging): Verdict {
  const facts = judging.facts.of.get(candidate.id)
  if (!facts) throw new Error(`nothing was read of ${candidate.id}`)
  const asked = { candidate, facts, alone: outcome, policy: judging.policy, now: judging.now }
  return judgeAs(asked, tellType(asked))
}

/** By policy and facts: a plan judges each candidate before its pick and after it, and its type stays what it is. */
const told = new WeakMap<EligibilityQuestion['policy'], WeakMap<Facts, TypeFinding>>()

function tellType(asked: EligibilityQuestion): TypeFinding {
  const ofPolicy = told.get(asked.policy) ?? new WeakMap<Facts, TypeFinding>()
  told.set(asked.policy, ofPolicy)
  const known = ofPolicy.get(asked.facts)
  if (known) return known
  const type = determineChangeType(asked)
  ofPolicy.set(asked.facts, type)
  return type
}

/** The verdict as it would be if nothing stood in the way of the pick itself. */
export function judgeIfClean(candidate: Candidate, judging: Judging): Verdict {
  return judgeOutcome(candidate, { kind: 'clean', tree: '' }, judging)
}

export function consider(
  candidate: Candidate,
  seen: {
    readonly alone: PickOutcome
    readonly planned: PickOutcome | null
    readonly lineEvidence: readonly LineEvidence[]
    readonly rolledBackIn?: string | undefined
  },
  judging: Judging,
): Considered {
  const facts = judging.facts.of.get(candidate.id)
  if (!facts) throw new Error(`nothing was read of ${candidate.id}`)
  const { alone, planned, lineEvidence, rolledBackIn } = seen
  return {
    candidate,
    facts,
    verdict: judgeOutcome(candidate, planned ?? alone, judging),
    alone,
    lineEvidence,
    ...(rolledBackIn !== undefined && { rolledBackIn }),
  }
}

/** What a plan says of a pick; a conflict's hunks are read only where somebody will look at them. */
export function toPickOutcome(taken: TakeResult, files?: readonly ConflictFile[]): PickOutcome {
  if (taken.kind === 'clean') return { kind: 'clean', tree: taken.tree }
  if (taken.kind === 'empty') return taken
  const plain = taken.paths.map(({ path, kind }) => ({ path, kind, hunks: [] }))
  return { kind: 'conflict', at: taken.at.sha, files: files ?? plain }
}
