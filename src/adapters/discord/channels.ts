import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import { type Refusal, Refused } from '../../release/refusal.ts'
import type { Ask } from './calls.ts'
import { lackingIn, overwrite } from './permissions.ts'

/** A channel in which somebody could be told something. */
export interface Channel {
  readonly id: string
  readonly name: string
  readonly server: string
  /** Others can follow it. */
  readonly isAnnouncing: boolean
  /** What the bot needs and may not do there. */
  readonly lacks: readonly string[]
}

/** The channels that the bot could post in, by their ids and names. */
export interface Channels {
  /** @throws {Refused} where there is none of that name or id, or several, or the bot may not post there */
  find(name: string): Promise<Channel>
  /** Null for one that is not there. */
  at(id: string): Promise<Channel | null>
}

/** Seconds for which what was seen counts. What is missing is looked for at once. */
const FRESH = 300
/** Discord gives no more servers on one page. */
const PAGE = 200

const GUILDS = z.array(z.object({ id: z.string(), name: z.string(), permissions: z.string() }))
const CHANNELS = z.array(
  z.object({
    id: z.string(),
    type: z.int(),
    name: z.string().nullish(),
    permission_overwrites: z.array(overwrite).default([]),
  }),
)
const MEMBER = z.object({ roles: z.array(z.string()) })

export interface ChannelsOptions {
  readonly ask: Ask
  /** The bot's own id. */
  readonly me: () => Promise<{ readonly id: string }>
  /** Seconds since 1970. */
  readonly now: () => number
}

export function channelsOf({ ask, me, now }: ChannelsOptions): Channels {
  let seen: { readonly at: number; readonly all: readonly Channel[] } | null = null
  const look = async (): Promise<readonly Channel[]> => {
    const all = await channelsIn(ask, (await me()).id)
    seen = { at: now(), all }
    return all
  }
  const known = () => (seen !== null && now() - seen.at < FRESH ? seen.all : null)
  return {
    find: async (name) => {
      const lately = known()
      const found = lately && chosen(name, lately)
      if (found?.kind === 'found') return found.channel
      const again = chosen(name, await look())
      if (again.kind === 'found') return again.channel
      throw new Refused(again.refusal)
    },
    at: async (id) => {
      const isIt = (channel: Channel) => channel.id === id
      return known()?.find(isIt) ?? (await look()).find(isIt) ?? null
    },
  }
}

/** The bot's servers. One bot in more than two hundred is not ours. */
export async function serversOf(ask: Ask): Promise<z.output<typeof GUILDS>> {
  return ask({ method: 'GET', route: Routes.userGuilds(), query: { limit: String(PAGE) }, reads: GUILDS })
}

async function channelsIn(ask: Ask, me: string): Promise<readonly Channel[]> {
  const all: Channel[] = []
  for (const server of await serversOf(ask)) {
    const channels = await ask({ method: 'GET', route: Routes.guildChannels(server.id), reads: CHANNELS })
    const { roles } = await ask({ method: 'GET', route: Routes.guildMember(server.id, me), reads: MEMBER })
    const who = { guild: server.id, roles, member: me, permissions: server.permissions }
    for (const { id, type, name, permission_overwrites } of channels) {
      if (type !== ChannelType.GuildText && type !== ChannelType.GuildAnnouncement) continue
      const lacks = lackingIn(permission_overwrites, who)
      const isAnnouncing = type === ChannelType.GuildAnnouncement
      all.push({ id, name: name ?? id, server: server.name, isAnnouncing, lacks })
    }
  }
  return all
}

type Chosen =
  | { readonly kind: 'found'; readonly channel: Channel }
  | { readonly kind: 'none'; readonly refusal: Refusal }

function chosen(name: string, all: readonly Channel[]): Chosen {
  const [channel, ...others] = all.filter((one) => one.id === name || one.name === name)
  if (!channel) return none(missing(name, all))
  if (others.length > 0) {
    const places = [channel, ...others].map(({ server, id }) => `${id} in ${server}`).join(', ')
    const next = 'Name it by its id under `channels` in the config.'
    return none({ what: `The bot sees more than one channel #${name} in Discord: ${places}.`, next })
  }
  if (channel.lacks.length === 0) return { kind: 'found', channel }
  const lacks = channel.lacks.map((one) => `\`${one}\``).join(' and ')
  return none({
    what: `In #${channel.name} of ${channel.server} in Discord the bot lacks ${lacks}.`,
    next: 'Give the bot that permission, in the channel’s settings, Permissions.',
  })
}

function missing(name: string, all: readonly Channel[]): Omit<Refusal, 'kind'> {
  if (all.length === 0) {
    const next = 'Invite it: docs/running.md, Discord, has the address.'
    return { what: 'The bot is in no server of Discord that has a text channel.', next }
  }
  const servers = [...new Set(all.map(({ server }) => server))].join(', ')
  const next = 'Name one that is there under `channels` in the config, or make it in Discord.'
  return { what: `There is no text channel #${name} in the bot’s servers of Discord (${servers}).`, next }
}

function none(words: Omit<Refusal, 'kind'>): Chosen {
  return { kind: 'none', refusal: { kind: 'repository', ...words } }
}
