import { type Channel, type Discord, type Message, PERMISSIONS, type User, type Webhook } from './state.ts'

/** Things as Discord's answers show them (https://discord.com/developers/docs/resources). */

export function userView({ id, username, bot }: User) {
  return { id, username, discriminator: '0', global_name: null, avatar: null, bot }
}

/** What the bot may not do is a rule for it alone. */
export function channelView({ id, name, type, guild, messages, denied }: Channel, { bot }: Discord) {
  const deny = [...denied].reduce((bits, one) => bits | PERMISSIONS[one], 0n)
  const overwrites = deny === 0n ? [] : [{ id: bot.id, type: 1, allow: '0', deny: String(deny) }]
  return {
    ...{ id, type, name, guild_id: guild.id, position: 0, nsfw: false, parent_id: null, topic: null },
    last_message_id: messages.at(-1)?.id ?? null,
    permission_overwrites: overwrites,
  }
}

export function memberView(user: User) {
  return { user: userView(user), nick: null, roles: [], deaf: false, mute: false }
}

export function messageView(message: Message, channel: Channel) {
  const { id, author, webhook, content, embeds, at, editedAt, crossposted } = message
  return {
    ...{ id, channel_id: channel.id, type: 0, content, author: userView(author), tts: false, pinned: false },
    ...(webhook === null ? {} : { webhook_id: webhook }),
    embeds: embeds.map((embed) => ({ type: 'rich', ...embed })),
    ...{ attachments: [], components: [], mentions: [], mention_roles: [], mention_everyone: false },
    timestamp: new Date(at).toISOString(),
    edited_timestamp: editedAt === null ? null : new Date(editedAt).toISOString(),
    flags: crossposted ? 1 : 0,
  }
}

export function webhookView({ id, name, channel, token }: Webhook) {
  return {
    ...{ id, type: 1, name, avatar: null, token, application_id: null },
    ...{ channel_id: channel.id, guild_id: channel.guild.id },
  }
}
