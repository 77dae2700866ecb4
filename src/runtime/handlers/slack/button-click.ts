import { NO_REASON } from '../../../chatops/parsing/values.ts'
import { renderAnswerMessage } from '../../../messages/slack/answer.ts'
import type { SlackMessage } from '../../../messages/slack/format/blocks.ts'
import { renderUnlinkedMessage } from '../../../messages/slack/reason-form.ts'
import type { PersonCommand } from '../../../release/lifecycle/commands.ts'
import type { Asker } from '../../../release/lifecycle/who.ts'
import type { RefusalText } from '../../../release/refusal.ts'
import { findPostAt } from '../../../store/links/posts.ts'
import { fetchAsker } from '../../commands/asker.ts'
import { explainClosedQuestion, STALE_BUTTON } from '../../commands/closed-question.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { markOf, parseButtonValue, type QuestionAsked } from '../../effects/chats/chat-context.ts'
import { findPerson } from '../../identity/find-person.ts'
import type { SlackInteraction } from '../../ports/slack-interaction.ts'
import { executeCommand, loadRelease, parseRepositoryId } from '../../record/execute-command.ts'
import { refuseForgottenUser } from './forgotten-user.ts'
import type { InteractionResult } from './interaction-result.ts'

type ClickInput = Extract<SlackInteraction, { kind: 'press' }>

/**
 * A button of a question (design, laws 6 and 8): it counts for exactly what its card asked, and comes from who proved to be
 * somebody. What a button bears is looked up and never believed (threat A8).
 */
export async function handleButtonClick(
  deps: RuntimeDependencies,
  press: ClickInput,
): Promise<InteractionResult> {
  const { store, log } = deps
  const asking = parseButtonValue(press.value)
  const post = await store.transact((unit) => findPostAt(unit, press.channel, press.message))
  if (!asking || post?.mark !== markOf.question(asking)) {
    log.warn({ user: press.user }, 'An unknown button was clicked in Slack.')
    return async () => renderRefusal(press, STALE_BUTTON)
  }
  const loaded = await store.transact((unit) => loadRelease(unit, asking.release))
  if (loaded.release.status === 'unopened')
    throw new Error(`${asking.release} is asked about and was never opened`)

  const { terms } = loaded.release.ledger.about
  const repo = await deps.github.openRepository(parseRepositoryId(asking.release))
  const { workspace, user } = press
  const person = await findPerson(deps, { workspace, user, terms, repo })
  if (person.kind === 'unlinked') return async () => renderUnlinkedMessage()
  if (person.kind === 'renamed') return async () => renderRefusal(press, refuseForgottenUser(person.login))

  const asker = await fetchAsker({ repo, by: person.account }, terms)
  return async (unit) => {
    const now = await loadRelease(unit, asking.release)
    const changed = explainClosedQuestion(now, asking)
    if (changed) return renderRefusal(press, changed)
    const told = await executeCommand(unit, asking.release, toCommand(press, { asking, asker }))
    // The card shows what was accepted, to all.
    if (told.kind === 'accepted' && told.events.length > 0) return null
    return renderAnswerMessage({ answers: [{ said: SAID[press.press], outcome: told }] })
  }
}

const SAID = { go: 'Go', 'no-go': 'No-go', hold: 'Hold', 'roll-back': 'Roll back' } as const

type No = RefusalText

function renderRefusal({ press }: ClickInput, refusal: No): SlackMessage {
  return renderAnswerMessage({ answers: [{ said: SAID[press], outcome: { kind: 'refused', refusal } }] })
}

/** What a button means: the same command as the words on GitHub. */
export function toCommand(
  { press, because, at }: ClickInput,
  { asking, asker }: { readonly asking: QuestionAsked; readonly asker: Asker },
): PersonCommand {
  const said = { at, asker }
  const saw = asking.prompt
  switch (press) {
    case 'go':
      return { type: 'Go', ...said, saw }
    case 'no-go':
      return { type: 'NoGo', ...said, saw, because: because ?? NO_REASON }
    case 'hold':
      return { type: 'Hold', ...said, because: because ?? `${asker.person.login} clicked Hold in Slack` }
    case 'roll-back': {
      const why = because ?? `${asker.person.login} clicked Roll back in Slack`
      return { type: 'Rollback', ...said, to: null, because: why }
    }
  }
}
