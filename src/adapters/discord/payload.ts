import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js'
import { z } from 'zod'
import type { DiscordMessage } from '../../messages/discord/embed.ts'
import type { Posted } from '../../runtime/ports/chat.ts'

/** What Discord says of a message that was posted. */
export const POSTED = z.object({ id: z.string(), channel_id: z.string() })

export function toPosted({ id, channel_id }: z.output<typeof POSTED>): Posted {
  return { channel: channel_id, id }
}

/**
 * A message as Discord takes it. Whatever is in it mentions nobody (threat F2). No flag keeps embeds from being shown: the
 * message is one, and there is no content in which an address could become another.
 */
export function createPayload({ embeds }: DiscordMessage): RESTPostAPIChannelMessageJSONBody {
  return {
    embeds: embeds.map((embed) => ({ ...embed, fields: [...embed.fields] })),
    allowed_mentions: { parse: [] },
  }
}
