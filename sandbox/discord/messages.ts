import type { MessageBody } from './body.ts'
import { problems } from './problem.ts'
import {
  CHANNEL_TYPE,
  type DiscordChannelState,
  type DiscordState,
  type Message,
  type User,
} from './state.ts'

/** For how long Discord knows a nonce: “the past few minutes”. */
const NONCE_MS = 3 * 60_000

interface Posting {
  readonly channel: DiscordChannelState
  readonly author: User
  readonly webhook: string | null
  readonly body: MessageBody
}

/** Posts a message. The same nonce of the same author, in whichever channel, is the message that it made before. */
export function postDiscordMessage(
  discord: DiscordState,
  { channel, author, webhook, body }: Posting,
): Message {
  const known = body.enforce_nonce && body.nonce ? findNonce(discord, author, body.nonce) : undefined
  if (known) return known.message
  const message: Message = {
    id: discord.newId(),
    author,
    webhook,
    at: discord.now(),
    editedAt: null,
    content: body.content,
    embeds: body.embeds,
    crossposted: false,
    replyTo: body.message_reference?.message_id ?? null,
    copyOf: null,
  }
  channel.messages.push(message)
  if (body.nonce) discord.nonces.push({ author: author.id, nonce: body.nonce, message, channel })
  discord.changed()
  return message
}

/** Where the nonce of a message was used before, within Discord's memory. */
function findNonce(discord: DiscordState, author: User, nonce: string) {
  const since = discord.now() - NONCE_MS
  return discord.nonces.find(
    (one) => one.author === author.id && one.nonce === nonce && one.message.at >= since,
  )
}

/** Changes a message, and its copies at the followers. */
export function editDiscordMessage(discord: DiscordState, message: Message, body: MessageBody): void {
  const copies = discord.channels.flatMap(({ messages }) =>
    messages.filter(({ copyOf }) => copyOf === message),
  )
  for (const one of [message, ...copies])
    Object.assign(one, { content: body.content, embeds: body.embeds, editedAt: discord.now() })
  discord.changed()
}

/** Sends a message on to the followers of its channel. */
export function crosspostMessage(
  discord: DiscordState,
  channel: DiscordChannelState,
  message: Message,
): void {
  if (channel.type !== CHANNEL_TYPE.announcement) throw problems.channelType()
  if (message.crossposted) throw problems.crossposted()
  message.crossposted = true
  for (const follower of channel.followers)
    follower.messages.push({ ...message, id: discord.newId(), crossposted: false, copyOf: message })
  discord.changed()
}

export function findDiscordMessage(channel: DiscordChannelState, id: string): Message {
  const message = channel.messages.find((one) => one.id === id)
  if (!message) throw problems.unknownMessage()
  return message
}
