import type { Pointed } from '../wire/wire.ts'
import { createChatQueries } from './chat-queries.ts'
import { APPROVER, type ReleasePlace, type TourContext } from './tour-context.ts'

/** By which the page knows a message of Slack's or Discord's when it is to be marked. */
function createMessageMark(id: string): string {
  return `said-${id}`
}

/** Where the thread of the release is; null where there is no Slack, or nothing of it in there. */
export function findThread({ guide, version }: TourContext): Pointed['chat'] {
  const queries = guide.chats && createChatQueries(guide.chats)
  const card = queries?.card(version)
  return queries && card ? { channel: queries.team, thread: card.id } : null
}

/** Where the team follows the release without being told twice. */
export async function showThread(playing: TourContext, { pull }: ReleasePlace): Promise<void> {
  const { guide, version } = playing
  if (!guide.chats) return
  const queries = createChatQueries(guide.chats)
  await guide.tells({
    section: 'Slack',
    title: 'One message for each release',
    says: `The team follows the release in Slack: #${queries.team} has one message for ${version}, kept up to date, and everything that happens is in its thread.`,
    view: `/issues/${pull.number}`,
    mark: createMessageMark(queries.card(version)?.id ?? ''),
    chat: findThread(playing),
  })
}

/** The question in the thread with its buttons, once it is asked; undefined where the go is to be said on GitHub. */
export async function clickGo(playing: TourContext, { tracking }: ReleasePlace): Promise<boolean> {
  const { guide, version } = playing
  if (!guide.chats) return false
  const { slack } = guide.chats
  const queries = createChatQueries(guide.chats)
  const question = await guide.hopes({
    what: 'the App to ask in Slack',
    seen: () => queries.question(version),
    seconds: 60,
  })
  const button = question?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))[0]
  if (!question || !button) return false
  const at = {
    view: `/issues/${tracking.number}`,
    mark: createMessageMark(question.id),
    chat: findThread(playing),
  }
  await guide.points(at)
  await slack.press(APPROVER, question, button.action_id)
  await guide.hopes({
    what: 'the card to say who decided',
    seen: () => (queries.question(version)?.id === question.id ? undefined : true),
    seconds: 20,
  })
  await guide.points(at)
  return true
}

/** §5.2: the community reads it where it is. */
export async function isAnnounced({ guide, version }: TourContext): Promise<void> {
  if (!guide.chats) return
  const queries = createChatQueries(guide.chats)
  const announcement = await guide.hopes({
    what: 'the announcement in Discord',
    seen: () => queries.announcement(version),
    seconds: 20,
  })
  await guide.tells({
    section: '§5.2',
    title: 'The announcement',
    says: `In Discord the message of ${version} is published to the followers of the channel. A correction or a rollback edits it and never posts another. That was a whole release: a label, two comments, a few ticks and one button. Now try it yourself: answer no-go in Slack, break a test, drop a pick.`,
    view: `/releases/${version}`,
    mark: announcement ? createMessageMark(announcement.id) : null,
    chat: 'discord',
  })
}
