import { randomInt } from 'node:crypto'
import { createEmulator } from 'emulate'
import { z } from 'zod'

/** Someone in the workspace, by the name that they have on GitHub too. */
export interface WorkspaceUser {
  readonly login: string
  readonly kind?: Kind
}

export type Kind = 'member' | 'guest' | 'channel-guest' | 'stranger' | 'bot' | 'gone'

export interface ChannelSeed {
  readonly name: string
  /** Whoever may read it; all, where no one is named. A channel with a list is private. */
  readonly members: readonly string[] | null
  /** Left out, the App is in it. */
  readonly hasApp?: boolean
}

interface WorkspaceSeed {
  readonly people: readonly WorkspaceUser[]
  readonly channels: readonly ChannelSeed[]
  /** What the App was given on installation. */
  readonly scopes: readonly string[]
}

/** Slack itself, played by emulate: users, channels, messages, views. No one but our front talks to it. */
export interface SlackWorkspace {
  readonly team: string
  readonly domain: string
  /** The App, its bot as a user and as a bot. */
  readonly app: { readonly id: string; readonly user: string; readonly bot: string; readonly token: string }
  /** Ids of people, by their login. */
  readonly people: ReadonlyMap<string, string>
  /** Ids of channels, by their name. */
  readonly channels: ReadonlyMap<string, string>
  /** Ids of the channels that the App is not in. */
  readonly outside: ReadonlySet<string>
  /** A call as someone; what comes back is Slack's answer, a no among it. */
  readonly call: (method: string, as: string, given: SlackFields) => Promise<SlackFields>
  /** The token of a person. */
  readonly tokenOf: (login: string) => string
  /** Passes a call on as it came. */
  readonly pass: (method: string, headers: Headers, body: string) => Promise<SlackFields>
  /** Where emulate listens: for our front alone. */
  readonly emulatorUrl: string
  readonly close: () => Promise<void>
}

export type SlackFields = Readonly<Record<string, unknown>>

const APP_ID = 'A0CAPTAIN01'
const BOT = 'release-captain'
const BOT_TOKEN = 'xoxb-sandbox-0123456789'
const ADMIN = 'xoxp-sandbox-admin'

const ANSWER = z.record(z.string(), z.unknown())
const ME = z.object({ team_id: z.string(), user_id: z.string(), bot_id: z.string() })
const USERS = z.object({ members: z.array(z.object({ id: z.string(), name: z.string() })) })
const CHANNELS = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) })

export async function openWorkspace(wish: WorkspaceSeed): Promise<SlackWorkspace> {
  const createToken = (login: string) => `xoxp-sandbox-${login}`
  const emulator = await startEmulator(seedOf(wish, createToken))
  const pass = async (method: string, headers: Headers, body: string) => {
    const response = await fetch(`${emulator.url}/api/${method}`, { method: 'POST', headers, body })
    return ANSWER.parse(await response.json())
  }
  const callSlack = (method: string, as: string, given: SlackFields) =>
    pass(
      method,
      new Headers({ authorization: `Bearer ${as}`, 'content-type': 'application/json' }),
      JSON.stringify(given),
    )
  const me = ME.parse(await callSlack('auth.test', BOT_TOKEN, {}))
  const users = USERS.parse(await callSlack('users.list', ADMIN, { limit: 1000 })).members
  const types = 'public_channel,private_channel'
  const listed = CHANNELS.parse(await callSlack('conversations.list', ADMIN, { types, limit: 1000 })).channels
  const people = new Map(
    users.filter(({ id }) => id !== me.user_id && id !== 'U000000001').map(({ id, name }) => [name, id]),
  )
  const channels = new Map(listed.map(({ id, name }) => [name, id]))
  for (const { name, members, hasApp = true } of wish.channels) {
    const channel = channels.get(name)
    if (hasApp) await callSlack('conversations.invite', ADMIN, { channel, users: me.user_id })
    const out = members === null ? [] : [...people].filter(([login]) => !members.includes(login))
    for (const [, user] of out) await callSlack('conversations.kick', ADMIN, { channel, user })
  }
  const outside = new Set(
    wish.channels.flatMap(({ name, hasApp = true }) => (hasApp ? [] : [channels.get(name) ?? ''])),
  )
  const app = { id: APP_ID, user: me.user_id, bot: me.bot_id, token: BOT_TOKEN }
  const { team_id: team } = me
  return {
    team,
    domain: 'godel',
    app,
    people,
    channels,
    outside,
    call: callSlack,
    tokenOf: createToken,
    pass,
    emulatorUrl: emulator.url,
    close: () => emulator.close(),
  }
}

/**
 * emulate takes any token, any Host and any origin (`access-control-allow-origin: *`), so that a page open in the browser
 * could drive it at 127.0.0.1. It listens at an address of this machine that no page can guess; where the system has only
 * the one, at that.
 */
async function startEmulator(slack: ReturnType<typeof seedOf>) {
  const emulate = async (hostname: string) => {
    const { url, close } = await createEmulator({ service: 'slack', port: 0, hostname, seed: { slack } })
    // It calls itself 127.0.0.1 wherever it listens.
    return { url: `http://${hostname}:${new URL(url).port}`, close }
  }
  const hostname = `127.${[1, 2, 3].map(() => randomInt(1, 255)).join('.')}`
  return emulate(hostname).catch(() => emulate('127.0.0.1'))
}

function seedOf({ people, channels, scopes }: WorkspaceSeed, tokenOf: (login: string) => string) {
  return {
    team: { name: 'Godel', domain: 'godel' },
    users: people.map(({ login }) => ({ name: login })),
    channels: channels.map(({ name, members }) => ({ name, is_private: members !== null })),
    oauth_apps: [
      {
        ...{ app_id: APP_ID, name: 'Release Captain', bot_name: BOT },
        ...{ client_id: 'sandbox', client_secret: 'sandbox', redirect_uris: [] },
      },
    ],
    tokens: [
      { token: BOT_TOKEN, user: BOT, app_id: APP_ID, scopes: [...scopes] },
      { token: ADMIN, user: 'admin' },
      ...people.map(({ login }) => ({ token: tokenOf(login), user: login })),
    ],
    strict_scopes: true,
  }
}
