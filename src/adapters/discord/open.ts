import type { Discord } from '../../runtime/ports/discord.ts'
import { createBot } from './bot.ts'
import { callsOf } from './calls.ts'
import type { DiscordAdapterOptions } from './options.ts'
import { createWebhook } from './webhook.ts'

/**
 * Discord, by its REST API alone: no gateway, so that replicas can share it. Nothing is asked before it is needed.
 *
 * It is loaded only where Discord is set up: discord.js takes 50 MB. Every call is made once. Where Discord's limits say so it throws `Later`, and nothing was done; where a person has to mend
 * something, `RefusedDecision`; where no answer came, an Error, and it may have been done.
 */
export async function openDiscord(options: DiscordAdapterOptions): Promise<Discord> {
  const { as, now } = options
  const ask = callsOf(options)
  return as.kind === 'bot' ? createBot(ask, now) : createWebhook(ask, as)
}
