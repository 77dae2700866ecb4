import { setTimeout as pause } from 'node:timers/promises'
import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  MessageFlags,
  RESTJSONErrorCodes,
} from 'discord.js'
import type { NotTaken } from '../../../messages/discord/answer.ts'
import { DISCORD_COMMAND } from '../../../messages/discord/commands.ts'
import { type DiscordCommand, discordCommand } from '../../../runtime/ports/discord-command.ts'
import type { CommandOutcome, ListeningOptions } from '../options.ts'

/** Discord waits three seconds for a first word, of which this may be spent on the record. */
const RECORD_MS = 1_500

interface Taking extends ListeningOptions {
  /** Whether somebody may say one more. */
  readonly mayAsk: (user: string) => boolean
}

/**
 * Takes a command: it is put on record first, and then Discord is told that an answer follows. Another replica hears the same
 * command; the one that has it on record first says so. Never throws.
 */
export async function takeInteraction(interaction: Interaction, taking: Taking): Promise<void> {
  const outcome = await take(interaction, taking).catch((error: unknown): CommandOutcome => {
    taking.log.warn({ problem: nameProblem(error) }, 'A Discord command could not be answered.')
    return 'not-recorded'
  })
  taking.onOutcome(outcome)
}

async function take(interaction: Interaction, taking: Taking): Promise<CommandOutcome> {
  if (!interaction.isChatInputCommand() || interaction.commandName !== DISCORD_COMMAND) return 'ignored'
  const command = readCommand(interaction)
  if (command === null) return 'ignored'
  if (!taking.mayAsk(command.user)) return refuse(interaction, taking, 'too-many')

  const stored = await record(interaction.id, command, taking)
  switch (stored) {
    case 'stored':
      await promiseAnswer(interaction)
      return 'stored'
    case 'duplicate':
    case 'altered':
      return 'duplicate'
    case 'not-recorded':
    case 'late':
      return refuse(interaction, taking, stored)
  }
}

/** Null for what we never registered. */
function readCommand(interaction: ChatInputCommandInteraction): DiscordCommand | null {
  const { options, user, applicationId, token, createdTimestamp } = interaction
  const read = discordCommand.safeParse({
    name: options.getSubcommand(false),
    version: options.getString('version'),
    repository: options.getString('repository'),
    user: user.id,
    replyTo: { application: applicationId, token },
    at: Math.floor(createdTimestamp / 1000),
  })
  return read.success ? read.data : null
}

async function record(id: string, command: DiscordCommand, { onCommand, log }: Taking) {
  const late = new AbortController()
  const recorded = onCommand(id, command).catch((error: unknown): 'not-recorded' => {
    log.warn({ problem: nameProblem(error) }, 'A Discord command could not be recorded.')
    return 'not-recorded'
  })
  const tooLate = pause(RECORD_MS, 'late' as const, { signal: late.signal, ref: false }).catch(
    () => 'late' as const,
  )
  const first = await Promise.race([recorded, tooLate])
  late.abort()
  return first
}

/** A lost answer may have been taken, so it is said a second time. */
async function promiseAnswer(interaction: ChatInputCommandInteraction): Promise<void> {
  const say = () => interaction.deferReply({ flags: MessageFlags.Ephemeral })
  await say().catch(async (error: unknown) => {
    if (isSaid(error)) return
    if (error instanceof DiscordAPIError) throw error
    await say().catch((again: unknown) => {
      if (!isSaid(again)) throw again
    })
  })
}

function isSaid(error: unknown): boolean {
  const { InteractionHasAlreadyBeenAcknowledged } = RESTJSONErrorCodes
  return error instanceof DiscordAPIError && error.code === InteractionHasAlreadyBeenAcknowledged
}

async function refuse(
  interaction: ChatInputCommandInteraction,
  { notTaken }: Taking,
  why: NotTaken,
): Promise<NotTaken> {
  const { embeds } = notTaken(why)
  const reply = {
    embeds: [...embeds],
    flags: MessageFlags.Ephemeral,
    allowedMentions: { parse: [] },
  } as const
  await interaction.reply(reply).catch((error: unknown) => {
    // In the name of all replicas one of them has said it.
    if (!isSaid(error)) throw error
  })
  return why
}

/** Names what went wrong, without the address: a token is in it. */
export function nameProblem(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.status} ${error.code}`
  return error instanceof Error ? error.message : 'unknown'
}
