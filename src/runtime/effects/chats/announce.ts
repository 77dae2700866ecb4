import {
  type Announcement,
  renderAdvanceAnnouncement,
  renderAnnouncement,
} from '../../../messages/announcements/announcement.ts'
import { renderDiscordAnnouncement } from '../../../messages/discord/announcement.ts'
import { renderSlackAnnouncement } from '../../../messages/slack/announcement.ts'
import type { Medium } from '../../../release/audience.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import { createRemote } from '../../github-state/effect-context.ts'
import { formatChannel } from '../../record/execute-command.ts'
import { type ChatContext, markOf } from './chat-context.ts'
import { type MessageToUpsert, type UpsertedMessage, upsertMessage } from './upsert-message.ts'

/** Seconds by which clocks may differ. */
const SKEW = 300

/**
 * An announcement as it is to be read now (§4.1, §5.2, Manual Rollback): one message, which is changed where something
 * changed, and never a second one. What was not announced ahead is not announced ahead afterwards.
 */
export async function announceInChannel(
  context: ChatContext,
  { what }: EffectOf<'announce'>,
): Promise<readonly UpsertedMessage[]> {
  const { deps, release, events, repo } = context
  const templateSet = await deps.git.readTemplates({
    at: await createRemote(context),
    pin: release.ledger.about.policy,
  })
  const announcing = { release, events, webUrl: repo.webUrl, templates: templateSet }
  const announcement =
    what === 'advance' ? renderAdvanceAnnouncement(announcing) : renderAnnouncement(announcing)
  if (!announcement) return []

  const isOver = what === 'advance' && release.status !== 'open'
  const kept = await upsertAnnouncement(context, { what, announcement, missing: isOver ? 'leave' : 'post' })
  return kept ? [kept] : []
}

interface AnnouncementToUpsert {
  readonly what: 'advance' | 'release'
  readonly announcement: Announcement
  readonly missing: 'leave' | 'post'
}

/** What is the same of an announcement in every medium. */
type Same = Omit<MessageToUpsert<never>, 'chat' | 'channel' | 'message'>

async function upsertAnnouncement(
  context: ChatContext,
  { what, announcement, missing }: AnnouncementToUpsert,
): Promise<UpsertedMessage | null> {
  const { channel, id, events, triedBefore } = context
  const same: Same = {
    place: formatChannel(channel),
    thread: null,
    mark: markOf.announcement(id, what),
    since: (events[0]?.at ?? 0) - SKEW,
    missing,
    triedBefore,
  }
  return ANNOUNCERS[channel.medium](context, announcement, same)
}

type Announce = (
  context: ChatContext,
  announcement: Announcement,
  same: Same,
) => Promise<UpsertedMessage | null>

/** How each medium shows an announcement: no message of one can go to the adapter of another. */
const ANNOUNCERS: Readonly<Record<Medium, Announce>> = { slack: announceInSlack, discord: announceInDiscord }

async function announceInSlack({ deps, channel }: ChatContext, announcement: Announcement, same: Same) {
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

async function announceInDiscord({ deps, channel }: ChatContext, announcement: Announcement, same: Same) {
  const { discord } = deps.chats
  if (!discord) return null
  const message = renderDiscordAnnouncement(announcement, same.mark)
  const place = await discord.resolveChannel(channel.name)
  const kept = await upsertMessage(deps, { ...same, chat: discord, channel: place, message })
  // Also of one that was found: nobody knows whether it was sent on. A second time changes nothing.
  if (kept.posted && kept.isNew) await discord.publish(kept.posted)
  return kept
}
