import { type Channel, isSecurityChannel, type SecurityChannel } from '../../audience.ts'
import {
  createEffectKey,
  type Effect,
  type EffectKind,
  type EffectOf,
  type EmbargoEffect,
} from '../effects.ts'
import { isNews, redrawsQuestion } from '../event-traits.ts'
import type { ReleaseEvent } from '../events.ts'
import { isAnnouncement, listChannels } from '../rules/channels.ts'
import type { Release } from '../state.ts'
import type { EmbargoedRelease } from '../view.ts'
import { isSecurityRelease } from '../view.ts'

type OpenedRelease = Exclude<Release, { status: 'unopened' }>

/**
 * What people hear of an event in chats. The team has one card for each release, with the questions and the news in its
 * thread; everybody else hears of what is to come and of what came.
 */
export function reactInChats(release: OpenedRelease, event: ReleaseEvent): Effect[] {
  return listChannels(release).flatMap((channel) =>
    isAnnouncement(channel)
      ? announceRelease(release, event, channel)
      : showInThread(release, event, channel),
  )
}

/** The same of an embargoed release: the security team alone hears of it, and there is nothing to announce. */
export function reactInSecurityChannels(release: EmbargoedRelease, event: ReleaseEvent): SecurityEffect[] {
  return listChannels(release)
    .filter((channel) => isSecurityChannel(channel))
    .filter((channel) => !isAnnouncement(channel))
    .flatMap((channel) => showInThread(release, event, channel))
}

type SecurityEffect = Extract<EmbargoEffect, { channel: SecurityChannel }>
type ThreadEffect<C extends Channel> = EffectOf<'draw-card' | 'draw-question' | 'say'> & {
  readonly channel: C
}

function showInThread<C extends Channel>(
  release: OpenedRelease,
  event: ReleaseEvent,
  channel: C,
): ThreadEffect<C>[] {
  return [
    ...drawReleaseMessage(release, channel),
    ...askInChat(release, event, channel),
    ...postThreadReply(release, event, channel),
  ]
}

function drawReleaseMessage<C extends Channel>(release: OpenedRelease, channel: C): ThreadEffect<C>[] {
  return [{ kind: 'draw-card', channel, key: createKey(release, channel, 'draw-card') }]
}

/** A question is drawn when it is asked, when it is closed, and when what it shows is another. */
function askInChat<C extends Channel>(
  release: OpenedRelease,
  event: ReleaseEvent,
  channel: C,
): ThreadEffect<C>[] {
  const kind = 'draw-question'
  const key = createKey(release, channel, kind)
  if (event.type === 'PromptOpened' || event.type === 'PromptClosed')
    return [{ kind, channel, prompt: event.prompt, key }]
  if (!redrawsQuestion(event) || release.status !== 'open') return []

  const { place } = release
  if (!('question' in place) || place.question.kind !== 'open') return []
  return [{ kind, channel, prompt: place.question.prompt, key }]
}

function postThreadReply<C extends Channel>(
  release: OpenedRelease,
  event: ReleaseEvent,
  channel: C,
): ThreadEffect<C>[] {
  if (!isNews(event)) return []
  return [{ kind: 'say', channel, event, key: createKey(release, channel, 'say') }]
}

/** §4.1, §5.2, Manual Rollback. Each announcement is one message, which shows what is true now. */
function announceRelease(release: OpenedRelease, event: ReleaseEvent, channel: Channel): Effect[] {
  const ofRelease = announce(release, channel, 'release')
  const ahead = isAnnouncedAhead(release, channel) ? announce(release, channel, 'advance') : []
  switch (event.type) {
    case 'GateOpened':
      return event.gate === 'artifacts' ? ahead : []
    case 'Aborted':
      return ahead
    case 'Published':
      return [...ahead, ...ofRelease]
    case 'NotesEdited':
    case 'RolledBack':
      return release.status === 'published' ? ofRelease : []
    default:
      return []
  }
}

/** A prerelease is announced to no one ahead, and a security release only to those whom the policy names for it. */
function isAnnouncedAhead(release: OpenedRelease, { audience }: Channel): boolean {
  const { terms, kind } = release.ledger.about
  const audiences = isSecurityRelease(release) ? terms.securityAdvanceTo : terms.advanceTo
  return kind !== 'prerelease' && audiences.includes(audience)
}

function announce(release: OpenedRelease, channel: Channel, what: 'advance' | 'release'): Effect[] {
  return [{ kind: 'announce', channel, what, key: createKey(release, channel, 'announce', what) }]
}

function createKey(
  { ledger }: OpenedRelease,
  { medium, name }: Channel,
  ...of: readonly [EffectKind, ...string[]]
): string {
  return createEffectKey(ledger.about, ledger.events, ...of, medium, name)
}
