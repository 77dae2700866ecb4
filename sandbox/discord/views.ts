import type { ChosenCommand } from './commands.ts'
import {
  DISCORD_PERMISSIONS,
  type DiscordChannelState,
  type DiscordInteraction,
  type DiscordState,
  type Message,
  type RegisteredCommand,
  type User,
  type Webhook,
} from './state.ts'

/** Things as Discord's answers show them (https://discord.com/developers/docs/resources). */

export function viewUser({ id, username, bot }: User) {
  return { id, username, discriminator: '0', global_name: null, avatar: null, bot }
}

/** What the bot may not do is a rule for it alone. */
export function viewChannel(
  { id, name, type, guild, messages, denied }: DiscordChannelState,
  { bot }: DiscordState,
) {
  const deny = [...denied].reduce((bits, one) => bits | DISCORD_PERMISSIONS[one], 0n)
  const overwrites = deny === 0n ? [] : [{ id: bot.id, type: 1, allow: '0', deny: String(deny) }]
  return {
    ...{ id, type, name, guild_id: guild.id, position: 0, nsfw: false, parent_id: null, topic: null },
    last_message_id: messages.at(-1)?.id ?? null,
    permission_overwrites: overwrites,
  }
}

export function viewMember(user: User) {
  return { user: viewUser(user), nick: null, roles: [], deaf: false, mute: false }
}

export function viewMessage(message: Message, channel: DiscordChannelState) {
  const { id, author, webhook, content, embeds, at, editedAt, crossposted } = message
  return {
    ...{ id, channel_id: channel.id, type: 0, content, author: viewUser(author), tts: false, pinned: false },
    ...(webhook === null ? {} : { webhook_id: webhook }),
    embeds: embeds.map((embed) => ({ type: 'rich', ...embed })),
    ...{ attachments: [], components: [], mentions: [], mention_roles: [], mention_everyone: false },
    timestamp: new Date(at).toISOString(),
    edited_timestamp: editedAt === null ? null : new Date(editedAt).toISOString(),
    flags: crossposted ? 1 : 0,
  }
}

export function viewWebhook({ id, name, channel, token }: Webhook) {
  return {
    ...{ id, type: 1, name, avatar: null, token, application_id: null },
    ...{ channel_id: channel.id, guild_id: channel.guild.id },
  }
}

export function viewCommand({ bot }: DiscordState, command: RegisteredCommand) {
  return { ...command, application_id: bot.id, version: command.id, default_member_permissions: null }
}

export function viewInteraction(
  { id, token, user, channel }: DiscordInteraction,
  discord: DiscordState,
  { command, options }: ChosenCommand,
) {
  return {
    ...{ id, token, type: 2, version: 1, application_id: discord.bot.id, context: 0 },
    ...{ guild_id: channel.guild.id, channel_id: channel.id, channel: viewChannel(channel, discord) },
    member: { ...viewMember(user), joined_at: '2026-01-01T00:00:00.000Z', permissions: '0', flags: 0 },
    ...{ app_permissions: '0', locale: 'en-US', guild_locale: 'en-US', entitlements: [] },
    ...{ authorizing_integration_owners: { 0: channel.guild.id }, attachment_size_limit: 10_485_760 },
    data: { id: command.id, name: command.name, type: 1, options },
  }
}

export function viewAnswer({ id, channel, content, embeds }: DiscordInteraction, { bot }: DiscordState) {
  return { id, channel_id: channel.id, type: 20, flags: 64, content, embeds, author: viewUser(bot) }
}
