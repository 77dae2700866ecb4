import type { DiscordMessage } from '../../messages/discord/embed.ts'
import type { Chat, Posted } from './chat.ts'

/** What the runtime needs of Discord. */
export interface Discord extends Chat<DiscordMessage> {
  readonly medium: 'discord'
  /** Sends a message on to the channels that follow this one, where it is an announcement channel; nothing elsewhere. */
  publish(at: Posted): Promise<void>
}
