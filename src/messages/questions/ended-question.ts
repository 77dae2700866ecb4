import type { EventOf, ReleaseEvent } from '../../release/lifecycle/events.ts'
import { getHead, getNotesDigest, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Originator, Person } from '../../release/lifecycle/who.ts'
import type { PromptKey, Subject } from '../../release/lifecycle/words.ts'
import { describeBecause } from '../describe-because.ts'
import { shortenDigest, shortenSha } from '../wording.ts'

/** Somebody's go, and when it was said. */
interface Go {
  readonly person: Person
  readonly at: number
}

/** What became of a question. Times are in seconds since 1970. */
type Ending =
  | { readonly kind: 'open' }
  | { readonly kind: 'go'; readonly by: readonly Go[] }
  | { readonly kind: 'no-go'; readonly by: Originator; readonly at: number; readonly because: string }
  | { readonly kind: 'void'; readonly at: number; readonly because: string }

/** A question as it was asked last, and what became of it. */
export interface EndedQuestion {
  readonly subject: Subject
  readonly ending: Ending
  /** Whether the same step was asked about again since. */
  readonly isAskedAgain: boolean
}

/** The last asking of a question: a release that was aborted and opened again counts its questions from one. */
export function findEndedQuestion(events: readonly ReleaseEvent[], prompt: PromptKey): EndedQuestion | null {
  const at = events.findLastIndex((event) => event.type === 'PromptOpened' && event.prompt === prompt)
  const opened = events[at]
  if (opened?.type !== 'PromptOpened') return null

  const { subject } = opened
  const later = events.slice(at + 1)
  const isAskedAgain = later.some(
    (event) => event.type === 'PromptOpened' && event.subject.step === subject.step,
  )
  return { subject, ending: findEnding(filterByPrompt(later, prompt)), isAskedAgain }
}

type About = EventOf<'PromptClosed' | 'ApprovalGiven' | 'ApprovalVoided' | 'NoGoGiven'>

function filterByPrompt(events: readonly ReleaseEvent[], prompt: PromptKey): About[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'PromptClosed':
      case 'ApprovalGiven':
      case 'ApprovalVoided':
      case 'NoGoGiven':
        return event.prompt === prompt ? [event] : []
      default:
        return []
    }
  })
}

/** A question that was answered is closed with its approvals standing; one that is void has lost them first. */
function findEnding(events: readonly About[]): Ending {
  const closed = events.find((event) => event.type === 'PromptClosed')
  if (!closed) return { kind: 'open' }

  const noGo = events.find((event) => event.type === 'NoGoGiven')
  if (noGo) return { kind: 'no-go', by: noGo.by, at: noGo.at, because: noGo.because }
  const by = listStandingGoes(events)
  return by.length > 0
    ? { kind: 'go', by }
    : { kind: 'void', at: closed.at, because: describeBecause(closed.because) }
}

function listStandingGoes(events: readonly About[]): Go[] {
  const goes = new Map<number, Go>()
  for (const event of events) {
    if (event.type === 'ApprovalGiven') goes.set(event.person.id, { person: event.person, at: event.at })
    if (event.type === 'ApprovalVoided') goes.delete(event.person.id)
  }
  return [...goes.values()]
}

/** What followed from enough people's go. */
export function describeConsequence({ step }: Subject): string {
  switch (step) {
    case 'cut':
      return 'Next: create the release branch.'
    case 'tag':
      return 'Next: create and sign the tag.'
    case 'publish':
      return 'Next: publish it.'
    case 'deploy':
      return 'Next: continue the rollout.'
  }
}

/** What is another now than when it was asked, in sentences with code in backquotes. */
export function listChangesSince(subject: Subject, release: OpenedRelease): string[] {
  const plan = getPlan(release)?.digest ?? subject.plan
  const asked = subject.step === 'cut' ? null : subject.commit
  const head = getHead(release) ?? asked
  return [
    ...(plan === subject.plan
      ? []
      : [`The plan was \`${shortenDigest(subject.plan)}\` and is \`${shortenDigest(plan)}\` now.`]),
    ...(asked === null || head === null || head === asked
      ? []
      : [`The commit was \`${shortenSha(asked)}\` and is \`${shortenSha(head)}\` now.`]),
    ...(subject.step === 'publish' && getNotesDigest(release) !== subject.notes
      ? ['The notes have changed.']
      : []),
  ]
}
