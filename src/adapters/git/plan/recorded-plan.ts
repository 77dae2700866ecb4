import { explainNotTaken } from '../../../messages/candidates/explain-not-taken.ts'
import { formatFlag } from '../../../messages/candidates/flags.ts'
import { judgeIfClean } from '../../../planner/plan/judge-candidates.ts'
import type { Planning } from '../../../planner/plan/make-plan.ts'
import type { Candidate } from '../../../release/changes/candidate.ts'
import { findLabel } from '../../../release/eligibility/labels.ts'
import { isSecurityFix } from '../../../release/eligibility/security-fix.ts'
import { findSevereType } from '../../../release/eligibility/severe.ts'
import type { OnLineChange, PinnedPick, Planned, Untaken } from '../../../release/lifecycle/words.ts'
import type { Considered, ConsideredOnLine, Plan } from '../../../release/planning/plan.ts'
import { listRulesToConfirm, type Verdict } from '../../../release/planning/verdict.ts'
import type { Policy } from '../../../release/policy.ts'
import type { LearntFacts } from '../../../runtime/ports/git.ts'

/** How many of the changes that are not taken a record keeps. */
const MOST_OTHERS = 50

/** What the record keeps of a plan: what its digest names, and what people were shown with it. */
export function createPlanned({ plan, judging }: Planning, authors: LearntFacts['authors']): Planned {
  const { digest, range, policy, picks } = plan
  const taken = new Set(picks.map(({ candidate }) => candidate))
  const considered = new Map(plan.considered.map((one) => [one.candidate.id, one]))
  const notNominated = new Set(plan.notNominated)
  const others = plan.considered.filter(({ candidate }) => !taken.has(candidate.id))
  return {
    digest,
    base: range.base.commit,
    main: range.main.commit,
    policy,
    ...(range.start.branch === null ? {} : { start: { ...range.start, branch: range.start.branch } }),
    ...(plan.onLine.length === 0 ? {} : { onLine: plan.onLine.map((one) => onLineOf(one, judging.policy)) }),
    picks: picks.map((pick) => {
      const of = considered.get(pick.candidate)
      if (!of) throw new Error(`${pick.candidate} is picked and was not considered`)
      return {
        ...createPlannedPick(of.candidate, judgeIfClean(of.candidate, judging)),
        ...markSecurityFix(of, judging.policy),
        outcome: pick.outcome.kind,
        flags: listFlags(plan, of, taken),
        ...findReport(of),
        ...(of.rolledBackIn !== undefined && { rolledBackIn: of.rolledBackIn }),
        merged: of.candidate.mergedAt,
        authors: authors.get(pick.candidate) ?? [],
      }
    }),
    others: urgentFirst(others, judging.policy)
      .slice(0, MOST_OTHERS)
      .map((one) => ({
        ...toUntaken(one, notNominated.has(one.candidate.id)),
        ...markSecurityFix(one, judging.policy),
      })),
    othersInAll: others.length,
  }
}

/** Of a change whose type says it, nothing more has to. */
function markSecurityFix(
  one: Parameters<typeof isSecurityFix>[0],
  policy: Policy,
): { readonly security?: true } {
  return one.verdict.type !== 'security' && isSecurityFix(one, policy) ? { security: true } : {}
}

function onLineOf({ change, main, facts, verdict }: ConsideredOnLine, policy: Policy): OnLineChange {
  const { title, source } = main ?? change
  return {
    commit: change.commits.at(-1)?.sha ?? change.id,
    title,
    pullRequest: source.kind === 'pull-request' ? source.number : null,
    verdict: verdict.kind,
    type: verdict.type,
    ...markSecurityFix({ candidate: main ?? change, facts, verdict }, policy),
  }
}

/** A conflict is for its pull request to resolve, and keeps nothing out: what counts is the verdict without it (§1.2). */
function createPlannedPick(
  candidate: Candidate,
  verdict: Verdict,
): Omit<PinnedPick, 'outcome' | 'flags' | 'authors'> {
  const toConfirm = listRulesToConfirm(verdict)
  return {
    candidate: candidate.id,
    title: candidate.title,
    pullRequest: candidate.source.kind === 'pull-request' ? candidate.source.number : null,
    verdict: verdict.kind,
    type: verdict.type,
    ...(verdict.trigger && { urgency: verdict.trigger.urgency, due: verdict.trigger.due }),
    ...(toConfirm.length > 0 && { toConfirm }),
  }
}

/** When what it fixes was reported first, where GitHub says so. */
function findReport({ facts }: Considered): { readonly reported?: number } {
  const reports = (facts.issues.known ? facts.issues.value : []).flatMap(({ reportedAt }) => reportedAt ?? [])
  return reports.length === 0 ? {} : { reported: Math.min(...reports) }
}

function listFlags({ flags }: Plan, { candidate }: Considered, taken: ReadonlySet<string>): string[] {
  return flags.filter((flag) => flag.candidate === candidate.id).map((flag) => formatFlag(flag, taken))
}

/** What may be severe, then what is labelled, otherwise in main's order. */
function urgentFirst(
  others: readonly Considered[],
  { candidates }: Pick<Policy, 'candidates'>,
): readonly Considered[] {
  const rank = ({ facts: { labels }, verdict, rolledBackIn }: Considered) => {
    if (rolledBackIn !== undefined || findSevereType(verdict) !== null) return 0
    return labels.known && findLabel(labels.value, candidates.labels) !== undefined ? 1 : 2
  }
  return others.toSorted((one, other) => rank(one) - rank(other))
}

function toUntaken(considered: Considered, isNotNominated: boolean): Untaken {
  const { candidate, verdict } = considered
  return {
    candidate: candidate.id,
    title: candidate.title,
    verdict: verdict.kind,
    type: verdict.type,
    ...(verdict.mayBe && { mayBe: verdict.mayBe }),
    ...(considered.rolledBackIn !== undefined && { rolledBackIn: considered.rolledBackIn }),
    because: explainNotTaken(considered, isNotNominated),
  }
}
