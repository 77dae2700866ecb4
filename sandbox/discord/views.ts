import {
  DISCORD_PERMISSIONS,
  type DiscordChannelState,
  type DiscordState,
  type Message,
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
