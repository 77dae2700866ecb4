import { parseBody } from './body.ts'
import { registerCommand } from './commands.ts'
import { editAnswer, respond } from './interactions.ts'
import { crosspostMessage, editDiscordMessage, findDiscordMessage, postDiscordMessage } from './messages.ts'
import { problems } from './problem.ts'
import {
  DISCORD_PERMISSIONS,
  type DiscordChannelState,
  type DiscordPermission,
  type DiscordState,
  type Message,
  type Webhook,
} from './state.ts'
import {
  viewAnswer,
  viewChannel,
  viewCommand,
  viewMember,
  viewMessage,
  viewUser,
  viewWebhook,
} from './views.ts'

interface DiscordRequest {
  readonly discord: DiscordState
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly json: unknown
  /** `Bot …` of the request; null without one. */
  readonly authorization: string | null
}

export interface DiscordRoute {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** As Discord's documentation has it, with its parameters in braces. */
  readonly path: string
  readonly answer: (call: DiscordRequest) => unknown
}

/** The calls of Discord's REST API, version 10, that the App makes (https://discord.com/developers/docs/reference). */
export const DISCORD_ROUTES: readonly DiscordRoute[] = [
  { method: 'GET', path: '/users/@me', answer: (call) => viewUser(requireBot(call).bot) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    answer: (call) =>
      requireBot(call)
        .guilds.filter(({ hasBot }) => hasBot)
        .map(({ id, name }) => ({ id, name, owner: false, permissions: String(ALL) })),
  },
  { method: 'GET', path: '/guilds/{guild}/channels', answer: listGuildChannels },
  { method: 'GET', path: '/guilds/{guild}/members/{user}', answer: getGuildMember },
  {
    method: 'GET',
    path: '/channels/{channel}',
    answer: (call) => viewChannel(findChannel(call), call.discord),
  },
  { method: 'GET', path: '/channels/{channel}/messages', answer: listHistory },
  { method: 'POST', path: '/channels/{channel}/messages', answer: handlePost },
  { method: 'PATCH', path: '/channels/{channel}/messages/{message}', answer: handleEdit },
  { method: 'POST', path: '/channels/{channel}/messages/{message}/crosspost', answer: handleCrosspost },
  { method: 'GET', path: '/webhooks/{webhook}/{token}', answer: (call) => viewWebhook(findWebhook(call)) },
  { method: 'POST', path: '/webhooks/{webhook}/{token}', answer: executeWebhook },
  { method: 'PATCH', path: '/webhooks/{webhook}/{token}/messages/{message}', answer: editByWebhook },
  { method: 'GET', path: '/gateway/bot', answer: getGateway },
  {
    method: 'GET',
    path: '/applications/@me',
    answer: (call) => {
      const { bot, endpointUrl } = requireBot(call)
      return { id: bot.id, name: bot.username, interactions_endpoint_url: endpointUrl }
    },
  },
  {
    method: 'GET',
    path: '/applications/{application}/commands',
    answer: (call) => requireApplication(call).commands.map((one) => viewCommand(call.discord, one)),
  },
  {
    method: 'POST',
    path: '/applications/{application}/commands',
    answer: (call) => viewCommand(call.discord, registerCommand(requireApplication(call), call.json)),
  },
  { method: 'POST', path: '/interactions/{interaction}/{token}/callback', answer: handleCallback },
]

const ALL = Object.values(DISCORD_PERMISSIONS).reduce((bits, bit) => bits | bit, 0n)
/** Discord gives no more at once. */
const PAGE = 100

function requireBot({ discord, authorization }: DiscordRequest): DiscordState {
  if (authorization !== `Bot ${discord.token}`) throw problems.unauthorized()
  return discord
}

function findGuild(call: DiscordRequest) {
  const guild = requireBot(call).guilds.find(({ id, hasBot }) => id === call.params['guild'] && hasBot)
  if (!guild) throw problems.unknownGuild()
  return guild
}

/** All of them, also those that the bot cannot see. */
function listGuildChannels(call: DiscordRequest): unknown {
  const guild = findGuild(call)
  return call.discord.channels
    .filter((one) => one.guild === guild)
    .map((one) => viewChannel(one, call.discord))
}

function getGuildMember(call: DiscordRequest): unknown {
  findGuild(call)
  if (call.params['user'] !== call.discord.bot.id) throw problems.unknownMember()
  return viewMember(call.discord.bot)
}

