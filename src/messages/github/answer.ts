import { shortened } from '../cut.ts'
import { type Answered, type OneAnswer, outcomeOf } from '../release/answered.ts'
import { blocks, LONGEST_BODY } from './fit.ts'
import { code, prose, shown } from './inline.ts'
import { listText } from './refusal.ts'

export interface ToAnswer {
  /** The login of who said it: the only one whom any text of ours mentions. */
  readonly to: string
  readonly answers: readonly OneAnswer[]
}

/** GitHub's user names, and those of companies' own accounts. */
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,20})?$/

/** How much of what somebody said is said back, in characters. */
const LONGEST_SAID = 200

/** One comment that answers all that was said in one: what happened, or why not, and what follows. */
export function answer({ to, answers }: ToAnswer): string {
  const [first, ...others] = answers
  if (!first) throw new Error('An answer to nothing.')

  const texts = others.map((one) => `To ${saidBack(one)}:\n\n${outcomeText(one.outcome)}`)
  const all = [`${mentioned(to)}, to ${saidBack(first)}:\n\n${outcomeText(first.outcome)}`, ...texts]
  return withinLimit(all)
}

function saidBack({ said }: OneAnswer): string {
  return code(shortened(said, LONGEST_SAID)) || 'what you said'
}

/** Whom a text answers, told by it; a login that is none is only named. */
export function mentioned(login: string): string {
  return LOGIN.test(login) ? `@${login}` : shown(login, 60)
}

function outcomeText(answered: Answered): string {
  if (answered.kind === 'shown') return answered.text
  const { lead, what, list, next } = outcomeOf(answered)
  return blocks([`**${lead}**`, ...what.map(prose)].join(' '), listText(list), next.map(prose).join(' '))
}

/** What does not fit in one comment is asked for again, alone. */
function withinLimit(texts: readonly string[]): string {
  const fits = (some: readonly string[]) => blocks(...some).length <= LONGEST_BODY - 200
  const most = texts.findLastIndex((_, at) => fits(texts.slice(0, at + 1))) + 1
  if (most === texts.length) return blocks(...texts)
  return blocks(
    ...texts.slice(0, most),
    'The rest does not fit in one comment: say it again in a comment of its own.',
  )
}
