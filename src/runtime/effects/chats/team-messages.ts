import type { SlackMessage } from '../../../messages/slack/format/blocks.ts'
import { renderAnsweredQuestion, renderQuestionMessage } from '../../../messages/slack/question-message.ts'
import { renderReleaseMessage } from '../../../messages/slack/release-message.ts'
import { renderThreadReply } from '../../../messages/slack/thread-reply.ts'
import { findSuspect } from '../../../messages/test-failure.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { getOpenQuestion, getPlannedPick, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { PinnedPick } from '../../../release/lifecycle/words.ts'
import { ROLES } from '../../../release/policy/roles.ts'
import { findPost } from '../../../store/links/posts.ts'
import { findSlackUsers } from '../../identity/find-person.ts'
import { Unfit } from '../../ports/unfit.ts'
import { formatChannel } from '../../record/execute-command.ts'
import { linkStepChart } from '../rollout/step-chart.ts'
import { findQuestionAsked, formatButtonValue, markOf, type TeamContext } from './chat-context.ts'
import { type UpsertedMessage, upsertMessage } from './upsert-message.ts'

/** Seconds by which clocks may differ. */
const SKEW = 300

/** The one message of a release in a channel of the team's. */
export async function drawReleaseMessage(context: TeamContext): Promise<UpsertedMessage> {
  const { deps, repo, release, id } = context
  const message = renderReleaseMessage({ release, webUrl: repo.webUrl, now: deps.now() })
  return upsertTeamMessage(context, { mark: markOf.card(id), message, thread: null })
}

/** A question in the thread of its release, as long as it is asked with buttons; then what became of it. */
export async function drawQuestion(
  context: TeamContext,
  { prompt }: EffectOf<'draw-question'>,
): Promise<readonly UpsertedMessage[]> {
  const asking = findQuestionAsked(context, prompt)
  if (!asking) return []

  const mark = markOf.question(asking)
  const asked = { prompt, value: formatButtonValue(asking) }
  try {
    return await replyInThread(context, { mark, message: await renderQuestion(context, asked, true) })
  } catch (error) {
    // Slack refuses a message whose picture it can't fetch; the question is worth more than that.
    if (!(error instanceof Unfit)) throw error
    return replyInThread(context, { mark, message: await renderQuestion(context, asked, false) })
  }
}

async function renderQuestion(
  context: TeamContext,
  { prompt, value }: { readonly prompt: EffectOf<'draw-question'>['prompt']; readonly value: string },
  hasChart: boolean,
): Promise<SlackMessage> {
  const { deps, repo, release, events, slack, id } = context
  const { webUrl } = repo
  const question = getOpenQuestion(release, prompt)
  if (!question) return renderAnsweredQuestion({ release, events, prompt, webUrl })

  const { terms } = release.ledger.about
  const named = [...new Set(ROLES.flatMap((role) => terms.roles[role].users))]
  const workspace = await slack.fetchWorkspace()
  const people = await deps.store.transact((unit) =>
    findSlackUsers(unit, workspace, { githubIds: named, terms }),
  )
  return renderQuestionMessage({
    release,
    prompt,
    subject: question.subject,
    chart: hasChart ? linkStepChart(deps, { id, release, subject: question.subject }) : null,
    webUrl,
    value,
    people,
    now: deps.now(),
  })
}

/** What happened, in the thread of its release; said once, and not changed any more. */
export async function say(
  context: TeamContext,
  { event, key }: EffectOf<'say'>,
): Promise<readonly UpsertedMessage[]> {
  const { repo, release, deps, channel } = context
  const mark = markOf.news(key)
  const said = await deps.store.transact((unit) => findPost(unit, formatChannel(channel), mark))
  if (said) return []

  const message = renderThreadReply({
    event,
    release,
    webUrl: repo.webUrl,
    people: await findAuthors(context, event),
  })
  return message === null ? [] : replyInThread(context, { mark, message })
}

/** Whoever wrote a change that does not apply, or may have broken a test, has to look: they are told, where Slack knows them. */
async function findAuthors(
  { deps, release, slack }: TeamContext,
  event: ReleaseEvent,
): Promise<ReadonlyMap<number, string>> {
  const pick = findPickToLookAt(release, event)
  if (pick === null) return new Map()
  const githubIds = (pick.authors ?? []).map(({ id }) => id)
  const workspace = await slack.fetchWorkspace()
  const { terms } = release.ledger.about
  return deps.store.transact((unit) => findSlackUsers(unit, workspace, { githubIds, terms }))
}

function findPickToLookAt(release: OpenedRelease, event: ReleaseEvent): PinnedPick | null {
  if (event.type === 'TestFailed') return findSuspect(release, event)
  return event.type === 'PickConflicted' ? getPlannedPick(release, event.candidate) : null
}

/** The thread is that of the card, which comes first whatever is to be said. */
async function replyInThread(
  context: TeamContext,
  { mark, message }: { readonly mark: string; readonly message: SlackMessage },
): Promise<readonly UpsertedMessage[]> {
  const card = await upsertReleaseMessage(context)
  if (card.posted === null) return [card]
  return [card, await upsertTeamMessage(context, { mark, message, thread: card.posted.id })]
}

async function upsertReleaseMessage(context: TeamContext): Promise<UpsertedMessage> {
  const place = formatChannel(context.channel)
  const known = await context.deps.store.transact((unit) => findPost(unit, place, markOf.card(context.id)))
  if (!known) return drawReleaseMessage(context)
  const posted = { channel: known.channel, id: known.message }
  return { posted, isNew: false, write: async () => undefined }
}

function upsertTeamMessage(
  { deps, slack, channel, place, triedBefore, events }: TeamContext,
  { mark, message, thread }: Pick<MessageToUpsert, 'mark' | 'message' | 'thread'>,
): Promise<UpsertedMessage> {
  return upsertMessage(deps, {
    chat: slack,
    place: formatChannel(channel),
    channel: place,
    thread,
    mark,
    message,
    since: (events[0]?.at ?? 0) - SKEW,
    missing: 'post-again',
    triedBefore,
  })
}

interface MessageToUpsert {
  readonly mark: string
  readonly message: SlackMessage
  readonly thread: string | null
}
