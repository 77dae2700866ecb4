import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import type { Refusal } from '../../release/refusal.ts'
import { shortened } from '../cut.ts'
import { standing } from '../release/standing.ts'
import { blocks, LONGEST_BODY } from './fit.ts'
import { happened } from './happened.ts'
import { code, prose, shown } from './inline.ts'
import { refusalText } from './refusal.ts'

/** What became of what somebody said. */
export type Answered =
  | { readonly kind: 'accepted'; readonly events: readonly ReleaseEvent[]; readonly release: Release }
  | { readonly kind: 'refused'; readonly refusal: Pick<Refusal, 'what' | 'next'> }
  /** Markdown of ours. */
  | { readonly kind: 'shown'; readonly text: string }

interface OneAnswer {
  /** As it was written: it comes from outside. */
  readonly said: string
  readonly outcome: Answered
}

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

function outcomeText(outcome: Answered): string {
  switch (outcome.kind) {
    case 'shown':
      return outcome.text
    case 'refused':
      return notDone(outcome.refusal.what, outcome.refusal.next)
    case 'accepted':
      return acceptedText(outcome)
  }
}

function notDone(what: string, next: string): string {
  return `**Not done.** ${refusalText({ what, next })}`
}

/** Nothing new is an answer too: it was so already. */
function acceptedText({ events, release }: Extract<Answered, { kind: 'accepted' }>): string {
  if (release.status === 'unopened') return '**Done.**'
  const { version } = release.ledger.about
  const declined = events.find((event) => event.type === 'CutDeclined')
  if (declined) return notDone(`The release branch is not made: ${declined.because}`, declined.next)

  const sentences = events.flatMap((event) => happened(event, version) ?? [])
  const { waits, next } = standing(release)
  const follows = `${prose(waits)} ${prose(next)}`
  if (events.length === 0) return blocks('**Nothing to do:** it is so already.', follows)
  if (sentences.length === 0) return `**Done.** ${follows}`
  return blocks(`**Done.** ${sentences.map(prose).join(' ')}`, follows)
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
