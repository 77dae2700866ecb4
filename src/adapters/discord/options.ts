import type { DiscordAnswer, NotTaken } from '../../messages/discord/answer.ts'
import type { ChatHealth } from '../../runtime/ports/chat.ts'
import type { Discord } from '../../runtime/ports/discord.ts'
import type { DiscordCommand } from '../../runtime/ports/discord-command.ts'

/** What the App needs to speak in Discord, or in the sandbox's. */
export interface DiscordAdapterOptions {
  readonly as: BotIdentity
  /** `https://discord.com/api`; no slash at its end. */
  readonly apiUrl: string
  /** Seconds since 1970. */
  readonly now: () => number
  /** What becomes of commands; null where nobody listens. A webhook hears none. */
  readonly listening: ListeningOptions | null
}

/** A bot, or a webhook that posts in one channel. Tokens stay in memory. */
export type BotIdentity =
  | { readonly kind: 'bot'; readonly token: string }
  | {
      readonly kind: 'webhook'
      readonly id: string
      readonly token: string
      /** The name or id by which the policy knows its channel. */
      readonly channel: string
    }

/** What becomes of commands in Discord. */
export interface ListeningOptions {
  /** Puts a command on record under Discord's id of it, which is the same in every replica. */
  readonly onCommand: (id: string, command: DiscordCommand) => Promise<Stored>
  /** What somebody is told whose command was not taken. */
  readonly notTaken: (why: NotTaken) => DiscordAnswer
  /** Told what became of each command, for the metrics. */
  readonly onOutcome: (outcome: CommandOutcome) => void
  readonly log: Log
}

/** As the store says it. */
type Stored = 'stored' | 'duplicate' | 'altered'

/** What became of a command: `duplicate` where another replica had it first. */
export const COMMAND_OUTCOMES = [
  'stored',
  'duplicate',
  'ignored',
  'not-recorded',
  'late',
  'too-many',
] as const
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number]

/** Lines for whoever runs the program. No secret gets into them. */
interface Log {
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
}
type LogFields = Readonly<Record<string, string | number>>

/** Discord, as the runtime uses it, and by which commands reach us. */
export interface DiscordAdapter extends Discord {
  /** Whether commands would reach us; null for a webhook, which hears none. Nothing is connected. */
  readonly checkCommands: (() => Promise<ChatHealth>) | null
  /** Whether the gateway is connected now. */
  isListening(): boolean
  /** Closes the connection of the gateway, and opens no new one. */
  close(): Promise<void>
}
