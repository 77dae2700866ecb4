import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import {
  DESCRIBED,
  DISCORD_COMMAND,
  DISCORD_COMMAND_DESCRIPTION,
  DISCORD_OPTIONS,
  DISCORD_SUBCOMMANDS,
} from '../../../messages/discord/commands.ts'
import type { AskDiscord } from '../calls.ts'

/**
 * Registers `/release` for every server of the bot's. The same again changes nothing, so each replica does it at its start,
 * and other commands of the application stay.
 */
export async function registerCommand(ask: AskDiscord, application: string): Promise<void> {
  const route = Routes.applicationCommands(application)
  await ask({ method: 'POST', route, body: describeCommand(), reads: z.unknown() })
}

function describeCommand(): RESTPostAPIApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: DISCORD_COMMAND,
    description: DISCORD_COMMAND_DESCRIPTION,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: DISCORD_SUBCOMMANDS.map((name) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name,
      description: DESCRIBED[name].description,
      options: DESCRIBED[name].takesRelease ? OPTIONS : [],
    })),
  }
}

const OPTIONS = Object.entries(DISCORD_OPTIONS).map(([name, { description, longest }]) => ({
  ...{ type: ApplicationCommandOptionType.String as const, name, description, max_length: longest },
}))
