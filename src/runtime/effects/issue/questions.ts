import { renderPrompt, renderPromptClosed } from '../../../messages/github/comments/question.ts'
import { findEndedQuestion } from '../../../messages/questions/ended-question.ts'
import { getOpenQuestion } from '../../../release/lifecycle/view.ts'
import type { PromptKey } from '../../../release/lifecycle/words.ts'
import type { EffectContext, Perform } from '../../github-state/effect-context.ts'
import {
  addMark,
  commentOnce,
  findMarkedComment,
  type MarkedText,
} from '../../github-state/marked-comments.ts'
import { linkStepChart } from '../rollout/step-chart.ts'

/** A go/no-go question as a comment on the tracking issue; one that is closed meanwhile is not asked. */
export const ask: Perform<'ask'> = async (context, { prompt, subject }) => {
  const { repo, release } = context
  const { issue } = release.ledger.shown
  if (issue === null || !getOpenQuestion(release, prompt)) return []

  const chart = linkStepChart(context.deps, { ...context, subject })
  const text = renderPrompt({ release, prompt, subject, chart })
  await commentOnce(repo, issue, { ...createQuestionMark(context, prompt), text })
  return []
}

/** What was asked, once it is answered or void: nobody has to answer it any more. */
export const closeQuestion: Perform<'close-question'> = async (context, { prompt }) => {
  const { repo, release, events } = context
  const { issue } = release.ledger.shown
  const ended = findEndedQuestion(events, prompt)
  if (issue === null || !ended || ended.ending.kind === 'open') return []

  const mark = createQuestionMark(context, prompt)
  const comment = await findMarkedComment(repo, issue, mark)
  const text = addMark(renderPromptClosed(ended, release.ledger.about.version), mark)
  if (comment && comment.body !== text) await repo.editComment(comment.id, text)
  return []
}

/**
 * By which the comment of a question is found, of this asking: a release that was aborted and opened again counts its
 * questions from one.
 */
export function createQuestionMark(
  { id, events }: Pick<EffectContext, 'id' | 'events'>,
  prompt: PromptKey,
): MarkedText {
  const number = events.findLastIndex((event) => event.type === 'PromptOpened' && event.prompt === prompt)
  return { kind: 'prompt', id: `${id}:${prompt}:${number + 1}` }
}