function findChannel(call: DiscordRequest): DiscordChannelState {
  const channel = requireBot(call).channels.find(({ id }) => id === call.params['channel'])
  if (!channel) throw problems.unknownChannel()
  if (!channel.guild.hasBot || channel.denied.has('View Channel')) throw problems.missingAccess()
  return channel
}

function requirePermissions(
  channel: DiscordChannelState,
  ...permissions: readonly DiscordPermission[]
): DiscordChannelState {
  if (permissions.some((one) => channel.denied.has(one))) throw problems.missingPermissions()
  return channel
}

/** With `after` the oldest that follow, newest first; without the right to read them none, and no error. */
function listHistory(call: DiscordRequest): unknown {
  const channel = findChannel(call)
  if (channel.denied.has('Read Message History')) return []
  const limit = Math.min(PAGE, Number(call.query.get('limit') ?? 50))
  const after = BigInt(call.query.get('after') ?? 0)
  const found = channel.messages.filter(({ id }) => BigInt(id) > after)
  const page = call.query.has('after') ? found.slice(0, limit) : found.slice(-limit)
  return page.toReversed().map((message) => viewMessage(message, channel))
}

function handlePost(call: DiscordRequest): unknown {
  const body = parseBody(call.json)
  const needs: readonly DiscordPermission[] =
    body.embeds.length > 0 ? ['Send Messages', 'Embed Links'] : ['Send Messages']
  const channel = requirePermissions(findChannel(call), ...needs)
  const message = postDiscordMessage(call.discord, { channel, author: call.discord.bot, webhook: null, body })
  return { ...viewMessage(message, channel), nonce: body.nonce }
}

function findOwnMessage(call: DiscordRequest, channel: DiscordChannelState): Message {
  const message = findDiscordMessage(channel, call.params['message'] ?? '')
  if (message.author !== call.discord.bot) throw problems.notTheAuthor()
  return message
}

function handleEdit(call: DiscordRequest): unknown {
  const channel = findChannel(call)
  const message = findOwnMessage(call, channel)
  editDiscordMessage(call.discord, message, parseBody(call.json))
  return viewMessage(message, channel)
}

function handleCrosspost(call: DiscordRequest): unknown {
  const channel = requirePermissions(findChannel(call), 'Send Messages')
  const message = findDiscordMessage(channel, call.params['message'] ?? '')
  crosspostMessage(call.discord, channel, message)
  return viewMessage(message, channel)
}

function getGateway(call: DiscordRequest): unknown {
  const { gatewayUrl, connections } = requireBot(call)
  const { total, left: remaining } = connections
  return {
    url: gatewayUrl,
    shards: 1,
    session_start_limit: { total, remaining, reset_after: 3_600_000, max_concurrency: 1 },
  }
}

function requireApplication(call: DiscordRequest): DiscordState {
  const discord = requireBot(call)
  if (call.params['application'] !== discord.bot.id) throw problems.unknownApplication()
  return discord
}

/** The token of the interaction is what lets one answer. */
function handleCallback({ discord, params, json }: DiscordRequest): void {
  respond(discord, { id: params['interaction'] ?? '', token: params['token'] ?? '' }, json)
}

function findWebhook({ discord, params }: DiscordRequest): Webhook {
  const webhook = discord.webhooks.find(({ id }) => id === params['webhook'])
  if (!webhook) throw problems.unknownWebhook()
  if (webhook.token !== params['token']) throw problems.webhookToken()
  return webhook
}

/** Without `wait=true` nothing is answered. */
function executeWebhook(call: DiscordRequest): unknown {
  const webhook = findWebhook(call)
  const body = { ...parseBody(call.json), enforce_nonce: false }
  const author = { id: webhook.id, username: webhook.name, bot: true }
  const message = postDiscordMessage(call.discord, {
    channel: webhook.channel,
    author,
    webhook: webhook.id,
    body,
  })
  return call.query.get('wait') === 'true' ? viewMessage(message, webhook.channel) : undefined
}

function editByWebhook(call: DiscordRequest): unknown {
  const { webhook: application, token = '', message: id } = call.params
  if (application === call.discord.bot.id && id === '@original')
    return viewAnswer(editAnswer(call.discord, token, call.json), call.discord)
  const webhook = findWebhook(call)
  const message = findDiscordMessage(webhook.channel, call.params['message'] ?? '')
  if (message.webhook !== webhook.id) throw problems.unknownMessage()
  editDiscordMessage(call.discord, message, parseBody(call.json))
  return viewMessage(message, webhook.channel)
}
