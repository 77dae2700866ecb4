import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import { type Refusal, type RefusalText, Refused } from '../../release/refusal.ts'
import type { AskDiscord } from './calls.ts'
import { listLacking, overwrite } from './permissions.ts'

/** A channel in which somebody could be told something. */
interface ListedChannel {
  readonly id: string
  readonly name: string
  readonly server: string
  /** Others can follow it. */
  readonly isAnnouncing: boolean
  /** What the bot needs and may not do there. */
  readonly lacks: readonly string[]
}

/** The channels that the bot could post in, by their ids and names. */
export interface ChannelDirectory {
  /** @throws {Refused} where there is none of that name or id, or several, or the bot may not post there */
  find(name: string): Promise<ListedChannel>
  /** Null for one that is not there. */
  at(id: string): Promise<ListedChannel | null>
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

interface ChannelsOptions {
  readonly ask: AskDiscord
  /** The bot's own id. */
  readonly me: () => Promise<{ readonly id: string }>
  /** Seconds since 1970. */
  readonly now: () => number
}

export function createChannels({ ask, me, now }: ChannelsOptions): ChannelDirectory {
  let seen: { readonly at: number; readonly all: readonly ListedChannel[] } | null = null
  const fetchChannels = async (): Promise<readonly ListedChannel[]> => {
    const all = await fetchServerChannels(ask, (await me()).id)
    seen = { at: now(), all }
    return all
  }
  const getKnownChannels = () => (seen !== null && now() - seen.at < FRESH ? seen.all : null)
  return {
    find: async (name) => {
      const lately = getKnownChannels()
      const found = lately && chooseChannel(name, lately)
      if (found?.kind === 'found') return found.channel
      const again = chooseChannel(name, await fetchChannels())
      if (again.kind === 'found') return again.channel
      throw new Refused(again.refusal)
    },
    at: async (id) => {
      const isIt = (channel: ListedChannel) => channel.id === id
      return getKnownChannels()?.find(isIt) ?? (await fetchChannels()).find(isIt) ?? null
    },
  }
}

/** The bot's servers. One bot in more than two hundred is not ours. */
export async function fetchServers(ask: AskDiscord): Promise<z.output<typeof GUILDS>> {
  return ask({ method: 'GET', route: Routes.userGuilds(), query: { limit: String(PAGE) }, reads: GUILDS })
}

async function fetchServerChannels(ask: AskDiscord, me: string): Promise<readonly ListedChannel[]> {
  const all: ListedChannel[] = []
  for (const server of await fetchServers(ask)) {
    const channels = await ask({ method: 'GET', route: Routes.guildChannels(server.id), reads: CHANNELS })
    const { roles } = await ask({ method: 'GET', route: Routes.guildMember(server.id, me), reads: MEMBER })
    const who = { guild: server.id, roles, member: me, permissions: server.permissions }
    for (const { id, type, name, permission_overwrites } of channels) {
      if (type !== ChannelType.GuildText && type !== ChannelType.GuildAnnouncement) continue
      const lacks = listLacking(permission_overwrites, who)
      const isAnnouncing = type === ChannelType.GuildAnnouncement
      all.push({ id, name: name ?? id, server: server.name, isAnnouncing, lacks })
    }
  }
  return all
}

type Chosen =
  | { readonly kind: 'found'; readonly channel: ListedChannel }
  | { readonly kind: 'none'; readonly refusal: Refusal }

function chooseChannel(name: string, all: readonly ListedChannel[]): Chosen {
  const [channel, ...others] = all.filter((one) => one.id === name || one.name === name)
  if (!channel) return createNoChannel(refuseMissing(name, all))
  if (others.length > 0) {
    const places = [channel, ...others].map(({ server, id }) => `${id} in ${server}`).join(', ')
    const next = 'Use its id under `channels` in the config.'
    return createNoChannel({
      what: `The bot sees more than one channel #${name} in Discord: ${places}.`,
      next,
    })
  }
  if (channel.lacks.length === 0) return { kind: 'found', channel }
  const lacks = channel.lacks.map((one) => `\`${one}\``).join(' and ')
  return createNoChannel({
    what: `In #${channel.name} of ${channel.server} in Discord the bot lacks ${lacks}.`,
    next: 'Give the bot that permission, in the channel’s settings, Permissions.',
  })
}

function refuseMissing(name: string, all: readonly ListedChannel[]): RefusalText {
  if (all.length === 0) {
    const next = 'Invite it: docs/running.md, Discord, has the address.'
    return { what: "The bot isn't in a Discord server with a text channel.", next }
  }
  const servers = [...new Set(all.map(({ server }) => server))].join(', ')
  const next = 'Use an existing one under `channels` in the config, or create it in Discord.'
  return { what: `There is no text channel #${name} in the bot’s servers of Discord (${servers}).`, next }
}

function createNoChannel(words: RefusalText): Chosen {
  return { kind: 'none', refusal: { kind: 'repository', ...words } }
}
