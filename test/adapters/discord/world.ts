import { openSandboxDiscord, type SandboxDiscord } from '../../../sandbox/discord/open.ts'
import { openDiscord as openAdapter } from '../../../src/adapters/discord/open.ts'
import type { BotIdentity } from '../../../src/adapters/discord/options.ts'
import type { DiscordMessage } from '../../../src/messages/discord/embed.ts'
import { addMarkToUrl } from '../../../src/messages/discord/mark.ts'
import type { Discord as Port } from '../../../src/runtime/ports/discord.ts'

export const MARK = '77:v2.0.1 release'

/** A Discord on this machine, us in it, and a time that a test moves. */
export interface DiscordWorld {
  readonly discord: SandboxDiscord
  /** Us, as the bot. */
  readonly captain: Port
  readonly as: (identity: BotIdentity) => Promise<Port>
  /** Us, as a webhook of a channel. */
  readonly webhook: (channel: string) => Promise<Port>
  /** Seconds since 1970. */
  readonly now: () => number
  readonly passes: (seconds: number) => void
  readonly close: () => Promise<void>
}

export async function openDiscordWorld(): Promise<DiscordWorld> {
  let at = 1_772_000_000
  const now = () => at
  const discord = await openSandboxDiscord({ now: () => at * 1000 })
  const as = (identity: BotIdentity) => openAdapter({ as: identity, apiUrl: discord.url, now })
  return {
    discord,
    as,
    captain: await as({ kind: 'bot', token: discord.bot.token }),
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
