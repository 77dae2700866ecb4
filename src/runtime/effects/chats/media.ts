import type { Announcement } from '../../../messages/announcements/announcement.ts'
import { renderDiscordAnnouncement } from '../../../messages/discord/announcement.ts'
import { renderSlackAnnouncement } from '../../../messages/slack/announcement.ts'
import type { Medium } from '../../../release/audience.ts'
import type { ChatContext, TeamContext } from './chat-context.ts'
import { type MessageToUpsert, type UpsertedMessage, upsertMessage } from './upsert-message.ts'

/** What is the same of an announcement in every medium. */
export type AnnouncedMessage = Omit<MessageToUpsert<never>, 'chat' | 'channel' | 'message'>

interface MediumHandler {
  readonly announce: (
    context: ChatContext,
    announcement: Announcement,
    message: AnnouncedMessage,
  ) => Promise<UpsertedMessage | null>
  /** Where a release has a message of its own, with its questions and news: null for a medium without threads. */
  readonly openTeam: ((context: ChatContext) => Promise<TeamContext | null>) | null
}

/** How each medium shows a release: no message of one can go to the adapter of another. */
export const MEDIUM_HANDLERS: Readonly<Record<Medium, MediumHandler>> = {
  slack: { announce: announceInSlack, openTeam: openSlackTeam },
  discord: { announce: announceInDiscord, openTeam: null },
}

async function announceInSlack(
  { deps, channel }: ChatContext,
  announcement: Announcement,
  same: AnnouncedMessage,
) {
  const { slack } = deps.chats
  if (!slack) return null
  const message = renderSlackAnnouncement(announcement)
  return upsertMessage(deps, {
    ...same,
    chat: slack,
    channel: await slack.resolveChannel(channel.name),
    message,
  })
}

async function openSlackTeam(context: ChatContext): Promise<TeamContext | null> {
  const { slack } = context.deps.chats
  return slack && { ...context, slack, place: await slack.resolveChannel(context.channel.name) }
}

async function announceInDiscord(
  { deps, channel }: ChatContext,
  announcement: Announcement,
  same: AnnouncedMessage,
) {
  const { discord } = deps.chats
  if (!discord) return null
  const message = renderDiscordAnnouncement(announcement, same.mark)
  const place = await discord.resolveChannel(channel.name)
  const kept = await upsertMessage(deps, { ...same, chat: discord, channel: place, message })
  // Also of one that was found: nobody knows whether it was sent on. A second time changes nothing.
  if (kept.posted && kept.isNew) await discord.publish(kept.posted)
  return kept
}
