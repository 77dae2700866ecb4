import type { DiscordAnswer } from '../../messages/discord/answer.ts'
import type { DiscordMessage } from '../../messages/discord/embed.ts'
import type { Chat, Posted } from './chat.ts'
import type { DiscordReplyTo } from './discord-command.ts'

/** What the runtime needs of Discord. */
export interface Discord extends Chat<DiscordMessage> {
  readonly medium: 'discord'
  /** Sends a message on to the channels that follow this one, where it is an announcement channel; nothing elsewhere. */
  publish(at: Posted): Promise<void>
  /**
   * Answers somebody who said a command, alone; the same answer again replaces it. False where Discord takes no answer any
   * more: it is too late, or it was never told that one follows.
   */
  reply(to: DiscordReplyTo, message: DiscordAnswer): Promise<boolean>
}
