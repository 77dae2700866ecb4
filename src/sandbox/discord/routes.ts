import { bodyOf } from './body.ts'
import { crosspost, edit, messageOf, post } from './messages.ts'
import { problems } from './problem.ts'
import {
  type Channel,
  type Discord,
  type Message,
  PERMISSIONS,
  type Permission,
  type Webhook,
} from './state.ts'
import { channelView, memberView, messageView, userView, webhookView } from './views.ts'

export interface Call {
  readonly discord: Discord
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly json: unknown
  /** `Bot …` of the request; null without one. */
  readonly authorization: string | null
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** As Discord's documentation has it, with its parameters in braces. */
  readonly path: string
  readonly answer: (call: Call) => unknown
}

/** The calls of Discord's REST API, version 10, that the App makes (https://discord.com/developers/docs/reference). */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/users/@me', answer: (call) => userView(asBot(call).bot) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    answer: (call) =>
      asBot(call)
        .guilds.filter(({ hasBot }) => hasBot)
        .map(({ id, name }) => ({ id, name, owner: false, permissions: String(ALL) })),
  },
  { method: 'GET', path: '/guilds/{guild}/channels', answer: channelsOfGuild },
  { method: 'GET', path: '/guilds/{guild}/members/{user}', answer: memberOfGuild },
  {
    method: 'GET',
    path: '/channels/{channel}',
    answer: (call) => channelView(channelOf(call), call.discord),
  },
  { method: 'GET', path: '/channels/{channel}/messages', answer: history },
  { method: 'POST', path: '/channels/{channel}/messages', answer: posted },
  { method: 'PATCH', path: '/channels/{channel}/messages/{message}', answer: edited },
  { method: 'POST', path: '/channels/{channel}/messages/{message}/crosspost', answer: published },
  { method: 'GET', path: '/webhooks/{webhook}/{token}', answer: (call) => webhookView(webhookOf(call)) },
  { method: 'POST', path: '/webhooks/{webhook}/{token}', answer: executed },
  { method: 'PATCH', path: '/webhooks/{webhook}/{token}/messages/{message}', answer: editedByWebhook },
]

const ALL = Object.values(PERMISSIONS).reduce((bits, bit) => bits | bit, 0n)
/** Discord gives no more at once. */
const PAGE = 100

function asBot({ discord, authorization }: Call): Discord {
  if (authorization !== `Bot ${discord.token}`) throw problems.unauthorized()
  return discord
}

function guildOf(call: Call) {
  const guild = asBot(call).guilds.find(({ id, hasBot }) => id === call.params['guild'] && hasBot)
  if (!guild) throw problems.unknownGuild()
  return guild
}

/** All of them, also those that the bot cannot see. */
function channelsOfGuild(call: Call): unknown {
  const guild = guildOf(call)
  return call.discord.channels
    .filter((one) => one.guild === guild)
    .map((one) => channelView(one, call.discord))
}

function memberOfGuild(call: Call): unknown {
  guildOf(call)
  if (call.params['user'] !== call.discord.bot.id) throw problems.unknownMember()
  return memberView(call.discord.bot)
}

function channelOf(call: Call): Channel {
  const channel = asBot(call).channels.find(({ id }) => id === call.params['channel'])
  if (!channel) throw problems.unknownChannel()
  if (!channel.guild.hasBot || channel.denied.has('View Channel')) throw problems.missingAccess()
  return channel
}

function allowed(channel: Channel, ...permissions: readonly Permission[]): Channel {
  if (permissions.some((one) => channel.denied.has(one))) throw problems.missingPermissions()
  return channel
}

/** With `after` the oldest that follow, newest first; without the right to read them none, and no error. */
function history(call: Call): unknown {
  const channel = channelOf(call)
  if (channel.denied.has('Read Message History')) return []
  const limit = Math.min(PAGE, Number(call.query.get('limit') ?? 50))
  const after = BigInt(call.query.get('after') ?? 0)
  const found = channel.messages.filter(({ id }) => BigInt(id) > after)
  const page = call.query.has('after') ? found.slice(0, limit) : found.slice(-limit)
  return page.toReversed().map((message) => messageView(message, channel))
}

function posted(call: Call): unknown {
  const body = bodyOf(call.json)
  const needs: readonly Permission[] =
    body.embeds.length > 0 ? ['Send Messages', 'Embed Links'] : ['Send Messages']
  const channel = allowed(channelOf(call), ...needs)
  const message = post(call.discord, { channel, author: call.discord.bot, webhook: null, body })
  return { ...messageView(message, channel), nonce: body.nonce }
}

function ownMessage(call: Call, channel: Channel): Message {
  const message = messageOf(channel, call.params['message'] ?? '')
  if (message.author !== call.discord.bot) throw problems.notTheAuthor()
  return message
}

function edited(call: Call): unknown {
  const channel = channelOf(call)
  const message = ownMessage(call, channel)
  edit(call.discord, message, bodyOf(call.json))
  return messageView(message, channel)
}

function published(call: Call): unknown {
  const channel = allowed(channelOf(call), 'Send Messages')
  const message = messageOf(channel, call.params['message'] ?? '')
  crosspost(call.discord, channel, message)
  return messageView(message, channel)
}

function webhookOf({ discord, params }: Call): Webhook {
  const webhook = discord.webhooks.find(({ id }) => id === params['webhook'])
  if (!webhook) throw problems.unknownWebhook()
  if (webhook.token !== params['token']) throw problems.webhookToken()
  return webhook
}

/** Without `wait=true` nothing is answered. */
function executed(call: Call): unknown {
  const webhook = webhookOf(call)
  const body = { ...bodyOf(call.json), enforce_nonce: false }
  const author = { id: webhook.id, username: webhook.name, bot: true }
  const message = post(call.discord, { channel: webhook.channel, author, webhook: webhook.id, body })
  return call.query.get('wait') === 'true' ? messageView(message, webhook.channel) : undefined
}

function editedByWebhook(call: Call): unknown {
  const webhook = webhookOf(call)
  const message = messageOf(webhook.channel, call.params['message'] ?? '')
  if (message.webhook !== webhook.id) throw problems.unknownMessage()
  edit(call.discord, message, bodyOf(call.json))
  return messageView(message, webhook.channel)
}
