import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { describeCutDecline } from '../describe-failure.ts'
import { describeRefusal, type ToldRefusal } from '../refusals/describe-refusal.ts'
import { toSentence } from '../wording.ts'
import { describeEvent } from './describe-event.ts'
import { describeStatus } from './describe-status.ts'

/** What became of what somebody said. */
export type AnsweredCommand =
  | { readonly kind: 'accepted'; readonly events: readonly ReleaseEvent[]; readonly release: Release }
  | { readonly kind: 'refused'; readonly refusal: ToldRefusal }
  /** Markdown of ours. */
  | { readonly kind: 'shown'; readonly text: string }

/** One of several things that were said at once, and what became of it. */
export interface OneAnswer {
  /** As it was written: it comes from outside. */
  readonly said: string
  readonly outcome: AnsweredCommand
}

/** An outcome in sentences with code in backquotes, for a medium to write its own way. */
interface OutcomeText {
  /** `Done.`: what is read first. */
  readonly lead: string
  readonly what: readonly string[]
  /** Lines that are shown as they are: mistakes, paths. */
  readonly list: string
  /** What follows, or what to do next. */
  readonly next: readonly string[]
}

/** What became of a command, in words. */
export function describeOutcome(answered: Exclude<AnsweredCommand, { kind: 'shown' }>): OutcomeText {
  if (answered.kind === 'refused') return describeRefused(answered.refusal)

  const { events, release } = answered
  if (release.status === 'unopened') return { lead: 'Done.', what: [], list: '', next: [] }
  const declined = events.find((event) => event.type === 'CutDeclined')
  if (declined) return describeRefused(describeCutDecline(declined))

  const sentences = events.flatMap((event) => describeEvent(event, release.ledger.about.version) ?? [])
  const { waits, next } = describeStatus(release)
  // Whoever says it may do so for the first time: somebody else was quicker, or their own word came by another way.
  if (events.length === 0) {
    const what = `${release.ledger.about.version} already has this, from you or from someone else. Nothing is done twice.`
    return { lead: 'Already recorded:', what: [what], list: '', next: [waits, next] }
  }
  if (sentences.length === 0) return { lead: 'Done.', what: [waits, next], list: '', next: [] }
  return { lead: 'Done.', what: sentences, list: '', next: [waits, next] }
}

function describeRefused(refusal: ToldRefusal): OutcomeText {
  const { what, list, next } = splitRefusal(refusal)
  return { lead: 'Not done.', what: [what], list, next: [next] }
}

/** Why not, and what to do next. What stands below the first line is a list: mistakes, paths. */
export function splitRefusal(refusal: ToldRefusal): {
  readonly what: string
  readonly list: string
  readonly next: string
} {
  const { what, next } = describeRefusal(refusal)
  const [first = '', ...rest] = what.split('\n')
  const list = rest.join('\n').replace(/^\n+/, '').trimEnd()
  return { what: toSentence(first), list, next: toSentence(next) }
}
