import type { ReleaseEvent } from '../events.ts'
import type { Ledger, OutsideHands, Pick, QuestionState } from '../state.ts'
import type { Terms } from '../terms.ts'
import { isSame, type Person } from '../who.ts'
import type { Planned, PromptKey, Subject } from '../words.ts'

/** Two members of the security team approve a disclosure. */
const DISCLOSURE_APPROVALS = 2

/** Returns how many people have to say go, and whether it takes others than those who made it. */
export function getApprovalTerms(
  { terms, embargo }: Ledger['about'],
  step: Subject['step'],
): Terms['approvals']['tag'] {
  if (step === 'publish' && embargo)
    return { count: Math.max(DISCLOSURE_APPROVALS, terms.approvals.publish.count), twoPerson: true }
  if (step !== 'deploy') return terms.approvals[step]
  const production = terms.rollout?.environments.find(({ isProduction }) => isProduction)
  return { count: production?.approvals ?? 0, twoPerson: true }
}

/** Why the two-person rule doesn't count somebody's go: what they had a part in. */
export type VoidApprovalReason =
  | { readonly part: 'requester' | 'committer' | 'resumer' }
  | { readonly part: 'author' | 'resolver'; readonly candidate: string }

/** Finds why somebody's go doesn't count; null where it does. The two-person rule counts people, by their ids. */
export function findVoidApprovalReason(
  someone: Person,
  { about, hands: committers }: Ledger,
  {
    step,
    plan,
    picks,
  }: { readonly step: Subject['step']; readonly plan: Planned; readonly picks: readonly Pick[] },
): VoidApprovalReason | null {
  if (!getApprovalTerms(about, step).twoPerson) return null
  if (about.requester && isSame(about.requester, someone)) return { part: 'requester' }

  const own = plan.picks.find(({ authors }) => authors.some((author) => isSame(author, someone)))
  if (own) return { part: 'author', candidate: own.candidate }

  const resolved = picks.find(({ became }) => became.kind === 'resolved' && isSame(became.author, someone))
  if (resolved) return { part: 'resolver', candidate: resolved.candidate }

  if (committers.people.some((one) => isSame(one, someone))) return { part: 'committer' }
  return listAnswerable(committers).some((one) => isSame(one, someone)) ? { part: 'resumer' } : null
}

/**
 * Who answers for commits on the release branch of which it isn't known who made them: whoever let the release go on.
 * They may be their own under another name (`git commit --author`), so that their go doesn't count.
 */
export function listAnswerable({ head, moved, unknown, resumers }: OutsideHands): readonly Person[] {
  return moved && (unknown || head === null) ? resumers : []
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

/**
 * Returns everyone whose go something stands on: those given to the newest question of the first of these steps that has
 * any, since the release was opened.
 */
export function listGoesBehind(
  events: readonly ReleaseEvent[],
  steps: readonly Subject['step'][],
): readonly Person[] {
  const own = events.slice(events.findLastIndex(({ type }) => type === 'Opened') + 1)
  for (const step of steps) {
    const asked = own.findLast((event) => event.type === 'PromptOpened' && event.subject.step === step)
    const goes = asked?.type === 'PromptOpened' ? listGoes(own, asked.prompt) : []
    if (goes.length > 0) return goes
  }
  return []
}

function listGoes(events: readonly ReleaseEvent[], prompt: PromptKey): readonly Person[] {
  const goes = new Map<number, Person>()
  for (const event of events) {
    if (event.type === 'ApprovalGiven' && event.prompt === prompt) goes.set(event.person.id, event.person)
    if (event.type === 'ApprovalVoided' && event.prompt === prompt) goes.delete(event.person.id)
  }
  return [...goes.values()]
}
