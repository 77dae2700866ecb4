import { createBot } from './bot.ts'
import { createCalls } from './calls.ts'
import { checkCommands } from './gateway/check.ts'
import { openGateway } from './gateway/open.ts'
import type { DiscordAdapter, DiscordAdapterOptions } from './options.ts'
import { createWebhook } from './webhook.ts'

/**
 * Discord, by its REST API; a bot also hears commands, by a gateway that any number of replicas may share. Nothing is asked
 * before it is needed, and the gateway connects in the background.
 *
 * It is loaded only where Discord is set up: discord.js takes 50 MB. Every call is made once. Where Discord's limits say so it throws `Later`, and nothing was done; where a person has to mend
 * something, `Refused`; where no answer came, an Error, and it may have been done.
 */
export async function openDiscord(options: DiscordAdapterOptions): Promise<DiscordAdapter> {
  const { as, apiUrl, now, listening } = options
  const ask = createCalls(options)
  if (as.kind === 'webhook')
    return { ...createWebhook(ask, as), checkCommands: null, isListening: () => false, close: async () => {} }

  const gateway = listening && openGateway({ ...listening, token: as.token, apiUrl, ask, now })
  return {
    ...createBot(ask, now),
    checkCommands: () => checkCommands(ask),
    isListening: () => gateway?.isConnected() ?? false,
    close: async () => gateway?.close(),
  }
}
