import type { EmbedBody } from '../../../discord/body.ts'
import type { ChannelSeen, MessageSeen, SandboxDiscord } from '../../../discord/open.ts'
import { type LinkPlace, resolveHref } from '../../markdown/links.ts'
import type { DiscordPane, EmbedView } from '../../wire/wire-chats.ts'
import { parseDiscord, parseDiscordLine } from './markdown.ts'

type ChannelView = DiscordPane['servers'][number]['channels'][number]

/** As many messages of a channel as are shown: the newest. */
const MOST_SHOWN = 100

/** Discord as everybody sees it: the servers with their channels. */
export function viewDiscordPane(discord: SandboxDiscord, place: LinkPlace): DiscordPane {
  const servers = Map.groupBy(discord.channels(), ({ server }) => server)
  return {
    servers: [...servers].map(([name, channels]) => ({
      name,
      channels: channels.map((one) => viewChannel(one, place)),
    })),
  }
}

function viewChannel({ id, name, kind, followers, messages }: ChannelSeen, place: LinkPlace): ChannelView {
  return {
    ...{ id, name, followers, isAnnouncement: kind === 'announcement' },
    messages: messages.slice(-MOST_SHOWN).map((one) => viewMessage(one, place)),
  }
}

function viewMessage(seen: MessageSeen, place: LinkPlace): ChannelView['messages'][number] {
  const { id, author, isBot, at, editedAt, content, embeds, isPublished, isFollowed } = seen
  return {
    ...{ id, at, isPublished, isFollowed },
    by: { login: author, isBot },
    edited: editedAt !== null,
    content: parseDiscord(content, place),
    embeds: embeds.map((embed) => embedView(embed, place)),
  }
}

/** https://discord.com/developers/docs/resources/message#embed-object; its footer is plain. */
function embedView(embed: EmbedBody, place: LinkPlace): EmbedView {
  const { title = '', url, description = '', color = null, timestamp, footer, fields } = embed
  return {
    ...{ color, footer: footer?.text ?? '' },
    title: parseDiscordLine(title, place),
    href: url === undefined ? null : resolveHref(url, place),
    description: parseDiscord(description, place),
    fields: fields.map(({ name, value, inline }) => ({ name, inline, value: parseDiscord(value, place) })),
    at: timestamp === undefined ? null : Date.parse(timestamp),
  }
}
