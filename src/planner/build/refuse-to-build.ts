import type { BuildRequest } from '../../cli/engine.ts'
import { formatCandidateName } from '../../release/changes/candidate.ts'
import { isTaken } from '../../release/eligibility/judge.ts'
import type { Tag } from '../../release/lines.ts'
import type { Plan } from '../../release/planning/plan.ts'
import type { Verdict } from '../../release/planning/verdict.ts'
import type { Policy } from '../../release/policy.ts'
import type { Refusal } from '../../release/refusal.ts'
import { judgeIfClean } from '../plan/judge-candidates.ts'
import type { Planning } from '../plan/make-plan.ts'

/** What decides whether a plan may be built. */
interface BuildConditions {
  readonly request: BuildRequest
  readonly policy: Policy
  readonly tags: readonly Tag[]
}

/**
 * Why a plan must not be built: it is another one than was looked at, its version exists, there is nothing in it, a
 * change that the criteria do not let in, or picks that do not apply. Null when it may be.
 */
export function refuseToBuild(
  planning: Planning,
  { request, policy, tags }: BuildConditions,
): Refusal | null {
  const stops = !request.skipConflicts && policy.picks.onConflict === 'stop'
  return (
    refuseOtherPlan(planning, request) ??
    refuseExistingVersion(planning, tags) ??
    refuseEmptyPlan(planning, { stops }) ??
    refuseIneligible(planning) ??
    (stops ? refuseConflicting(planning) : null)
  )
}

function refuseOtherPlan({ plan }: Planning, { planDigest }: BuildRequest): Refusal | null {
  if (planDigest === null || plan.digest.startsWith(planDigest.toLowerCase())) return null
  return {
    kind: 'rule',
    what: `The plan of ${plan.version} is ${plan.digest.slice(0, 12)} now, not ${planDigest}: main, the policy, the facts or the choice of changes has changed. Nothing was built.`,
    next: `Review it again with \`release-captain plan\` and the same options, then build with \`--plan ${plan.digest.slice(0, 12)}\`.`,
  }
}

function refuseExistingVersion({ cut }: Planning, tags: readonly Tag[]): Refusal | null {
  const taken = tags.find(({ name }) => name === cut.tag)
  if (!taken) return null
  return {
    kind: 'rule',
    what: `The tag ${taken.name} exists already (${taken.commit.slice(0, 10)}). A version is never cut twice.`,
    next: 'Leave `--base` out to build the next version of the line.',
  }
}

/** Where conflicts stop the build they are what is told, and not that they leave nothing. */
function refuseEmptyPlan({ plan }: Planning, { stops }: { readonly stops: boolean }): Refusal | null {
  const takes = plan.picks.some(
    ({ outcome }) => outcome.kind === 'clean' || (stops && outcome.kind === 'conflict'),
  )
  // What the line has got since its last release is a release by itself.
  if (takes || plan.onLine.length > 0) return null
  return {
    kind: 'rule',
    what: `The plan of ${plan.version} takes no change${plan.picks.length > 0 ? ' that applies' : ''}, so there is nothing to release.`,
    next: '`release-captain plan --all` shows every change and why it is not taken.',
  }
}

/** A person may look at a plan with any change in it; what is built keeps to the criteria (§1.1). */
function refuseIneligible({ trial, judging, plan }: Planning): Refusal | null {
  const refused = trial.chosen
    .map((candidate) => ({
      name: formatCandidateName(candidate.id),
      verdict: judgeIfClean(candidate, judging),
    }))
    .filter(({ verdict }) => !isTaken(verdict))
  const [first] = refused
  if (!first) return null
  const all = refused.map(({ name, verdict }) => `${name} is ${verdict.kind} (${verdict.type})`).join(', ')
  return {
    kind: 'rule',
    what: `Some changes in this plan don't meet the criteria for ${plan.version}: ${all}.`,
    next: `Leave it out (\`--drop '${first.name}'\`)${suggestOtherWay(first.verdict, judging.policy)} \`release-captain explain '${first.name}'\` shows why.`,
  }
}

/** An exception lifts what the policy lets it lift of the table and a low severity, and nothing else. */
function suggestOtherWay({ kind, rules }: Verdict, { exceptions }: Pick<Policy, 'exceptions'>): string {
  if (kind === 'not-ready') return ', or fix what is missing.'
  const breaks = rules.some(({ rule, answer }) => rule === 'no-breaking-change' && answer === 'no')
  if (breaks) return ': no exception lifts a breaking change.'
  if (kind === 'next-minor' && !exceptions.lifts.includes(kind))
    return ': the policy lets no exception lift that (`exceptions.lifts`).'
  return ', or record an exception in the facts file: who, why, until when.'
}

function refuseConflicting({ plan }: Planning): Refusal | null {
  const conflicts = plan.picks.filter(({ outcome }) => outcome.kind === 'conflict')
  const [first] = conflicts
  if (!first) return null
  const names = conflicts.map(({ candidate }) => formatCandidateName(candidate))
  const way = suggestWayIn(plan)
  return {
    kind: 'conflict',
    what: `${names.length === 1 ? 'One pick does' : `${names.length} picks do`} not apply on ${plan.range.base.tag}: ${names.join(', ')}. Nothing was built.`,
    next: `Build without ${names.length === 1 ? 'it' : 'them'} (\`--skip-conflicts\`, or \`--drop '${names[0]}'\`)${way}. \`release-captain explain '${names[0]}'\` shows the conflict.`,
  }
}

/** What a conflict needs is not in the plan because the criteria keep it out: taking it along takes more than a word. */
function suggestWayIn({ picks, considered }: Plan): string {
  const needed = new Set(
    picks.flatMap(({ dependencies }) => (dependencies?.kind === 'found' ? dependencies.on : [])),
  )
  const [first, ...others] = considered.filter(({ candidate }) => needed.has(candidate.id))
  if (!first) return ''
  const name = formatCandidateName(first.candidate.id)
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `, or take what it needs: ${name} (${first.verdict.kind})${more}; \`release-captain explain '${name}'\` shows how`
}
