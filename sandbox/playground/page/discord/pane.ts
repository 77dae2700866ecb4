import type { EmbedBody } from '../../../discord/body.ts'
import type { AnswerSeen, ChannelSeen, MessageSeen, SandboxDiscord } from '../../../discord/open.ts'
import { type LinkPlace, resolveHref } from '../../markdown/links.ts'
import type { DiscordPane, EmbedView } from '../../wire/wire-chats.ts'
import { parseDiscord, parseDiscordLine } from './markdown.ts'

type ChannelView = DiscordPane['servers'][number]['channels'][number]

/** As many messages of a channel as are shown: the newest. */
const MOST_SHOWN = 100

/** Whose Discord is looked at, and where. */
interface DiscordViewer {
  readonly discord: SandboxDiscord
  readonly me: string
  readonly place: LinkPlace
}

/** Discord as one person sees it: the servers with their channels, and what they alone were answered. */
export function viewDiscordPane(viewer: DiscordViewer): DiscordPane {
  const { discord } = viewer
  const servers = Map.groupBy(discord.channels(), ({ server }) => server)
  return {
    servers: [...servers].map(([name, channels]) => ({
      name,
      channels: channels.map((one) => viewChannel(one, viewer)),
    })),
  }
}

function viewChannel(
  { id, name, kind, followers, hasBot, messages }: ChannelSeen,
  { discord, me, place }: DiscordViewer,
): ChannelView {
  const answers = discord.listAnswers(me).filter((one) => one.channel === id)
  const all = [
    ...messages.map((one) => viewMessage(one, place)),
    ...answers.map((one) => viewAnswer(one, { me, place })),
  ].sort((one, other) => one.at - other.at)
  return {
    ...{ id, name, followers, isAnnouncement: kind === 'announcement' },
    commands: hasBot ? discord.listCommands() : [],
    messages: all.slice(-MOST_SHOWN),
  }
}

/** What Discord shows before there is an answer, or in its place. */
const WITHOUT_ANSWER: Readonly<Record<AnswerSeen['state'], string>> = {
  waiting: 'Sending command…',
  promised: 'Release Captain is thinking…',
  answered: '',
  failed: 'The application did not respond',
}

function viewAnswer(
  { id, at, typed, state, isPrivate, content, embeds }: AnswerSeen,
  { me, place }: Omit<DiscordViewer, 'discord'>,
): ChannelView['messages'][number] {
  const text = state === 'answered' ? content : WITHOUT_ANSWER[state]
  return {
    ...{ id, at, typed, edited: false, isPublished: false, isFollowed: false },
    by: { login: 'Release Captain', isBot: true },
    onlyFor: isPrivate ? me : null,
    content: parseDiscord(text, place),
    embeds: embeds.map((embed) => embedView(embed, place)),
  }
}

function viewMessage(seen: MessageSeen, place: LinkPlace): ChannelView['messages'][number] {
  const { id, author, isBot, at, editedAt, content, embeds, isPublished, isFollowed } = seen
  return {
    ...{ id, at, isPublished, isFollowed },
    by: { login: author, isBot },
    edited: editedAt !== null,
    ...{ onlyFor: null, typed: null },
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
