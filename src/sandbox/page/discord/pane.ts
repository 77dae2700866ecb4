import type { Embed } from '../../discord/body.ts'
import type { ChannelSeen, Discord, MessageSeen } from '../../discord/open.ts'
import { hrefOf, type Place } from '../markdown/links.ts'
import type { DiscordPane, EmbedView } from '../wire-chats.ts'
import { readDiscord, readDiscordLine } from './markdown.ts'

type ChannelView = DiscordPane['servers'][number]['channels'][number]

/** As many messages of a channel as are shown: the newest. */
const MOST_SHOWN = 100

/** Discord as everybody sees it: the servers with their channels. */
export function discordPane(discord: Discord, place: Place): DiscordPane {
  const servers = Map.groupBy(discord.channels(), ({ server }) => server)
  return {
    servers: [...servers].map(([name, channels]) => ({
      name,
      channels: channels.map((one) => channelView(one, place)),
    })),
  }
}

function channelView({ id, name, kind, followers, messages }: ChannelSeen, place: Place): ChannelView {
  return {
    ...{ id, name, followers, isAnnouncement: kind === 'announcement' },
    messages: messages.slice(-MOST_SHOWN).map((one) => messageView(one, place)),
  }
}

function messageView(seen: MessageSeen, place: Place): ChannelView['messages'][number] {
  const { id, author, isBot, at, editedAt, content, embeds, isPublished, isFollowed } = seen
  return {
    ...{ id, at, isPublished, isFollowed },
    by: { login: author, isBot },
    edited: editedAt !== null,
    content: readDiscord(content, place),
    embeds: embeds.map((embed) => embedView(embed, place)),
  }
}

/** https://discord.com/developers/docs/resources/message#embed-object; its footer is plain. */
function embedView(embed: Embed, place: Place): EmbedView {
  const { title = '', url, description = '', color = null, timestamp, footer, fields } = embed
  return {
    ...{ color, footer: footer?.text ?? '' },
    title: readDiscordLine(title, place),
    href: url === undefined ? null : hrefOf(url, place),
    description: readDiscord(description, place),
    fields: fields.map(({ name, value, inline }) => ({ name, inline, value: readDiscord(value, place) })),
    at: timestamp === undefined ? null : Date.parse(timestamp),
  }
}
