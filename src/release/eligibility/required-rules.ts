import { formatDate } from '../calendar.ts'
import { formatCandidateName } from '../changes/candidate.ts'
import { createFinding, type EligibilityQuestion, type RuleAnswer, suggestStating } from './findings.ts'
import { findLabel } from './labels.ts'

/** §1.1 Already merged to main. A candidate is found on main and nowhere else, so this is known of every one. */
export function checkMerged({ candidate, policy }: EligibilityQuestion): RuleAnswer {
  const last = candidate.commits.at(-1)
  const as = last ? ` as ${formatCandidateName(last.sha)}` : ''
  return createFinding(
    'yes',
    `It is on main${as}, since ${formatDate(policy.calendar.timeZone, candidate.mergedAt)}.`,
    null,
  )
}

/** §1.1 Reviewed and tested, its first half. */
export function checkReviewed({ candidate, facts }: EligibilityQuestion): RuleAnswer {
  const { reviewed: fact } = facts
  const approve = `Have it reviewed, then ${suggestStating(candidate, 'reviewed: true')}.`
  if (!fact.known)
    return createFinding('unknown', `Whether it was reviewed is not known: ${fact.why}.`, approve)
  if (!fact.value) return createFinding('no', `It was merged without a review (${fact.source}).`, approve)

  return createFinding('yes', `It was approved before it was merged (${fact.source}).`, null)
}

/** §1.1 Reviewed and tested, its second half. */
export function checkTested({ candidate, facts }: EligibilityQuestion): RuleAnswer {
  const { checksPassed: fact } = facts
  const check = `Run its checks, then ${suggestStating(candidate, 'checksPassed: true')}.`
  if (!fact.known)
    return createFinding('unknown', `Whether its checks were green is not known: ${fact.why}.`, check)
  if (!fact.value)
    return createFinding('no', `Its checks were not green when it was merged (${fact.source}).`, check)

  return createFinding('yes', `Its checks were green when it was merged (${fact.source}).`, null)
}

/** §1.1 No breaking changes. A label that says so counts whatever the message declares. */
export function checkNoBreakingChange({ candidate, facts, policy }: EligibilityQuestion): RuleAnswer {
  const { breaking, labels } = facts
  const label = labels.known ? findLabel(labels.value, policy.criteria.breakingLabels) : undefined
  if (label !== undefined)
    return createFinding(
      'no',
      `The label \`${label}\` says that it breaks something.`,
      'Take the label off, if it breaks nothing.',
    )

  const deny = `If it breaks nothing, ${suggestStating(candidate, 'breaking: false')}.`
  if (!breaking.known)
    return createFinding('unknown', `Whether it breaks something is not known: ${breaking.why}.`, deny)
  if (breaking.value) return createFinding('no', `It breaks something (${breaking.source}).`, deny)

  return createFinding('yes', `It breaks nothing (${breaking.source}).`, null)
}
