import { type CalendarPolicy, type DayUrgency, findReleaseDay } from '../calendar/release-days.ts'
import { getNextSlot } from '../calendar.ts'
import type { Candidate } from '../changes/candidate.ts'
import type { ChangeType, Facts } from '../facts/facts.ts'
import type { Trigger } from '../planning/verdict.ts'
import type { Policy } from '../policy.ts'
import { findLabel } from './labels.ts'
import { determineRisk, determineSeverity } from './severity.ts'

/** A change whose type is told, and by what its urgency is told. */
interface TriggerInput {
  readonly candidate: Candidate
  readonly type: ChangeType
  readonly facts: Facts
  readonly policy: Pick<Policy, 'criteria' | 'triggers' | 'calendar'>
}

/**
 * Patch Release Triggers: how soon a fix has to be out, and why.
 * Immediate counts from the report where that is known, else from the merge; scheduled and batch are the next release
 * day after the merge. A score that is not known makes nothing immediate, and the reason says so.
 */
export function determineTrigger(asked: TriggerInput): Trigger {
  const immediately = explainImmediate(asked)
  if (immediately) return createImmediateTrigger(asked, immediately)

  const weekly = explainScheduled(asked)
  const urgency = weekly === null ? 'batch' : 'scheduled'
  const due = computeDue(asked.policy, urgency, asked.candidate.mergedAt)
  return { urgency, due, because: weekly ?? 'it can wait for the next batch' }
}

function explainImmediate({ type, facts, policy }: TriggerInput): string | null {
  const { cvssFrom, changeTypes, severities, labels } = policy.triggers.immediate
  if (facts.cvss.known && facts.cvss.value >= cvssFrom)
    return `CVSS ${facts.cvss.value.toFixed(1)} is critical, from ${cvssFrom.toFixed(1)} on`
  if (changeTypes.includes(type)) return `${type} is immediate`

  const severity = determineSeverity(facts, policy.criteria)
  if (severity.known && severities.includes(severity.value))
    return `${severity.value} (${severity.source}) is immediate`

  const own = facts.labels.known ? facts.labels.value : []
  const ofIssues = facts.issues.known ? facts.issues.value.flatMap((issue) => issue.labels ?? []) : []
  const label = findLabel([...own, ...ofIssues], labels)
  return label === undefined ? null : `the label \`${label}\` is immediate`
}

function createImmediateTrigger({ candidate, facts, policy }: TriggerInput, why: string): Trigger {
  const { withinSeconds } = policy.triggers.immediate
  const within = `${Math.round(withinSeconds / 360) / 10} h`
  const reports = (facts.issues.known ? facts.issues.value : []).flatMap(({ reportedAt }) => reportedAt ?? [])
  if (reports.length === 0)
    return {
      urgency: 'immediate',
      due: candidate.mergedAt + withinSeconds,
      because: `${why}: within ${within} of its merge, for when it was reported is not known`,
    }

  // A report dated after the merge is a later duplicate: the need was known at the merge.
  const since = Math.min(...reports, candidate.mergedAt)
  return {
    urgency: 'immediate',
    due: since + withinSeconds,
    because: `${why}: within ${within} of its report`,
  }
}

/** Security fixes below the critical score, critical bug fixes, performance regressions; and what is no low risk. */
function explainScheduled({ type, facts, policy }: TriggerInput): string | null {
  const { triggers, criteria } = policy
  const how = triggers.scheduled.every.weeks === 1 ? 'the weekly patch' : 'the next patch day'
  if (triggers.scheduled.changeTypes.includes(type)) {
    const from = triggers.immediate.cvssFrom.toFixed(1)
    const open = `; its CVSS score is not known, and from ${from} on it would be immediate`
    return `${type} goes out with ${how}${type === 'security' && !facts.cvss.known ? open : ''}`
  }

  const severity = determineSeverity(facts, criteria)
  if (severity.known && criteria.severities.includes(severity.value))
    return `${severity.value} (${severity.source}) goes out with ${how}`

  const risk = determineRisk(facts, criteria)
  if (risk.known && !triggers.batch.risks.includes(risk.value))
    return `its risk is ${risk.value} (${risk.source}), so it goes out with ${how} and not in a batch`
  return null
}

/** The next day that takes it. Where the policy blocks every day for years, the cadence counts. */
function computeDue(policy: CalendarPolicy, urgency: DayUrgency, mergedAt: number): number {
  const { calendar, triggers } = policy
  const { day, time } = calendar.patch
  const { anchor } = triggers.batch
  const cadence = {
    timeZone: calendar.timeZone,
    day,
    time,
    everyWeeks: triggers[urgency].every.weeks,
    anchor,
  }
  return findReleaseDay(policy, urgency, mergedAt)?.at ?? getNextSlot(cadence, mergedAt)
}
