import type { Discord } from '../../runtime/ports/discord.ts'
import { asBot } from './bot.ts'
import { callsOf } from './calls.ts'
import type { DiscordOptions } from './options.ts'
import { asWebhook } from './webhook.ts'

/**
 * Discord, by its REST API alone: no gateway, so that replicas can share it. Nothing is asked before it is needed.
 *
 * It is loaded only where Discord is set up: discord.js takes 50 MB. Every call is made once. Where Discord's limits say so it throws `Later`, and nothing was done; where a person has to mend
 * something, `Refused`; where no answer came, an Error, and it may have been done.
 */
export async function openDiscord(options: DiscordOptions): Promise<Discord> {
  const { as, now } = options
  const ask = callsOf(options)
  return as.kind === 'bot' ? asBot(ask, now) : asWebhook(ask, as)
}
