import { type EmbedBody, parseBody } from './body.ts'
import { type DiscordFaults, openDiscordFaults } from './faults.ts'
import { endSessions } from './gateway.ts'
import { type Heard, say } from './interactions.ts'
import { postDiscordMessage } from './messages.ts'
import { serveDiscord } from './server.ts'
import {
  CHANNEL_TYPE,
  createSnowflakes,
  type DiscordChannelState,
  type DiscordInteraction,
  type DiscordPermission,
  type Message,
  type DiscordState as State,
  type User,
} from './state.ts'

interface SandboxDiscordOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 0, or left out, takes a free one. */
  readonly port?: number
  /** Sees what the bot sends, byte for byte. */
  readonly sees?: (request: { readonly path: string; readonly body: string }) => void
}

/**
 * A Discord on this machine, to announce in: a server with the channel #announcements, which others follow, and #general,
 * and a server elsewhere that follows.
 */
export interface SandboxDiscord {
  /** Where its API is: `http://127.0.0.1:4400/api`. */
  readonly url: string
  readonly bot: { readonly id: string; readonly token: string }
  /** A channel of the bot's own server, or of the one that follows. @throws {Error} where there is none */
  readonly channel: (name: string) => DiscordChannel
  /** What there is to look at, in the order of the servers. */
  readonly channels: () => readonly ChannelSeen[]
  readonly faults: DiscordFaults
  /** The commands that the bot registered, as people are offered them: `/release status`. */
  readonly listCommands: () => readonly string[]
  /** How many connections the bot has to the gateway. */
  readonly countConnections: () => number
  /** What someone alone was shown, oldest first. */
  readonly listAnswers: (who: string) => readonly AnswerSeen[]
  /** The application has commands posted to an address of its own; null undoes it. */
  readonly sendsCommandsTo: (url: string | null) => void
  /** Another server of the bot's, with these channels. */
  readonly server: (name: string, channels: readonly string[]) => void
  /** The bot's token is changed on its page, and the old one good for nothing. */
  readonly resetsToken: () => string
  /** Throws the bot out of every server. */
  readonly throwsOut: () => void
  /** Tells when something was written, until the answer is called. */
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

export interface DiscordChannel {
  readonly id: string
  readonly messages: () => readonly MessageSeen[]
  /** Makes a webhook, and answers with its URL. */
  readonly webhook: (name: string) => string
  /** The bot may not do that here from now on. */
  readonly forbids: (...permissions: readonly DiscordPermission[]) => void
  readonly allows: (...permissions: readonly DiscordPermission[]) => void
  /** Someone else says something. */
  readonly says: (who: string, text: string) => void
  /**
   * Someone says a command, `/release status version:v2.0.1`; `silent` where no one said a first word for three seconds.
   *
   * @throws {Error} where Discord offers no such command
   */
  readonly saysCommand: (who: string, typed: string) => Promise<Heard>
  /** A moderator deletes a message. */
  readonly deletes: (id: string) => void
}

/** What one person sees of a command that they said. */
export interface AnswerSeen {
  readonly id: string
  readonly channel: string
  readonly typed: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** `failed`: the application did not respond. */
  readonly state: 'waiting' | 'promised' | 'answered' | 'failed'
  /** Whether others see it too. */
  readonly isPrivate: boolean
  readonly content: string
  readonly embeds: readonly EmbedBody[]
}

export interface ChannelSeen {
  readonly id: string
  readonly server: string
  readonly name: string
  readonly kind: 'text' | 'announcement'
  readonly followers: number
  /** Whether the bot is in its server. */
  readonly hasBot: boolean
  readonly messages: readonly MessageSeen[]
}

export interface MessageSeen {
  readonly id: string
  readonly author: string
  readonly isBot: boolean
  /** Milliseconds since 1970. */
  readonly at: number
  readonly editedAt: number | null
  readonly content: string
  readonly embeds: readonly EmbedBody[]
  /** Sent on to the channels that follow. */
  readonly isPublished: boolean
  /** It came from the channel that this one follows. */
  readonly isFollowed: boolean
}

export async function openSandboxDiscord({
  now,
  port = 0,
  sees = () => undefined,
}: SandboxDiscordOptions): Promise<SandboxDiscord> {
  const listeners = new Set<() => void>()
  const state = createState(now, () => {
    for (const listener of [...listeners]) listener()
  })
  const fault = openDiscordFaults()
  const { url, close } = await serveDiscord(state, fault, { port, sees })
  return {
    url,
    bot: {
      id: state.bot.id,
      get token() {
        return state.token
      },
    },
    channel: (name) => createChannelDriver(state, findNamed(state, name), url),
    channels: () => state.channels.map(toChannelSeen),
    faults: fault,
    listCommands: () =>
      state.commands.flatMap(({ name, options }) => options.map((one) => `/${name} ${one.name}`)),
    countConnections: () => state.sessions.filter(({ socket }) => socket !== null).length,
    listAnswers: (who) => state.interactions.filter(({ user }) => user.username === who).map(toAnswerSeen),
    sendsCommandsTo: (to) => {
      state.endpointUrl = to
    },
    server: (name, channels) => addServer(state, name, channels),
    resetsToken: () => {
      state.token = createToken(state.newId())
      endSessions(state)
      return state.token
    },
    throwsOut: () => {
      for (const guild of state.guilds) guild.hasBot = false
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close,
  }
}

function createState(now: () => number, changed: () => void): State {
  const newId = createSnowflakes(now)
  const bot = { id: newId(), username: 'Release Captain', bot: true }
  const state: State = {
    ...{ now, bot, newId, changed, token: createToken(bot.id) },
    ...{ guilds: [], channels: [], webhooks: [], nonces: [], people: new Map() },
    ...{ commands: [], interactions: [], sessions: [], connections: { total: 1_000, left: 1_000 } },
    ...{ gatewayUrl: '', endpointUrl: null },
  }
  addServer(state, 'Godel', ['general'])
  addServer(state, 'Partners', ['godel-news'])
  const [godel, partners] = state.guilds
  if (!godel || !partners) throw new Error('The servers are not there.')
  partners.hasBot = false
  const followers = state.channels.filter(({ guild }) => guild === partners)
  const announcing = { id: newId(), guild: godel, name: 'announcements', type: CHANNEL_TYPE.announcement }
  state.channels.unshift({ ...announcing, followers, denied: new Set(), messages: [] })
  return state
}

function addServer(state: State, name: string, channels: readonly string[]): void {
  const guild = { id: state.newId(), name, hasBot: true }
  state.guilds.push(guild)
  for (const channel of channels)
    state.channels.push({
      ...{ id: state.newId(), guild, name: channel, type: CHANNEL_TYPE.text },
      ...{ followers: [], denied: new Set<DiscordPermission>(), messages: [] },
    })
}

/** As Discord's tokens look, and of no use anywhere else. */
function createToken(id: string): string {
  return `${Buffer.from(id).toString('base64url')}.SanBox.${'sandbox-token-'.repeat(3)}`
}

function findNamed({ channels }: State, name: string): DiscordChannelState {
  const channel = channels.find((one) => one.name === name)
  if (!channel) throw new Error(`There is no channel #${name}.`)
  return channel
}

function createChannelDriver(state: State, channel: DiscordChannelState, url: string): DiscordChannel {
  return {
    id: channel.id,
    messages: () => channel.messages.map(toMessageSeen),
    webhook: (name) => {
      const id = state.newId()
      const token = `sandbox-webhook-${id}`
      state.webhooks.push({ id, token, name, channel })
      return `${url}/webhooks/${id}/${token}`
    },
    forbids: (...permissions) => {
      for (const one of permissions) channel.denied.add(one)
    },
    allows: (...permissions) => {
      for (const one of permissions) channel.denied.delete(one)
    },
    says: (who, text) => {
      const author = findPerson(state, who)
      postDiscordMessage(state, { channel, author, webhook: null, body: parseBody({ content: text }) })
    },
    saysCommand: (who, typed) => say(state, { user: findPerson(state, who), channel, typed }),
    deletes: (id) => {
      const at = channel.messages.findIndex((one) => one.id === id)
      if (at >= 0) channel.messages.splice(at, 1)
      state.changed()
    },
  }
}

function findPerson({ people, newId }: State, who: string): User {
  const known = people.get(who) ?? { id: newId(), username: who, bot: false }
  people.set(who, known)
  return known
}

function toAnswerSeen(interaction: DiscordInteraction): AnswerSeen {
  const { id, channel, typed, at, state, isPrivate, content, embeds } = interaction
  return { id, channel: channel.id, typed, at, state, isPrivate, content, embeds }
}

function toChannelSeen({ id, guild, name, type, followers, messages }: DiscordChannelState): ChannelSeen {
  const kind = type === CHANNEL_TYPE.announcement ? 'announcement' : 'text'
  return {
    id,
    server: guild.name,
    name,
    kind,
    followers: followers.length,
    hasBot: guild.hasBot,
    messages: messages.map(toMessageSeen),
  }
}

function toMessageSeen(message: Message): MessageSeen {
  const { id, author, at, editedAt, content, embeds, crossposted, copyOf } = message
  return {
    ...{ id, author: author.username, isBot: author.bot, at, editedAt, content, embeds },
    ...{ isPublished: crossposted, isFollowed: copyOf !== null },
  }
}
