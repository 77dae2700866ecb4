import { promptClosedText, promptText } from '../../messages/github/prompt.ts'
import type { EventOf } from '../../release/lifecycle/events.ts'
import type { PromptKey } from '../../release/lifecycle/words.ts'
import { commentOnce, type Marked, markedComment, markedText } from './comments.ts'
import type { Perform, Scene } from './performing.ts'

/** A go/no-go question as a comment on the tracking issue; one that is closed meanwhile is not asked. */
export const ask: Perform<'ask'> = async (scene, { prompt, subject }) => {
  const { hub, release } = scene
  const { issue } = release.ledger.shown
  if (release.status !== 'open' || !('question' in release.place) || issue === null) return []
  const { question } = release.place
  if (question.kind !== 'open' || question.prompt !== prompt) return []

  const text = promptText({ release, prompt, subject })
  await commentOnce(hub, issue, { ...markOf(scene, prompt), text })
  return []
}

/** What was asked, once it is answered or void: nobody has to answer it any more. */
export const closeQuestion: Perform<'close-question'> = async (scene, { prompt }) => {
  const { hub, release, events } = scene
  const { issue } = release.ledger.shown
  const asked = events.findLast((event) => isOpening(event, prompt))
  const closed = events.findLast((event) => event.type === 'PromptClosed' && event.prompt === prompt)
  if (issue === null || asked?.type !== 'PromptOpened' || closed?.type !== 'PromptClosed') return []

  const mark = markOf(scene, prompt)
  const comment = await markedComment(hub, issue, mark)
  const { version } = release.ledger.about
  const { subject } = asked
  const text = markedText(promptClosedText({ version, subject, because: closed.because }), mark)
  if (comment && comment.body !== text) await hub.editComment(comment.id, text)
  return []
}

/** Of this asking: a release that was aborted and opened again counts its questions from one. */
function markOf({ id, events }: Scene, prompt: PromptKey): Marked {
  const number = events.findLastIndex((event) => isOpening(event, prompt))
  return { kind: 'prompt', id: `${id}:${prompt}:${number + 1}` }
}

function isOpening(event: Scene['events'][number], prompt: PromptKey): event is EventOf<'PromptOpened'> {
  return event.type === 'PromptOpened' && event.prompt === prompt
}
