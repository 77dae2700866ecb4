import { Routes } from 'discord.js'
import { z } from 'zod'
import { DISCORD_COMMAND, DISCORD_SUBCOMMANDS } from '../../../messages/discord/commands.ts'
import { Refused } from '../../../release/refusal.ts'
import type { ChatHealth } from '../../../runtime/ports/chat.ts'
import type { AskDiscord } from '../calls.ts'
import { checkHealth } from '../health.ts'

const APPLICATION = z.object({ id: z.string(), interactions_endpoint_url: z.string().nullish() })
const COMMANDS = z.array(
  z.object({ name: z.string(), options: z.array(z.object({ name: z.string() })).default([]) }),
)
const GATEWAY = z.object({
  session_start_limit: z.object({ total: z.int(), remaining: z.int(), reset_after: z.int() }),
})

/** Checks whether commands would reach us: where Discord sends them, what is registered, and whether we may connect. */
export function checkCommands(ask: AskDiscord): Promise<ChatHealth> {
  return checkHealth(async () => {
    const { id, interactions_endpoint_url: elsewhere } = await ask({
      ...{ method: 'GET', route: Routes.currentApplication(), reads: APPLICATION },
    })
    if (elsewhere) throw new Refused({ kind: 'config', ...SENT_ELSEWHERE })

    const commands = await ask({ method: 'GET', route: Routes.applicationCommands(id), reads: COMMANDS })
    const ours = commands.find(({ name }) => name === DISCORD_COMMAND)
    const missing = DISCORD_SUBCOMMANDS.filter((name) => !ours?.options.some((one) => one.name === name))
    if (missing.length > 0) throw new Refused({ kind: 'config', ...notRegistered(missing) })

    const { session_start_limit: limit } = await ask({
      ...{ method: 'GET', route: Routes.gatewayBot(), reads: GATEWAY },
    })
    if (limit.remaining === 0) throw new Refused({ kind: 'config', ...noneLeft(limit.reset_after) })
    return `\`/${DISCORD_COMMAND}\` is registered; ${limit.remaining} of ${limit.total} connections are left today`
  })
}

const SENT_ELSEWHERE = {
  what: "Discord sends commands to an Interactions Endpoint URL, so Release Captain doesn't receive them.",
  next: 'Clear that field on the page General Information of the application (https://discord.com/developers/applications).',
}

function notRegistered(missing: readonly string[]) {
  const names = missing.map((name) => `\`/${DISCORD_COMMAND} ${name}\``).join(', ')
  return {
    what: `Discord does not know ${names}.`,
    next: 'Start Release Captain: it registers its commands when it connects.',
  }
}

function noneLeft(milliseconds: number) {
  return {
    what: 'The bot has used all its connections to Discord for today, so no command reaches Release Captain.',
    next: `Check the log for why it connects so often. Discord allows more in ${Math.ceil(milliseconds / 60_000)} minutes.`,
  }
}
