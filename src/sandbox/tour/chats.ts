import type { Pointed } from '../page/wire.ts'
import { chatSightsOf } from './chat-sights.ts'
import { APPROVER, type Playing, type ReleasePlace } from './playing.ts'

/** By which the page knows a message of Slack's or Discord's when it is to be marked. */
export function markOf(id: string): string {
  return `said-${id}`
}

/** Where the thread of the release is; null where there is no Slack, or nothing of it in there. */
export function threadOf({ guide, version }: Playing): Pointed['chat'] {
  const sights = guide.chats && chatSightsOf(guide.chats)
  const card = sights?.card(version)
  return sights && card ? { channel: sights.team, thread: card.id } : null
}

/** Where the team follows the release without being told twice. */
export async function showThread(playing: Playing, { pull }: ReleasePlace): Promise<void> {
  const { guide, version } = playing
  if (!guide.chats) return
  const sights = chatSightsOf(guide.chats)
  await guide.tells({
    section: 'Slack',
    title: 'One message for each release',
    says: `Beside GitHub, the team reads along in Slack: #${sights.team} has one message for ${version}, kept current, and everything that happens stands in its thread.`,
    view: `/issues/${pull.number}`,
    mark: markOf(sights.card(version)?.id ?? ''),
    chat: threadOf(playing),
  })
}

/** The question in the thread with its buttons, once it is asked; undefined where the go is to be said on GitHub. */
export async function pressesGo(playing: Playing, { tracking }: ReleasePlace): Promise<boolean> {
  const { guide, version } = playing
  if (!guide.chats) return false
  const { slack } = guide.chats
  const sights = chatSightsOf(guide.chats)
  const question = await guide.hopes({
    what: 'the App to ask in Slack',
    seen: () => sights.question(version),
    seconds: 60,
  })
  const button = question?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))[0]
  if (!question || !button) return false
  const at = { view: `/issues/${tracking.number}`, mark: markOf(question.id), chat: threadOf(playing) }
  await guide.points(at)
  await slack.press(APPROVER, question, button.action_id)
  await guide.hopes({
    what: 'the card to say who decided',
    seen: () => (sights.question(version)?.id === question.id ? undefined : true),
    seconds: 20,
  })
  await guide.points(at)
  return true
}

/** §5.2: the community reads it where it is. */
export async function isAnnounced({ guide, version }: Playing): Promise<void> {
  if (!guide.chats) return
  const sights = chatSightsOf(guide.chats)
  const announcement = await guide.hopes({
    what: 'the announcement in Discord',
    seen: () => sights.announcement(version),
    seconds: 20,
  })
  await guide.tells({
    section: '§5.2',
    title: 'Announced where people read',
    says: `In Discord the message of ${version} is sent on to who follows the channel; a correction or a rollback would change it, and never post another. That was a whole release: a label, two comments, a few ticks and one button. Now try it yourself: say no-go in Slack, break a test, drop a pick.`,
    view: `/releases/${version}`,
    mark: announcement ? markOf(announcement.id) : null,
    chat: 'discord',
  })
}
