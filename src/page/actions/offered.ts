import type { ActionButton } from '../../messages/page/release/actions.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import { decide } from '../../release/lifecycle/decide/decide.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { listTickableLines } from '../../release/lifecycle/rules/ticking.ts'
import { getOpenQuestion, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { findQuestionAsked, formatButtonValue } from '../../runtime/effects/chats/chat-context.ts'

/** A button, with what it would ask of the core. */
interface Offer {
  readonly button: ActionButton
  readonly command: PersonCommand
}

/** What may be offered to somebody who looks at a release. */
interface OfferContext {
  readonly id: string
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly asker: Asker
  /** In seconds since 1970. */
  readonly at: number
}

/** Any reason: whether somebody may is asked before they wrote one. */
const SOME_REASON = 'a reason'

/** Lists the buttons for what the core would accept from this person now. What they may really do is asked again then. */
export function listOffers(context: OfferContext): ActionButton[] {
  const { release } = context
  return [...offerAnswers(context), ...offerCourse(context), ...offerRollout(context), ...offerTicks(context)]
    .filter(({ command }) => {
      const decision = decide(release, command)
      return decision.kind !== 'refused' && decision.events.length > 0
    })
    .map(({ button }) => button)
}

function offerAnswers({ id, release, events, asker, at }: OfferContext): Offer[] {
  const question = getOpenQuestion(release)
  const asked = question && findQuestionAsked({ id, events }, question.prompt)
  if (!question || !asked) return []
  const saw = question.prompt
  const value = formatButtonValue(asked)
  return [
    {
      button: { command: 'go', label: 'Go', reason: 'none', asked: value },
      command: { type: 'Go', at, asker, saw },
    },
    {
      button: { command: 'no-go', label: 'No-go', reason: 'must', asked: value },
      command: { type: 'NoGo', at, asker, saw, because: SOME_REASON },
    },
  ]
}

function offerCourse({ release, asker, at }: OfferContext): Offer[] {
  const { about, trouble } = release.ledger
  const said = { at, asker }
  const plan = getPlan(release)
  const offer = (button: Omit<ActionButton, 'asked'>, command: PersonCommand): Offer => ({
    button: { ...button, asked: null },
    command,
  })
  return [
    ...(plan === null
      ? []
      : [
          offer(
            {
              command: `cut ${about.version} --plan ${plan.digest.slice(0, 12)}`,
              label: 'Start the cut',
              reason: 'none',
            },
            { type: 'Cut', ...said, expects: plan.digest },
          ),
        ]),
    ...(trouble.kind === 'none'
      ? []
      : [
          offer(
            { command: `retry ${trouble.step}`, label: `Retry ${trouble.step}`, reason: 'none' },
            { type: 'Retry', ...said, what: trouble.step },
          ),
        ]),
    offer({ command: 'publish', label: 'Publish', reason: 'none' }, { type: 'Publish', ...said }),
    offer({ command: 'resume', label: 'Resume', reason: 'none' }, { type: 'Resume', ...said }),
    offer({ command: 'hold', label: 'Hold', reason: 'may' }, { type: 'Hold', ...said, because: SOME_REASON }),
    offer(
      { command: 'abort', label: 'Abort', reason: 'must' },
      { type: 'Abort', ...said, because: SOME_REASON },
    ),
  ]
}

function offerRollout({ asker, at }: OfferContext): Offer[] {
  const said = { at, asker }
  const because = SOME_REASON
  const offer = (button: Omit<ActionButton, 'asked'>, command: PersonCommand): Offer => ({
    button: { ...button, asked: null },
    command,
  })
  return [
    offer(
      { command: 'ack', label: 'I am on call and briefed', reason: 'none' },
      { type: 'AcknowledgeOnCall', ...said },
    ),
    offer(
      { command: 'deploy', label: 'Deploy this step again', reason: 'none' },
      { type: 'Deploy', ...said, environment: null },
    ),
    offer({ command: 'drill', label: 'Test the rollback', reason: 'none' }, { type: 'Drill', ...said }),
    offer(
      { command: 'skip-soak', label: 'Skip the soak', reason: 'must' },
      { type: 'SkipSoak', ...said, because },
    ),
    offer(
      { command: 'continue', label: 'Keep the release', reason: 'must' },
      { type: 'Continue', ...said, because },
    ),
    offer(
      { command: 'rollback', label: 'Roll back', reason: 'must' },
      { type: 'Rollback', ...said, because, to: null },
    ),
    offer({ command: 'close', label: 'Close the release', reason: 'none' }, { type: 'Close', ...said }),
  ]
}

function offerTicks({ release, asker, at }: OfferContext): Offer[] {
  if (release.status === 'aborted') return []
  return listTickableLines(release).map(({ item }) => ({
    button: { command: `check ${item.id}`, label: `Tick: ${item.text}`, reason: 'none', asked: null },
    command: { type: 'Check', at, asker, item: item.id, as: 'done', evidence: null },
  }))
}
