import { type Announcement, advanceOf, announcementOf } from '../../messages/announcing/announcement.ts'
import { discordAnnouncement } from '../../messages/discord/announcement.ts'
import { slackAnnouncement } from '../../messages/slack/announcement.ts'
import type { Medium } from '../../release/audience.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import { remoteOf } from '../effects/performing.ts'
import { nameOfChannel } from '../record.ts'
import { type Kept, keepStanding, type Standing } from './keeping.ts'
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

/** What is the same of an announcement in every medium. */
type Same = Omit<Standing<never>, 'chat' | 'channel' | 'message'>

async function stand(scene: ChatScene, { what, announcement, missing }: ToStand): Promise<Kept | null> {
  const { channel, id, events, triedBefore } = scene
  const same: Same = {
    place: nameOfChannel(channel),
    thread: null,
    mark: markOf.announcement(id, what),
    since: (events[0]?.at ?? 0) - SKEW,
    missing,
    triedBefore,
  }
  return ANNOUNCERS[channel.medium](scene, announcement, same)
}

type Announce = (scene: ChatScene, announcement: Announcement, same: Same) => Promise<Kept | null>

/** How each medium shows an announcement: no message of one can go to the adapter of another. */
const ANNOUNCERS: Readonly<Record<Medium, Announce>> = { slack: announceInSlack, discord: announceInDiscord }

async function announceInSlack({ world, channel }: ChatScene, announcement: Announcement, same: Same) {
  const { slack } = world.chats
  if (!slack) return null
  const message = slackAnnouncement(announcement)
  return keepStanding(world, { ...same, chat: slack, channel: await slack.channel(channel.name), message })
}

async function announceInDiscord({ world, channel }: ChatScene, announcement: Announcement, same: Same) {
  const { discord } = world.chats
  if (!discord) return null
  const message = discordAnnouncement(announcement, same.mark)
  const place = await discord.channel(channel.name)
  const kept = await keepStanding(world, { ...same, chat: discord, channel: place, message })
  // Also of one that was found: nobody knows whether it was sent on. A second time changes nothing.
  if (kept.posted && kept.isNew) await discord.publish(kept.posted)
  return kept
}
