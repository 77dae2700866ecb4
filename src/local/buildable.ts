import type { BuildRequest } from '../cli/engine.ts'
import { nameOf } from '../release/candidate.ts'
import { isTaken } from '../release/eligibility/judge.ts'
import type { Policy } from '../release/policy.ts'
import { Refused } from '../release/refusal.ts'
import type { Tag } from '../release/versions.ts'
import { verdictIfClean } from './considering.ts'
import type { Planning } from './planning.ts'

/** What decides whether a plan may be built. */
export interface BuildConditions {
  readonly request: BuildRequest
  readonly policy: Policy
  readonly tags: readonly Tag[]
}

/**
 * Refuses a plan that must not be built: another one than was looked at, nothing in it, a change that the criteria
 * do not let in, a version that exists, or picks that do not apply.
 *
 * @throws {Refused}
 */
export function buildable(planning: Planning, { request, policy, tags }: BuildConditions): void {
  refuseOtherPlan(planning, request)
  refuseExisting(planning, tags)
  refuseNothing(planning)
  refuseIneligible(planning)
  if (!request.skipConflicts && policy.picks.onConflict === 'stop') refuseConflicts(planning)
}

function refuseOtherPlan({ plan }: Planning, { planDigest }: BuildRequest): void {
  if (planDigest === null || plan.digest.startsWith(planDigest.toLowerCase())) return
  throw new Refused({
    kind: 'rule',
    what: `The plan of ${plan.version} is ${plan.digest.slice(0, 12)} now, not ${planDigest}: main, the policy, the facts or the choice of changes is another than when it was looked at. Nothing was built.`,
    next: `Look at it again with \`release-captain plan\` and the same options, then build with \`--plan ${plan.digest.slice(0, 12)}\`.`,
  })
}

function refuseExisting({ cut }: Planning, tags: readonly Tag[]): void {
  const taken = tags.find(({ name }) => name === cut.tag)
  if (!taken) return
  throw new Refused({
    kind: 'rule',
    what: `The tag ${taken.name} exists already (${taken.commit.slice(0, 10)}). A version is never cut twice.`,
    next: 'Leave `--base` out to build the next version of the line.',
  })
}

function refuseNothing({ plan }: Planning): void {
  if (plan.picks.some(({ outcome }) => outcome.kind !== 'empty')) return
  throw new Refused({
    kind: 'rule',
    what: `The plan of ${plan.version} takes no change, so there is nothing to release.`,
    next: '`release-captain plan --all` shows every change and why it is not taken.',
  })
}

/** A person may look at a plan with any change in it; what is built keeps to the criteria (§1.1). */
function refuseIneligible({ trial, judging, plan }: Planning): void {
  const refused = trial.chosen.flatMap((candidate) => {
    const verdict = verdictIfClean(candidate, judging)
    return isTaken(verdict) ? [] : [`${nameOf(candidate.id)} is ${verdict.kind} (${verdict.type})`]
  })
  const [first] = refused
  if (first === undefined) return
  const name = first.split(' ')[0]
  throw new Refused({
    kind: 'rule',
    what: `The criteria do not let everything in this plan into ${plan.version}: ${refused.join(', ')}.`,
    next: `Leave it out (\`--drop '${name}'\`), or record an exception in the facts file: who, because of what, until when. \`release-captain explain '${name}'\` says what stands against it.`,
  })
}

function refuseConflicts({ plan }: Planning): void {
  const conflicts = plan.picks.filter(({ outcome }) => outcome.kind === 'conflict')
  const [first] = conflicts
  if (!first) return
  const names = conflicts.map(({ candidate }) => nameOf(candidate))
  const curable = conflicts.some(({ dependencies }) => dependencies?.kind === 'found')
  throw new Refused({
    kind: 'conflict',
    what: `${names.length === 1 ? 'One pick does' : `${names.length} picks do`} not apply on ${plan.range.base.tag}: ${names.join(', ')}. Nothing was built.`,
    next: `Build without them (\`--skip-conflicts\`, or \`--drop '${names[0]}'\`)${curable ? ', or with what they need (`--with-dependencies`)' : ''}. \`release-captain explain '${names[0]}'\` shows the conflict.`,
  })
}
