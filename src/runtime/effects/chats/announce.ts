import {
  type Announcement,
  renderAdvanceAnnouncement,
  renderAnnouncement,
} from '../../../messages/announcements/announcement.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import { createRemote } from '../../github-state/effect-context.ts'
import { formatChannel } from '../../record/execute-command.ts'
import { type ChatContext, markOf } from './chat-context.ts'
import { type AnnouncedMessage, MEDIUM_HANDLERS } from './media.ts'
import type { UpsertedMessage } from './upsert-message.ts'

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

async function upsertAnnouncement(
  context: ChatContext,
  { what, announcement, missing }: AnnouncementToUpsert,
): Promise<UpsertedMessage | null> {
  const { channel, id, events, triedBefore } = context
  const same: AnnouncedMessage = {
    place: formatChannel(channel),
    thread: null,
    mark: markOf.announcement(id, what),
    since: (events[0]?.at ?? 0) - SKEW,
    missing,
    triedBefore,
  }
  return MEDIUM_HANDLERS[channel.medium].announce(context, announcement, same)
}
