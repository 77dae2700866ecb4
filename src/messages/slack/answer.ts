import { shortened } from '../cut.ts'
import { type Answered, type OneAnswer, outcomeOf } from '../release/answered.ts'
import type { SlackMessage } from './blocks.ts'
import { code, codeBlock, prose } from './escape.ts'
import { message, type Part, section } from './fit.ts'
import { fromMarkdown } from './from-markdown.ts'

/** How much of what somebody said is said back, and of a list shown, in characters. */
const LONGEST_SAID = 200
const LONGEST_LIST = 2_000

/** What became of what somebody did or said, for them alone: what happened, or why not, and what follows. */
export function answerMessage({ answers }: { readonly answers: readonly OneAnswer[] }): SlackMessage {
  const [first] = answers
  if (!first) throw new Error('An answer to nothing.')
  return message(
    notification(first),
    answers.flatMap(answerParts),
    'The rest does not fit: say it again by itself.',
  )
}

function answerParts({ said, outcome }: OneAnswer): Part[] {
  const to = section(`To ${code(shortened(said, LONGEST_SAID)) || 'what you said'}:`)
  return [to, ...outcomeParts(outcome)]
}

function outcomeParts(outcome: Answered): Part[] {
  if (outcome.kind === 'shown') return fromMarkdown(outcome.text)
  const { lead, what, list, next } = outcomeOf(outcome)
  return [
    section([`*${lead}*`, ...what.map((sentence) => prose(sentence))].join(' ')),
    list === '' ? null : section(codeBlock(shortened(list, LONGEST_LIST))),
    section(next.map((sentence) => prose(sentence)).join(' ')),
  ]
}

function notification({ said, outcome }: OneAnswer): string {
  const what = code(shortened(said, LONGEST_SAID)) || 'what you said'
  return outcome.kind === 'shown' ? `To ${what}` : `To ${what}: ${outcomeOf(outcome).lead}`
}
