import { dateIn } from '../calendar.ts'
import { nameOf } from '../candidate.ts'
import { labelAmong } from './labels.ts'
import { type Found, finding, type Question, stating } from './question.ts'

/** §1.1 Already merged to main. A candidate is found on main and nowhere else, so this is known of every one. */
export function merged({ candidate, policy }: Question): Found {
  const last = candidate.commits.at(-1)
  const as = last ? ` as ${nameOf(last.sha)}` : ''
  return finding(
    'yes',
    `It is on main${as}, since ${dateIn(policy.calendar.timeZone, candidate.mergedAt)}.`,
    null,
  )
}

/** §1.1 Reviewed and tested, its first half. */
export function reviewed({ candidate, facts }: Question): Found {
  const { reviewed: fact } = facts
  const approve = `Have it reviewed, then ${stating(candidate, 'reviewed: true')}.`
  if (!fact.known) return finding('unknown', `Whether it was reviewed is not known: ${fact.why}.`, approve)
  if (!fact.value) return finding('no', `It was merged without a review (${fact.source}).`, approve)

  return finding('yes', `It was approved before it was merged (${fact.source}).`, null)
}

/** §1.1 Reviewed and tested, its second half. */
export function tested({ candidate, facts }: Question): Found {
  const { checksPassed: fact } = facts
  const check = `Run its checks, then ${stating(candidate, 'checksPassed: true')}.`
  if (!fact.known)
    return finding('unknown', `Whether its checks were green is not known: ${fact.why}.`, check)
  if (!fact.value)
    return finding('no', `Its checks were not green when it was merged (${fact.source}).`, check)

  return finding('yes', `Its checks were green when it was merged (${fact.source}).`, null)
}

/** §1.1 No breaking changes. A label that says so counts whatever the message declares. */
export function noBreakingChange({ candidate, facts, policy }: Question): Found {
  const { breaking, labels } = facts
  const label = labels.known ? labelAmong(labels.value, policy.criteria.breakingLabels) : undefined
  if (label !== undefined)
    return finding(
      'no',
      `The label \`${label}\` says that it breaks something.`,
      'Take the label off, if it breaks nothing.',
    )

  const deny = `If it breaks nothing, ${stating(candidate, 'breaking: false')}.`
  if (!breaking.known)
    return finding('unknown', `Whether it breaks something is not known: ${breaking.why}.`, deny)
  if (breaking.value) return finding('no', `It breaks something (${breaking.source}).`, deny)

  return finding('yes', `It breaks nothing (${breaking.source}).`, null)
}
