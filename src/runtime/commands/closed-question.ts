import { describeBecause } from '../../messages/describe-because.ts'
import { describeStatus } from '../../messages/release/describe-status.ts'
import { toSentence } from '../../messages/wording.ts'
import { getOpenQuestion } from '../../release/lifecycle/view.ts'
import type { RefusalText } from '../../release/refusal.ts'
import { findQuestionAsked, formatButtonValue, type QuestionAsked } from '../effects/chats/chat-context.ts'
import type { Loaded } from '../record/execute-command.ts'

/** What is said of a button that belongs to no question on record. */
export const STALE_BUTTON: RefusalText = {
  what: 'This button is out of date.',
  next: 'Answer the newest question in the thread of the release, or comment on its tracking issue.',
}

/** Explains why a question that was asked then isn't asked now; null where it is asked still. */
export function explainClosedQuestion(
  { id, release, events }: Loaded,
  asking: QuestionAsked,
): RefusalText | null {
  if (release.status === 'unopened') return STALE_BUTTON
  const question = getOpenQuestion(release)
  const current = question && findQuestionAsked({ id, events }, question.prompt)
  if (current && formatButtonValue(current) === formatButtonValue(asking)) return null

  const closed = events
    .slice(asking.event)
    .find((event) => event.type === 'PromptClosed' && event.prompt === asking.prompt)
  const because =
    closed?.type === 'PromptClosed' ? toSentence(describeBecause(closed.because)) : 'The release has ended.'
  const { waits, next } = describeStatus(release)
  return { what: `This question is closed: ${because} ${waits}`, next }
}
