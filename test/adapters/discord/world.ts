import { openSandboxDiscord, type SandboxDiscord } from '../../../sandbox/discord/open.ts'
import { openDiscord as openAdapter } from '../../../src/adapters/discord/open.ts'
import type { BotIdentity, DiscordAdapter, ListeningOptions } from '../../../src/adapters/discord/options.ts'
import type { DiscordMessage } from '../../../src/messages/discord/embed.ts'
import { addMarkToUrl } from '../../../src/messages/discord/mark.ts'

export const MARK = '77:v2.0.1 release'

/** A Discord on this machine, us in it, and a time that a test moves. */
export interface DiscordWorld {
  readonly discord: SandboxDiscord
  /** Us, as the bot. */
  readonly captain: DiscordAdapter
  readonly as: (identity: BotIdentity) => Promise<DiscordAdapter>
  /** Us, as the bot that listens to commands; who is not taken reads why. */
  readonly listens: (record: Pick<ListeningOptions, 'onCommand' | 'onOutcome'>) => Promise<DiscordAdapter>
  /** Us, as a webhook of a channel. */
  readonly webhook: (channel: string) => Promise<DiscordAdapter>
  /** Seconds since 1970. */
  readonly now: () => number
  readonly passes: (seconds: number) => void
  readonly close: () => Promise<void>
}

export async function openDiscordWorld(): Promise<DiscordWorld> {
  let at = 1_772_000_000
  const now = () => at
  const discord = await openSandboxDiscord({ now: () => at * 1000 })
  const as = (identity: BotIdentity) =>
    openAdapter({ as: identity, apiUrl: discord.url, now, listening: null })
  return {
    discord,
    as,
    captain: await as({ kind: 'bot', token: discord.bot.token }),
    listens: (record) => {
      const notTaken = (why: string) => ({ embeds: [{ description: why, color: 0 }] })
      const log = { info: () => undefined, warn: () => undefined }
      const listening = { ...record, notTaken, log }
      return openAdapter({
        as: { kind: 'bot', token: discord.bot.token },
        apiUrl: discord.url,
        now,
        listening,
      })
    },
    webhook: (channel) => {
      const [token = '', id = ''] = discord.channel(channel).webhook('Captain').split('/').toReversed()
      return as({ kind: 'webhook', id, token, channel })
    },
    now,
    passes: (seconds) => {
      at += seconds
    },
    close: discord.close,
  }
}

/** A message that says something, under a mark. */
export function saying(title: string, mark = MARK): DiscordMessage {
  return {
    embeds: [
      {
        title,
        url: addMarkToUrl('https://github.com/godel/godel', mark),
        description: 'It is out.',
        color: 0x1a7f37,
        fields: [],
        footer: { text: 'Release' },
        timestamp: '2026-02-25T06:13:46.000Z',
      },
    ],
  }
}

/** What stands in a channel. */
export function titlesIn(discord: SandboxDiscord, channel: string): string[] {
  return discord
    .channel(channel)
    .messages()
    .map(({ content, embeds }) => embeds[0]?.title ?? content)
}
