import { NO_REASON } from '../../../chatops/values.ts'
import { standing } from '../../../messages/release/standing.ts'
import { answerMessage } from '../../../messages/slack/answer.ts'
import type { SlackMessage } from '../../../messages/slack/blocks.ts'
import { unlinkedMessage } from '../../../messages/slack/reason.ts'
import type { PersonCommand } from '../../../release/lifecycle/commands.ts'
import { getOpenQuestion } from '../../../release/lifecycle/view.ts'
import type { Asker } from '../../../release/lifecycle/who.ts'
import { asSentence } from '../../../release/lifecycle/wording.ts'
import type { Refusal } from '../../../release/refusal.ts'
import { postAt } from '../../../store/posts.ts'
import { type Asking, askingOf, buttonValue, markOf, readValue } from '../../chats/scene.ts'
import { askerOf } from '../../commands/standing.ts'
import { personOf } from '../../linking/people.ts'
import type { SlackArrival } from '../../ports/slack-arrival.ts'
import { type Loaded, loadRelease, repositoryOf, tell } from '../../record.ts'
import type { World } from '../../world.ts'
import { forgotten } from './forgotten.ts'
import type { Obeyed } from './obeyed.ts'

type Press = Extract<SlackArrival, { kind: 'press' }>

/**
 * A button of a question (design, laws 6 and 8): it counts for exactly what its card asked, and comes from who proved to be
 * somebody. What a button bears is looked up and never believed (threat A8).
 */
export async function pressed(world: World, press: Press): Promise<Obeyed> {
  const { store, log } = world
  const asking = readValue(press.value)
  const post = await store.transact((unit) => postAt(unit, press.channel, press.message))
  if (!asking || post?.mark !== markOf.question(asking)) {
    log.warn({ user: press.user }, 'A button was pressed in Slack that we did not put there.')
    return async () => refusedTo(press, NOT_OURS)
  }
  const loaded = await store.transact((unit) => loadRelease(unit, asking.release))
  if (loaded.release.status === 'unopened')
    throw new Error(`${asking.release} is asked about and was never opened`)

  const { terms } = loaded.release.ledger.about
  const hub = await world.github.hub(repositoryOf(asking.release))
  const { workspace, user } = press
  const person = await personOf(world, { workspace, user, terms, hub })
  if (person.kind === 'unlinked') return async () => unlinkedMessage()
  if (person.kind === 'renamed') return async () => refusedTo(press, forgotten(person.login))

  const asker = await askerOf({ hub, by: person.account }, terms)
  return async (unit) => {
    const now = await loadRelease(unit, asking.release)
    const changed = whatChanged(now, asking)
    if (changed) return refusedTo(press, changed)
    const told = await tell(unit, asking.release, commandOf(press, { asking, asker }))
    // The card shows what was accepted, to all.
    if (told.kind === 'accepted' && told.events.length > 0) return null
    return answerMessage({ answers: [{ said: SAID[press.press], outcome: told }] })
  }
}

const SAID = { go: 'Go', 'no-go': 'No-go', hold: 'Hold' } as const

type No = Pick<Refusal, 'what' | 'next'>

function refusedTo({ press }: Press, refusal: No): SlackMessage {
  return answerMessage({ answers: [{ said: SAID[press], outcome: { kind: 'refused', refusal } }] })
}

const NOT_OURS = {
  what: 'That button is none of a question that is on record.',
  next: 'Look at the newest question in the thread of the release, or say it on its tracking issue.',
}

/** What a button means: the same command as the words on GitHub. */
export function commandOf(
  { press, because, at }: Press,
  { asking, asker }: { readonly asking: Asking; readonly asker: Asker },
): PersonCommand {
  const said = { at, asker }
  const saw = asking.prompt
  switch (press) {
    case 'go':
      return { type: 'Go', ...said, saw }
    case 'no-go':
      return { type: 'NoGo', ...said, saw, because: because ?? NO_REASON }
    case 'hold':
      return { type: 'Hold', ...said, because: because ?? `${asker.person.login} pressed Hold in Slack` }
  }
}

/** What was asked then and is not asked now, with the reason; null where it is asked still. */
function whatChanged({ id, release, events }: Loaded, asking: Asking): No | null {
  if (release.status === 'unopened') return NOT_OURS
  const question = getOpenQuestion(release)
  const current = question && askingOf({ id, events }, question.prompt)
  if (current && buttonValue(current) === buttonValue(asking)) return null

  const closed = events
    .slice(asking.event)
    .find((event) => event.type === 'PromptClosed' && event.prompt === asking.prompt)
  const because = closed?.type === 'PromptClosed' ? asSentence(closed.because) : 'The release has ended.'
  const { waits, next } = standing(release)
  return { what: `This question is closed: ${because} ${waits}`, next }
}
