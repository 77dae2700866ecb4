import { formatCandidateName } from '../../changes/candidate.ts'
import { toCanonicalJson } from '../../policy/canonical.ts'
import type { Ledger, Pick, QuestionState } from '../state.ts'
import type { Terms } from '../terms.ts'
import { isSame, type Person } from '../who.ts'
import type { Planned, Subject } from '../words.ts'

/** Whether two subjects are the same in every part. */
export function isSameSubject(one: Subject, other: Subject): boolean {
  return toCanonicalJson(one) === toCanonicalJson(other)
}

/** Returns how many people have to say go, and whether it takes others than those who made it. */
export function getApprovalTerms(
  { terms }: Ledger['about'],
  step: Subject['step'],
): Terms['approvals']['tag'] {
  if (step !== 'deploy') return terms.approvals[step]
  const production = terms.rollout?.environments.find(({ isProduction }) => isProduction)
  return { count: production?.approvals ?? 0, twoPerson: true }
}

/** Why somebody's go does not count, in words; null where it does. The two-person rule counts people, by their ids. */
export function explainVoidApproval(
  someone: Person,
  { about, hands: committers }: Ledger,
  {
    step,
    plan,
    picks,
  }: { readonly step: Subject['step']; readonly plan: Planned; readonly picks: readonly Pick[] },
): string | null {
  if (!getApprovalTerms(about, step).twoPerson) return null
  if (about.requester && isSame(about.requester, someone)) return 'they asked for this release'

  const own = plan.picks.find(({ authors }) => authors.some((author) => isSame(author, someone)))
  if (own) return `they are an author of ${formatCandidateName(own.candidate)} in it`

  const resolved = picks.find(({ became }) => became.kind === 'resolved' && isSame(became.author, someone))
  if (resolved) return `they resolved the conflict of ${formatCandidateName(resolved.candidate)}`

  const pushed = committers.people.some((one) => isSame(one, someone))
  return pushed ? 'they have commits of their own on the release branch' : null
}

/** How many more people have to say go. */
export function countMissingApprovals(
  { about }: Ledger,
  question: QuestionState,
  step: Subject['step'],
): number {
  const given = question.kind === 'open' ? question.approvals.length : 0
  return Math.max(0, getApprovalTerms(about, step).count - given)
}
