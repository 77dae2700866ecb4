import type { WebSocket } from 'ws'
import type { EmbedBody } from './body.ts'
import type { CommandBody } from './command-body.ts'

/** https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
export const CHANNEL_TYPE = { text: 0, announcement: 5 } as const

/** https://discord.com/developers/docs/topics/permissions */
export const DISCORD_PERMISSIONS = {
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Embed Links': 1n << 14n,
  'Read Message History': 1n << 16n,
} as const
export type DiscordPermission = keyof typeof DISCORD_PERMISSIONS

export interface User {
  readonly id: string
  readonly username: string
  readonly bot: boolean
}

interface Guild {
  readonly id: string
  readonly name: string
  /** Whether the bot is in it. */
  hasBot: boolean
}

export interface DiscordChannelState {
  readonly id: string
  readonly guild: Guild
  readonly name: string
  readonly type: 0 | 5
  /** Channels of others to which what is published here is sent on. */
  readonly followers: DiscordChannelState[]
  /** What the bot may not do here. */
  readonly denied: Set<DiscordPermission>
  readonly messages: Message[]
}

export interface Message {
  readonly id: string
  readonly author: User
  /** The webhook that posted it. */
  readonly webhook: string | null
  /** Milliseconds since 1970. */
  readonly at: number
  editedAt: number | null
  content: string
  embeds: readonly EmbedBody[]
  /** Sent on to the followers of its channel. */
  crossposted: boolean
  readonly replyTo: string | null
  /** In the channels of followers: the message that came from elsewhere. */
  readonly copyOf: Message | null
}

export interface Webhook {
  readonly id: string
  readonly token: string
  readonly name: string
  readonly channel: DiscordChannelState
}

/** A message that was posted with a nonce. */
interface Nonce {
  readonly author: string
  readonly nonce: string
  readonly message: Message
  readonly channel: DiscordChannelState
}

/** A command that was registered. */
export interface RegisteredCommand extends CommandBody {
  readonly id: string
}

/** Someone said a command. `failed`: no application said a first word in time. */
export interface DiscordInteraction {
  readonly id: string
  readonly token: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly user: User
  readonly channel: DiscordChannelState
  readonly typed: string
  state: 'waiting' | 'promised' | 'answered' | 'failed'
  /** Whether the answer is shown to them alone. */
  isPrivate: boolean
  content: string
  embeds: readonly EmbedBody[]
  readonly heard: PromiseWithResolvers<'answered' | 'promised' | 'silent'>
}

/** A connection of the bot's to the gateway; it may come back after it was lost. */
export interface GatewaySession {
  readonly id: string
  socket: WebSocket | null
  sequence: number
  readonly events: { readonly op: number; readonly t: string; readonly s: number; readonly d: unknown }[]
}

export interface DiscordState {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly bot: User
  token: string
  readonly guilds: Guild[]
  readonly channels: DiscordChannelState[]
  readonly webhooks: Webhook[]
  readonly nonces: Nonce[]
  /** People who said something, by their names. */
  readonly people: Map<string, User>
  readonly commands: RegisteredCommand[]
  readonly interactions: DiscordInteraction[]
  readonly sessions: GatewaySession[]
  /** How many sessions the bot may still begin today. */
  readonly connections: { readonly total: number; left: number }
  /** `ws://127.0.0.1:4400/gateway` */
  gatewayUrl: string
  /** Where the application has commands posted to instead of the gateway. */
  endpointUrl: string | null
  readonly newId: () => string
  readonly changed: () => void
}

/** The epoch of Discord's ids: https://discord.com/developers/docs/reference#snowflakes */
const EPOCH = 1_420_070_400_000

/** Makes ids that grow with time and never come twice. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n
  return () => {
    const next = BigInt(Math.floor(now()) - EPOCH) << 22n
    last = next > last ? next : last + 1n
    return String(last)
  }
}
