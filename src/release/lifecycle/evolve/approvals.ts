import type { EventOf } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import type { Place, QuestionState } from '../state.ts'
import { isSame } from '../who.ts'

type Approving = EventOf<'PromptOpened' | 'PromptClosed' | 'ApprovalGiven' | 'ApprovalVoided'>

/** A question and its answers stand where they were asked, and are gone when the release goes elsewhere. */
export function evolveApprovals(place: Place, event: Approving): Place {
  if (place.step === 'planned' && event.type === 'PromptOpened')
    return { ...place, step: 'asking-to-cut', question: evolveQuestion({ kind: 'to-ask' }, event) }
  if (!('question' in place)) return refuseImpossibleEvent(event, place.step)
  return { ...place, question: evolveQuestion(place.question, event) }
}

function evolveQuestion(question: QuestionState, event: Approving): QuestionState {
  if (event.type === 'PromptOpened') {
    const { prompt, subject, at } = event
    return { kind: 'open', prompt, subject, openedAt: at, approvals: [] }
  }
  if (question.kind !== 'open' || question.prompt !== event.prompt)
    return refuseImpossibleEvent(event, 'where nothing of the kind is asked')

  switch (event.type) {
    case 'PromptClosed':
      return { kind: 'to-ask' }
    case 'ApprovalGiven':
      return { ...question, approvals: [...question.approvals, event.person] }
    case 'ApprovalVoided':
      return { ...question, approvals: question.approvals.filter((one) => !isSame(one, event.person)) }
  }
}
