import { promptClosedText, promptText } from '../../messages/github/prompt.ts'
import { endedOf } from '../../messages/release/ended-question.ts'
import { getOpenQuestion } from '../../release/lifecycle/view.ts'
import type { PromptKey } from '../../release/lifecycle/words.ts'
import { commentOnce, type Marked, markedComment, markedText } from './comments.ts'
import type { Perform, Scene } from './performing.ts'

/** A go/no-go question as a comment on the tracking issue; one that is closed meanwhile is not asked. */
export const ask: Perform<'ask'> = async (scene, { prompt, subject }) => {
  const { hub, release } = scene
  const { issue } = release.ledger.shown
  if (issue === null || !getOpenQuestion(release, prompt)) return []

  const text = promptText({ release, prompt, subject })
  await commentOnce(hub, issue, { ...questionMark(scene, prompt), text })
  return []
}

/** What was asked, once it is answered or void: nobody has to answer it any more. */
export const closeQuestion: Perform<'close-question'> = async (scene, { prompt }) => {
  const { hub, release, events } = scene
  const { issue } = release.ledger.shown
  const ended = endedOf(events, prompt)
  if (issue === null || !ended || ended.ending.kind === 'open') return []

  const mark = questionMark(scene, prompt)
  const comment = await markedComment(hub, issue, mark)
  const text = markedText(promptClosedText(ended, release.ledger.about.version), mark)
  if (comment && comment.body !== text) await hub.editComment(comment.id, text)
  return []
}

/**
 * By which the comment of a question is found, of this asking: a release that was aborted and opened again counts its
 * questions from one.
 */
export function questionMark({ id, events }: Pick<Scene, 'id' | 'events'>, prompt: PromptKey): Marked {
  const number = events.findLastIndex((event) => event.type === 'PromptOpened' && event.prompt === prompt)
  return { kind: 'prompt', id: `${id}:${prompt}:${number + 1}` }
}
