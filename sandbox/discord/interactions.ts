import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { parseBody } from './body.ts'
import { readTyped } from './commands.ts'
import { dispatch } from './gateway.ts'
import { problems } from './problem.ts'
import type { DiscordChannelState, DiscordInteraction, DiscordState, User } from './state.ts'
import { viewInteraction } from './views.ts'

/** How long Discord waits for a first word, and takes answers: milliseconds. */
const FIRST_MS = 3_000
const TOKEN_MS = 15 * 60_000
const EPHEMERAL = 1 << 6
const CALLBACK = { message: 4, deferred: 5 } as const

/** What became of a command: `silent` where no application said a first word in time. */
export type Heard = 'answered' | 'promised' | 'silent'

/** Someone says a command in a channel; all sessions of the bot hear it. @throws {Error} what readTyped throws */
export async function say(
  discord: DiscordState,
  {
    user,
    channel,
    typed,
  }: { readonly user: User; readonly channel: DiscordChannelState; readonly typed: string },
): Promise<Heard> {
  if (!channel.guild.hasBot) throw new Error('The bot is not on this server.')
  const chosen = readTyped(discord, typed)
  const interaction: DiscordInteraction = {
    ...{ id: discord.newId(), token: randomBytes(48).toString('base64url'), at: discord.now() },
    ...{ user, channel, typed, state: 'waiting', isPrivate: true, content: '', embeds: [] },
    heard: Promise.withResolvers<Heard>(),
  }
  discord.interactions.push(interaction)
  discord.changed()
  dispatch(discord, 'INTERACTION_CREATE', viewInteraction(interaction, discord, chosen))
  const patience = new AbortController()
  const silence = pause(FIRST_MS, 'silent' as const, { signal: patience.signal }).catch(
    () => 'silent' as const,
  )
  const heard = await Promise.race([interaction.heard.promise, silence])
  patience.abort()
  if (heard === 'silent') {
    interaction.state = 'failed'
    discord.changed()
  }
  return heard
}

const callback = z.object({
  type: z.union([z.literal(CALLBACK.message), z.literal(CALLBACK.deferred)]),
  data: z.looseObject({ flags: z.int().default(0) }).default({ flags: 0 }),
})

/** The first word of an application: an answer, or that one follows. @throws {Problem} where it comes late, or twice */
export function respond(
  discord: DiscordState,
  { id, token }: Pick<DiscordInteraction, 'id' | 'token'>,
  json: unknown,
): void {
  const interaction = discord.interactions.find((one) => one.id === id && one.token === token)
  if (!interaction || interaction.state === 'failed') throw problems.unknownInteraction()
  if (interaction.state !== 'waiting') throw problems.acknowledged()
  const { type, data } = callback.parse(json)
  interaction.isPrivate = (data.flags & EPHEMERAL) !== 0
  if (type === CALLBACK.message) {
    const { content, embeds } = parseBody(data)
    Object.assign(interaction, { content, embeds, state: 'answered' })
    interaction.heard.resolve('answered')
  } else {
    interaction.state = 'promised'
    interaction.heard.resolve('promised')
  }
  discord.changed()
}

/** Changes the answer; the first change is the answer that was promised. @throws {Problem} where none was, or too late */
export function editAnswer(discord: DiscordState, token: string, json: unknown): DiscordInteraction {
  const interaction = discord.interactions.find((one) => one.token === token)
  if (!interaction || interaction.state === 'waiting' || interaction.state === 'failed')
    throw problems.unknownWebhook()
  if (discord.now() - interaction.at > TOKEN_MS) throw problems.webhookToken()
  const { content, embeds } = parseBody(json)
  Object.assign(interaction, { content, embeds, state: 'answered' })
  discord.changed()
  return interaction
}
