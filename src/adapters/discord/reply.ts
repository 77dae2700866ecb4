import { RESTJSONErrorCodes, type RESTPatchAPIWebhookWithTokenMessageJSONBody, Routes } from 'discord.js'
import { z } from 'zod'
import type { DiscordAnswer } from '../../messages/discord/answer.ts'
import type { Discord } from '../../runtime/ports/discord.ts'
import type { AskDiscord } from './calls.ts'
import { hasCode } from './errors.ts'

/** Discord's codes for a command that it does not wait for: the token is too old, or nobody said that an answer follows. */
const TOO_LATE = [
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.InvalidWebhookToken,
]

/** Answers a command in the place where Discord shows that one follows. */
export function replyWith(ask: AskDiscord): Discord['reply'] {
  return async ({ application, token }, message) => {
    const route = Routes.webhookMessage(application, token)
    try {
      await ask({ method: 'PATCH', route, body: toReply(message), reads: z.unknown() })
      return true
    } catch (error) {
      if (TOO_LATE.some((code) => hasCode(error, code))) return false
      throw error
    }
  }
}

function toReply({ embeds }: DiscordAnswer): RESTPatchAPIWebhookWithTokenMessageJSONBody {
  return { embeds: [...embeds], allowed_mentions: { parse: [] } }
}
