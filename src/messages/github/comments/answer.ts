import { type AnsweredCommand, describeOutcome, type OneAnswer } from '../../release/describe-outcome.ts'
import { shorten } from '../../text/limit-rows.ts'
import { joinBlocks, LONGEST_BODY } from '../markdown/fit.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { listText } from '../markdown/refusal.ts'

interface AnswerInput {
  /** The login of who said it: the only one whom any text of ours mentions. */
  readonly to: string
  readonly answers: readonly OneAnswer[]
}

/** GitHub's user names, and those of companies' own accounts. */
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,20})?$/

/** How much of what somebody said is said back, in characters. */
const LONGEST_SAID = 200

/** One comment that answers all that was said in one: what happened, or why not, and what follows. */
export function renderAnswer({ to, answers }: AnswerInput): string {
  const [first, ...others] = answers
  if (!first) throw new Error('An answer without a command.')

  const texts = others.map((one) => `To ${quoteCommand(one)}:\n\n${renderOutcome(one.outcome)}`)
  const all = [`${mention(to)}, to ${quoteCommand(first)}:\n\n${renderOutcome(first.outcome)}`, ...texts]
  return limitText(all)
}

function quoteCommand({ said }: OneAnswer): string {
  return formatCode(shorten(said, LONGEST_SAID)) || 'what you said'
}

/** Whom a text answers, told by it; a login that is none is only named. */
export function mention(login: string): string {
  return LOGIN.test(login) ? `@${login}` : escapeAndShorten(login, 60)
}

/** Who is on call by the policy: a user, or a team like `godel/on-call`. */
export function mentionOnCall(name: string): string {
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9_-]{1,100}$/.test(name) ? `@${name}` : mention(name)
}

function renderOutcome(answered: AnsweredCommand): string {
  if (answered.kind === 'shown') return answered.text
  const { lead, what, list, next } = describeOutcome(answered)
  return joinBlocks(
    [`**${lead}**`, ...what.map(formatProse)].join(' '),
    listText(list),
    next.map(formatProse).join(' '),
  )
}

/** What does not fit in one comment is asked for again, alone. */
function limitText(texts: readonly string[]): string {
  const fitsLimit = (some: readonly string[]) => joinBlocks(...some).length <= LONGEST_BODY - 200
  const most = texts.findLastIndex((_, at) => fitsLimit(texts.slice(0, at + 1))) + 1
  if (most === texts.length) return joinBlocks(...texts)
  return joinBlocks(
    ...texts.slice(0, most),
    "The rest doesn't fit in one comment. Write each command in its own comment.",
  )
}
