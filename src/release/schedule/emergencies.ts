import { findLabel } from '../eligibility/labels.ts'
import type { Alarm } from '../lifecycle/commands.ts'
import type { Considered, Plan } from '../planning/plan.ts'
import type { Policy } from '../policy.ts'
import type { Emergency } from '../process/schedule.ts'

type EmergencyPolicy = Pick<Policy, 'calendar' | 'triggers' | 'candidates'>

/** Since when changes count that nobody nominated, in seconds since 1970; null where none of them do. */
interface Watching {
  readonly policy: EmergencyPolicy
  readonly since: number | null
}

/**
 * Lists the changes of a plan that can't wait for a release day (Emergency Releases). One that nobody nominated counts
 * from when the repository is watched: what is on main for years is no emergency.
 */
export function listAlarms(
  { considered, passedBy, notNominated }: Plan,
  { policy, since }: Watching,
): Alarm[] {
  const aside = new Set([...passedBy, ...notNominated])
  return considered.flatMap((one) => {
    const { candidate, verdict, lineEvidence } = one
    if (verdict.kind !== 'eligible' || verdict.trigger?.urgency !== 'immediate') return []
    if (aside.has(candidate.id) || lineEvidence.length > 0) return []
    const isNew = since !== null && candidate.mergedAt >= since
    const emergency = classifyEmergency(one, policy)
    if (emergency === null || !(isNew || isNominated(one, policy))) return []
    return [{ candidate: candidate.id, emergency, because: verdict.trigger.because }]
  })
}

/** Tells which emergency a change is; null for one that is immediate and for which the policy opens no release. */
export function classifyEmergency(considered: Considered, policy: EmergencyPolicy): Emergency | null {
  const emergency = guessEmergency(considered, policy)
  return emergency !== null && policy.calendar.emergency.includes(emergency) ? emergency : null
}

function guessEmergency({ facts, verdict }: Considered, { triggers }: EmergencyPolicy): Emergency | null {
  const { cvssFrom, labels } = triggers.immediate
  if (facts.cvss.known && facts.cvss.value >= cvssFrom) return 'critical-security'
  if (verdict.type === 'data-loss') return 'data-loss'
  const isOutage = verdict.type === 'outage' || findLabel(listLabels(facts), labels) !== undefined
  return isOutage ? 'service-outage' : null
}

function isNominated({ facts }: Considered, { candidates }: EmergencyPolicy): boolean {
  return findLabel(listLabels(facts), candidates.labels) !== undefined
}

function listLabels({ labels, issues }: Considered['facts']): readonly string[] {
  const own = labels.known ? labels.value : []
  return [...own, ...(issues.known ? issues.value.flatMap((issue) => issue.labels ?? []) : [])]
}
