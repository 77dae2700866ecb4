import type { SlackMessage } from '../../messages/slack/blocks.ts'
import { news } from '../../messages/slack/news.ts'
import { answeredCard, questionCard } from '../../messages/slack/question-card.ts'
import { releaseCard } from '../../messages/slack/release-card.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { getOpenQuestion, getPlan } from '../../release/lifecycle/view.ts'
import { ROLES } from '../../release/policy/roles.ts'
import { postOf } from '../../store/posts.ts'
import { slackUserOf } from '../linking/people.ts'
import { nameOfChannel } from '../record.ts'
import { type Kept, keepStanding } from './keeping.ts'
import { askingOf, buttonValue, markOf, type TeamScene } from './scene.ts'

/** Seconds by which clocks may differ. */
const SKEW = 300

/** The one message of a release in a channel of the team's. */
export async function drawCard(scene: TeamScene): Promise<Kept> {
  const { world, hub, release, id } = scene
  const message = releaseCard({ release, webUrl: hub.webUrl, now: world.now() })
  return keep(scene, { mark: markOf.card(id), message, thread: null })
}

/** A question in the thread of its release, as long as it is asked with buttons; then what became of it. */
export async function drawQuestion(
  scene: TeamScene,
  { prompt }: EffectOf<'draw-question'>,
): Promise<readonly Kept[]> {
  const asking = askingOf(scene, prompt)
  if (!asking) return []

  const message = await questionNow(scene, { prompt, value: buttonValue(asking) })
  return inThread(scene, { mark: markOf.question(asking), message })
}

async function questionNow(
  scene: TeamScene,
  { prompt, value }: { readonly prompt: EffectOf<'draw-question'>['prompt']; readonly value: string },
): Promise<SlackMessage> {
  const { world, hub, release, events, slack } = scene
  const { webUrl } = hub
  const question = getOpenQuestion(release, prompt)
  if (!question) return answeredCard({ release, events, prompt, webUrl })

  const { terms } = release.ledger.about
  const named = [...new Set(ROLES.flatMap((role) => terms.roles[role].users))]
  const workspace = await slack.workspace()
  const people = await world.store.transact((unit) =>
    slackUserOf(unit, workspace, { githubIds: named, terms }),
  )
  return questionCard({
    release,
    prompt,
    subject: question.subject,
    webUrl,
    value,
    people,
    now: world.now(),
  })
}

/** What happened, in the thread of its release; said once, and not changed any more. */
export async function say(scene: TeamScene, { event, key }: EffectOf<'say'>): Promise<readonly Kept[]> {
  const { hub, release, world, channel } = scene
  const mark = markOf.news(key)
  const said = await world.store.transact((unit) => postOf(unit, nameOfChannel(channel), mark))
  if (said) return []

  const message = news({ event, release, webUrl: hub.webUrl, people: await authorsIn(scene, event) })
  return message === null ? [] : inThread(scene, { mark, message })
}

/** Whoever wrote a change that does not apply has to look at it: they are told, where Slack knows them. */
async function authorsIn(
  { world, release, slack }: TeamScene,
  event: ReleaseEvent,
): Promise<ReadonlyMap<number, string>> {
  if (event.type !== 'PickConflicted') return new Map()
  const pick = getPlan(release)?.picks.find(({ candidate }) => candidate === event.candidate)
  const githubIds = (pick?.authors ?? []).map(({ id }) => id)
  const workspace = await slack.workspace()
  const { terms } = release.ledger.about
  return world.store.transact((unit) => slackUserOf(unit, workspace, { githubIds, terms }))
}

/** The thread is that of the card, which comes first whatever is to be said. */
async function inThread(
  scene: TeamScene,
  { mark, message }: { readonly mark: string; readonly message: SlackMessage },
): Promise<readonly Kept[]> {
  const card = await cardOf(scene)
  if (card.posted === null) return [card]
  return [card, await keep(scene, { mark, message, thread: card.posted.id })]
}

async function cardOf(scene: TeamScene): Promise<Kept> {
  const place = nameOfChannel(scene.channel)
  const known = await scene.world.store.transact((unit) => postOf(unit, place, markOf.card(scene.id)))
  if (!known) return drawCard(scene)
  const posted = { channel: known.channel, id: known.message }
  return { posted, isNew: false, write: async () => undefined }
}

function keep(
  { world, slack, channel, place, triedBefore, events }: TeamScene,
  { mark, message, thread }: Pick<Standing, 'mark' | 'message' | 'thread'>,
): Promise<Kept> {
  return keepStanding(world, {
    chat: slack,
    place: nameOfChannel(channel),
    channel: place,
    thread,
    mark,
    message,
    since: (events[0]?.at ?? 0) - SKEW,
    missing: 'post-again',
    triedBefore,
  })
}

interface Standing {
  readonly mark: string
  readonly message: SlackMessage
  readonly thread: string | null
}
