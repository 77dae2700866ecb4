import { z } from 'zod'
import { DISCORD_OPTIONS, DISCORD_SUBCOMMANDS } from '../../messages/discord/commands.ts'

/** Where one person is answered: as long as the token is good, which is a quarter of an hour. */
export const discordReplyTo = z.strictObject({ application: z.string(), token: z.string() }).readonly()
export type DiscordReplyTo = z.output<typeof discordReplyTo>

/** A `/release …` in Discord, as it is put on record. Whoever says it is an outsider. */
export const discordCommand = z
  .strictObject({
    name: z.enum(DISCORD_SUBCOMMANDS),
    version: z.string().max(DISCORD_OPTIONS.version.longest).nullable(),
    repository: z.string().max(DISCORD_OPTIONS.repository.longest).nullable(),
    /** Discord's id of who said it. */
    user: z.string(),
    replyTo: discordReplyTo,
    /** When, in seconds since 1970, by Discord's clock: the same in every replica. */
    at: z.number(),
  })
  .readonly()
export type DiscordCommand = z.output<typeof discordCommand>
