import { formatCandidateName } from '../../release/changes/candidate.ts'
import { isTakenIfClean } from '../../release/eligibility/judge.ts'
import type { Considered, Plan, PlannedPick } from '../../release/planning/plan.ts'
import { listUnassessed } from '../render/not-taken.ts'
import type { NextStep, ScreenView } from '../render/screen.ts'
import { joinList, shortenPlanDigest, toConfirm } from '../render/wording.ts'

/** What to do after the plan was read: first what stands in the way of the build, then the build. */
export function listPlanSteps(plan: Plan, view: ScreenView): NextStep[] {
  if (plan.picks.length === 0) {
    const build = plan.onLine.length > 0 ? listBuildStep(plan, view) : []
    const look = lookAtLineStep(plan, view)
    return [...build, ...listNothingToPickSteps(plan, view), ...look, ...weighStep(plan, view)]
  }
  return [
    ...lookAtLineStep(plan, view),
    ...listConflictSteps(plan, view),
    ...confirmStep(plan, view),
    ...weighStep(plan, view),
    ...listBuildStep(plan, view),
  ]
}

/** What is eligible, and stays out for a guess alone. */
function lookAtLineStep({ picks, considered }: Plan, view: ScreenView): NextStep[] {
  const taken = new Set(picks.map(({ candidate }) => candidate))
  const found = considered.filter(
    ({ candidate, lineEvidence, verdict }) =>
      lineEvidence.length > 0 && verdict.kind === 'eligible' && !taken.has(candidate.id),
  )
  const [first] = found.map(({ candidate }) => formatCandidateName(candidate.id))
  if (first === undefined) return []
  const which = found.length === 1 ? first : `each of ${found.length} eligible changes`
  return [
    {
      why: `Check whether the line really has ${which}. If not, take it`,
      command: view.again('plan', [], { pick: [first] }),
    },
  ]
}

function weighStep(plan: Plan, view: ScreenView): NextStep[] {
  if (listUnassessed(plan).length === 0) return []
  return [
    {
      why: 'Classify the changes: labels or types in a facts file (docs/facts.md)',
      command: view.again('plan', [], { facts: 'FACTS.yml' }),
    },
  ]
}

function listNothingToPickSteps(plan: Plan, view: ScreenView): NextStep[] {
  if (plan.considered.length === 0) {
    return [
      { why: `Main has nothing new for ${plan.range.base.tag}: come back after a merge`, command: null },
    ]
  }
  return [
    { why: "See every change, and why it isn't taken", command: view.again('plan', [], { all: true }) },
    {
      why: 'If one belongs in it anyway, take it by hand',
      command: view.again('plan', [], { pick: ['#NUMBER'] }),
    },
  ]
}

function listConflictSteps(plan: Plan, view: ScreenView): NextStep[] {
  if (listConflicts(plan).length === 0) return []
  const along = listDependencyStep(plan, view)
  if (!isBuilt(plan)) return along
  const skip = {
    why: `${along.length > 0 ? 'Or build' : 'Build'} without the picks that conflict`,
    command: view.again('build', [plan.version], {
      'skip-conflicts': true,
      plan: shortenPlanDigest(plan.digest),
    }),
  }
  return [...along, skip]
}

/** Whether a build without the picks that conflict goes through: it has something in it, and nothing that the criteria leave out. */
function isBuilt(plan: Plan): boolean {
  const takesSome = plan.onLine.length > 0 || plan.picks.some(({ outcome }) => outcome.kind === 'clean')
  return takesSome && refusedIn(plan).length === 0
}

function listDependencyStep(plan: Plan, view: ScreenView): NextStep[] {
  const found = listConflicts(plan).flatMap(({ dependencies }) =>
    dependencies?.kind === 'found' ? dependencies.on : [],
  )
  const needed = [...new Set(found)]
  if (needed.length === 0) return []
  const names = joinList(needed.slice(0, 5).map(formatCandidateName))
  const rest = needed.length > 5 ? ` and ${needed.length - 5} more` : ''
  return [
    {
      why: `Also take what the conflicts depend on (${names}${rest})`,
      command: view.again('plan', [], { 'with-dependencies': true }),
    },
  ]
}

function confirmStep(plan: Plan, view: ScreenView): NextStep[] {
  const clean = plan.picks.filter(({ outcome }) => outcome.kind === 'clean')
  const taken = new Set(clean.map(({ candidate }) => candidate))
  const unsure = plan.considered.find(
    ({ candidate, verdict }) => taken.has(candidate.id) && toConfirm(verdict) > 0,
  )
  if (!unsure) return []
  return [
    {
      why: 'See what is unconfirmed for a pick, and what would confirm it',
      command: view.again('explain', [formatCandidateName(unsure.candidate.id)]),
    },
  ]
}

/** A plan is built only where the criteria take everything in it: what somebody added by hand is said instead. */
function listBuildStep(plan: Plan, view: ScreenView): NextStep[] {
  const refused = refusedIn(plan)
  const [first] = refused
  if (first) {
    return [
      {
        why: `The criteria leave out ${joinList(refused.map(({ candidate }) => formatCandidateName(candidate.id)))}, so a build of this plan is refused. See what would change that`,
        command: view.again('explain', [formatCandidateName(first.candidate.id)]),
      },
    ]
  }
  if (listConflicts(plan).length > 0) return []
  return [
    {
      why: `Build the branch of ${plan.version} from exactly this plan (pushes nothing)`,
      command: view.again('build', [plan.version], { plan: shortenPlanDigest(plan.digest) }),
    },
  ]
}

/** What is taken by a person's word alone. */
function refusedIn(plan: Plan): Considered[] {
  const taken = new Set(plan.picks.map(({ candidate }) => candidate))
  return plan.considered.filter(
    ({ candidate, verdict }) => taken.has(candidate.id) && !isTakenIfClean(verdict),
  )
}

function listConflicts(plan: Plan): PlannedPick[] {
  return plan.picks.filter(({ outcome }) => outcome.kind === 'conflict')
}
