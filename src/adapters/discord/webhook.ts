import { Routes } from 'discord.js'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { Discord } from '../../runtime/ports/discord.ts'
import { wasThere } from './bot.ts'
import type { AskDiscord } from './calls.ts'
import { checkHealth } from './health.ts'
import type { BotIdentity } from './options.ts'
import { createPayload, POSTED, toPosted } from './payload.ts'
import { replyWith } from './reply.ts'

const WEBHOOK = z.object({ name: z.string().nullish(), channel_id: z.string() })

/** Discord as a webhook sees it: one channel, in which it posts and changes its own messages, and reads nothing. */
export function createWebhook(ask: AskDiscord, as: Extract<BotIdentity, { kind: 'webhook' }>): Discord {
  const route = Routes.webhook(as.id, as.token)
  const fetchWebhook = () => ask({ method: 'GET', route, reads: WEBHOOK })
  return {
    medium: 'discord',
    resolveChannel: async (name) => {
      const { channel_id } = await fetchWebhook()
      if (name === as.channel || name === channel_id) return channel_id
      throw new Refused({
        kind: 'repository',
        what: `The Discord webhook posts in #${as.channel}, but this message is for #${name}, so it isn't posted.`,
        next: "Set `DISCORD_WEBHOOK_CHANNEL` to the policy's name of its channel, or use a bot (`DISCORD_BOT_TOKEN`), which can post in many.",
      })
    },
    post: async (_, message) => {
      const query = { wait: 'true' }
      return toPosted(
        await ask({ method: 'POST', route, query, body: createPayload(message), reads: POSTED }),
      )
    },
    find: async () => 'unknown',
    edit: ({ id }, message) => {
      const own = Routes.webhookMessage(as.id, as.token, id)
      return wasThere(ask({ method: 'PATCH', route: own, body: createPayload(message), reads: z.unknown() }))
    },
    publish: async () => undefined,
    reply: replyWith(ask),
    health: () =>
      checkHealth(async () => `the webhook ${(await fetchWebhook()).name ?? ''} in #${as.channel}`),
  }
}
