import { getAwaitedStep } from './awaited.ts'
import type { Because, FailureReason } from './causes.ts'
import type { ReleaseEvent } from './events.ts'
import { type CommandRefusal, createRuleRefusal, type RefusalReason } from './refusals.ts'
import type { OpenRelease, PublishedRelease, QuestionState, Release } from './state.ts'
import { getOpenQuestion } from './view.ts'
import type { Originator } from './who.ts'

/** A rule lets a command through as events, or says no with what a person needs to act on it. No event: nothing new. */
export type Decision =
  | { readonly kind: 'accepted'; readonly events: readonly ReleaseEvent[] }
  | { readonly kind: 'refused'; readonly refusal: CommandRefusal }

type RefusedDecision = Extract<Decision, { kind: 'refused' }>

/** When, and who: what every event of one decision has. */
export interface Stamp {
  readonly at: number
  readonly by: Originator
}

export const BY_RULE: Originator = { kind: 'rule' }
export const BY_GITHUB: Originator = { kind: 'github' }

/** Lets a command through. */
export function accept(...events: readonly ReleaseEvent[]): Decision {
  return { kind: 'accepted', events }
}

/** Refuses by a rule. */
export function refuse(reason: RefusalReason): RefusedDecision {
  return { kind: 'refused', refusal: createRuleRefusal(reason) }
}

/** What an approval becomes when what was approved is another: void, one by one, and the question with them. */
export function voidApprovals(release: Release, because: Because, stamp: Stamp): ReleaseEvent[] {
  const question = getOpenQuestion(release)
  if (!question) return []

  const { prompt, approvals } = question
  const voided = approvals.map(
    (person) => ({ type: 'ApprovalVoided', ...stamp, prompt, person, because }) as const,
  )
  return [...voided, { type: 'PromptClosed', ...stamp, prompt, because }]
}

/** The world said no to the step that a release waits for: it waits on, and people are told. Once, until it is retried. */
export function failStep(
  release: OpenRelease | PublishedRelease,
  stamp: Stamp,
  reason: FailureReason,
): ReleaseEvent[] {
  const { trouble, attempts } = release.ledger
  const waits = getAwaitedStep(release)
  if (waits === null || trouble.kind !== 'none') return []

  return [{ type: 'StepFailed', ...stamp, step: waits.step, attempt: attempts, reason }]
}

/** A question that enough people said go to. */
export function answerQuestion(
  { prompt }: Extract<QuestionState, { kind: 'open' }>,
  stamp: Stamp,
): ReleaseEvent {
  return { type: 'PromptClosed', ...stamp, prompt, because: { code: 'enough-approvals' } }
}

/** Holds a release, unless somebody holds it already. */
export function holdRelease(
  { ledger }: OpenRelease | PublishedRelease,
  because: Because,
  stamp: Stamp,
): ReleaseEvent[] {
  return ledger.flow.kind === 'held' ? [] : [{ type: 'Held', ...stamp, because }]
}
