import { Routes } from 'discord.js'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { Discord } from '../../runtime/ports/discord.ts'
import { wasThere } from './bot.ts'
import type { Ask } from './calls.ts'
import { healthOf } from './health.ts'
import type { Identity } from './options.ts'
import { POSTED, payloadOf, postedOf } from './payload.ts'

const WEBHOOK = z.object({ name: z.string().nullish(), channel_id: z.string() })

/** Discord as a webhook sees it: one channel, in which it posts and changes its own messages, and reads nothing. */
export function asWebhook(ask: Ask, as: Extract<Identity, { kind: 'webhook' }>): Discord {
  const route = Routes.webhook(as.id, as.token)
  const look = () => ask({ method: 'GET', route, reads: WEBHOOK })
  return {
    medium: 'discord',
    channel: async (name) => {
      const { channel_id } = await look()
      if (name === as.channel || name === channel_id) return channel_id
      throw new Refused({
        kind: 'repository',
        what: `The webhook of Discord posts in #${as.channel}, and this is for #${name}: nobody is told what is not for them.`,
        next: 'Say in `DISCORD_WEBHOOK_CHANNEL` how the policy calls its channel, or use a bot (`DISCORD_BOT_TOKEN`), which posts in many.',
      })
    },
    post: async (_, message) => {
      const query = { wait: 'true' }
      return postedOf(await ask({ method: 'POST', route, query, body: payloadOf(message), reads: POSTED }))
    },
    find: async () => 'unknown',
    edit: ({ id }, message) => {
      const own = Routes.webhookMessage(as.id, as.token, id)
      return wasThere(ask({ method: 'PATCH', route: own, body: payloadOf(message), reads: z.unknown() }))
    },
    publish: async () => undefined,
    health: () => healthOf(async () => `the webhook ${(await look()).name ?? ''} in #${as.channel}`),
  }
}
