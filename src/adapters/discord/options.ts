/** What the App needs to speak in Discord, or in the sandbox's. */
export interface DiscordAdapterOptions {
  readonly as: BotIdentity
  /** `https://discord.com/api`; no slash at its end. */
  readonly apiUrl: string
  /** Seconds since 1970. */
  readonly now: () => number
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
