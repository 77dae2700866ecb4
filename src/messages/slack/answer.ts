import { type AnsweredCommand, describeOutcome, type OneAnswer } from '../release/describe-outcome.ts'
import { shorten } from '../text/limit-rows.ts'
import type { SlackMessage } from './format/blocks.ts'
import { formatSlackCode, formatSlackCodeBlock, formatSlackProse } from './format/escape.ts'
import { createMessage, createSection, type MessagePart } from './format/fit.ts'
import { fromMarkdown } from './format/from-markdown.ts'

/** How much of what somebody said is said back, and of a list shown, in characters. */
const LONGEST_SAID = 200
const LONGEST_LIST = 2_000

/** What became of what somebody did or said, for them alone: what happened, or why not, and what follows. */
export function renderAnswerMessage({ answers }: { readonly answers: readonly OneAnswer[] }): SlackMessage {
  const [first] = answers
  if (!first) throw new Error('An answer without a command.')
  return createMessage(
    renderNotification(first),
    answers.flatMap(answerParts),
    "The rest doesn't fit. Run each command on its own.",
  )
}

function answerParts({ said, outcome }: OneAnswer): MessagePart[] {
  const to = createSection(`To ${formatSlackCode(shorten(said, LONGEST_SAID)) || 'what you said'}:`)
  return [to, ...renderOutcomeParts(outcome)]
}

function renderOutcomeParts(outcome: AnsweredCommand): MessagePart[] {
  if (outcome.kind === 'shown') return fromMarkdown(outcome.text)
  const { lead, what, list, next } = describeOutcome(outcome)
  return [
    createSection([`*${lead}*`, ...what.map((sentence) => formatSlackProse(sentence))].join(' ')),
    list === '' ? null : createSection(formatSlackCodeBlock(shorten(list, LONGEST_LIST))),
    createSection(next.map((sentence) => formatSlackProse(sentence)).join(' ')),
  ]
}

function renderNotification({ said, outcome }: OneAnswer): string {
  const what = formatSlackCode(shorten(said, LONGEST_SAID)) || 'what you said'
  return outcome.kind === 'shown' ? `To ${what}` : `To ${what}: ${describeOutcome(outcome).lead}`
}
