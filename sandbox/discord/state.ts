import type { EmbedBody } from './body.ts'

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

export interface Guild {
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
export interface Nonce {
  readonly author: string
  readonly nonce: string
  readonly message: Message
  readonly channel: DiscordChannelState
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
