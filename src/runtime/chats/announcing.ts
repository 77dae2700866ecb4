import { type Announcement, advanceOf, announcementOf } from '../../messages/announcing/announcement.ts'
import { discordAnnouncement } from '../../messages/discord/announcement.ts'
import { slackAnnouncement } from '../../messages/slack/announcement.ts'
import { type EffectOf, remoteOf } from '../effects/performing.ts'
import { nameOfChannel } from '../record.ts'
import { type Kept, keepStanding } from './keeping.ts'
import { type ChatScene, markOf } from './scene.ts'

/** Seconds by which clocks may differ. */
const SKEW = 300

/**
 * An announcement as it is to be read now (§4.1, §5.2, Manual Rollback): one message, which is changed where something
 * changed, and never a second one. What was not announced ahead is not announced ahead afterwards.
 */
export async function announce(scene: ChatScene, { what }: EffectOf<'announce'>): Promise<readonly Kept[]> {
  const { world, release, events, hub } = scene
  const house = await world.git.house({ at: await remoteOf(scene), pin: release.ledger.about.policy })
  const announcing = { release, events, webUrl: hub.webUrl, house }
  const announcement = what === 'advance' ? advanceOf(announcing) : announcementOf(announcing)
  if (!announcement) return []

  const isOver = what === 'advance' && release.status !== 'open'
  const kept = await stand(scene, { what, announcement, missing: isOver ? 'leave' : 'post' })
  return kept ? [kept] : []
}

interface ToStand {
  readonly what: 'advance' | 'release'
  readonly announcement: Announcement
  readonly missing: 'leave' | 'post'
}

async function stand(scene: ChatScene, { what, announcement, missing }: ToStand): Promise<Kept | null> {
  const { world, channel, id, events, triedBefore } = scene
  const { slack, discord } = world.chats
  const mark = markOf.announcement(id, what)
  const of = {
    place: nameOfChannel(channel),
    thread: null,
    mark,
    since: (events[0]?.at ?? 0) - SKEW,
    missing,
    triedBefore,
  }
  if (channel.medium === 'slack') {
    if (!slack) return null
    const message = slackAnnouncement(announcement)
    return keepStanding(world, { ...of, chat: slack, channel: await slack.channel(channel.name), message })
  }
  if (!discord) return null
  const message = discordAnnouncement(announcement, mark)
  const place = await discord.channel(channel.name)
  const kept = await keepStanding(world, { ...of, chat: discord, channel: place, message })
  // Also of one that was found: nobody knows whether it was sent on. A second time changes nothing.
  if (kept.posted && kept.isNew) await discord.publish(kept.posted)
  return kept
}
