import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { openActions, type SlackActions } from './actions.ts'
import { openAnswers } from './answers.ts'
import { openSlackFaults, type SlackFaults } from './faults.ts'
import type { SandboxView } from './limits.ts'
import type { AppEndpoint } from './sending.ts'
import { type SeenRequest, serveSlack } from './server.ts'
import { type EphemeralMessage, type OpenModal, openSeen, type SandboxMessage } from './state.ts'
import {
  type ChannelSeed,
  openWorkspace,
  type SlackFields,
  type SlackWorkspace,
  type WorkspaceUser,
} from './workspace.ts'

export interface SandboxSlackOptions {
  /** By the world's clock, in milliseconds since 1970. */
  readonly now: () => number
  /** Left out, the people of the sandbox. */
  readonly people?: readonly WorkspaceUser[]
  /** Left out, #releases and #customers for all, #security for two. */
  readonly channels?: readonly ChannelSeed[]
  /** What the App was given on installation; left out, what slack-manifest.yml asks for. */
  readonly scopes?: readonly string[]
  /** Sees what the App sends, byte for byte. */
  readonly sees?: (request: SeenRequest) => void
}

/** A Slack on this machine: one workspace with its people and channels, and one App. */
export interface SandboxSlack extends SlackActions {
  /** What the App's client is to call: `http://127.0.0.1:4300/api/`. */
  readonly apiUrl: string
  readonly workspace: string
  /** The one App, as its installation knows it. */
  app(): SandboxSlackApp
  /** Id of a person by their login. @throws for no one */
  person(login: string): string
  /** Each with who may read it; null: everyone. */
  channels(): readonly {
    readonly id: string
    readonly name: string
    readonly members: readonly string[] | null
  }[]
  /** Id of a channel by its name. @throws for none */
  channel(name: string): string
  /** All of a channel by its id, oldest first, with what stands in threads. */
  messages(channel: string): readonly SandboxMessage[]
  /** What the App sent to this person directly. */
  directs(login: string): readonly SandboxMessage[]
  /** What this person alone was shown, oldest first. */
  listEphemerals(login: string): readonly EphemeralMessage[]
  /** What this person sees as the App's home; null where nothing was ever shown. */
  home(login: string): SandboxView | null
  /** The form that is open before this person. */
  modal(login: string): OpenModal | null
  /** Calls Slack as a person, past the App: for what no deed is made for. */
  asSomebody(login: string, method: string, given: SlackFields): Promise<SlackFields>
  readonly faults: SlackFaults
  /** Tells when something is new, until the answer is called. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

interface SandboxSlackApp {
  readonly id: string
  /** Its bot as a user. */
  readonly user: string
  readonly botToken: string
  readonly signingSecret: string
  /** Where Slack posts what people do. */
  sendsTo(url: string): void
}

const PEOPLE: readonly WorkspaceUser[] = ['ada', 'grace', 'linus', 'mallory'].map((login) => ({ login }))
const CHANNELS: readonly ChannelSeed[] = [
  { name: 'releases', members: null },
  { name: 'customers', members: null },
  { name: 'security', members: ['ada', 'grace'] },
]
/** What an App of ours is given by its manifest; a test holds the two together. */
export const SCOPES = [
  ...['commands', 'chat:write', 'users:read'],
  ...['channels:read', 'groups:read', 'channels:history', 'groups:history'],
] as const

/**
 * Opens a Slack. Users, channels, messages and views are emulate's; limits, times, faults, what people do and what can be
 * seen of it are ours.
 */
export async function openSandboxSlack(options: SandboxSlackOptions): Promise<SandboxSlack> {
  const { now, people = PEOPLE, channels = CHANNELS, scopes = SCOPES } = options
  const workspace = await openWorkspace({ people, channels, scopes })
  const seen = openSeen()
  const kinds = new Map(people.map(({ login, kind = 'member' }) => [workspace.people.get(login) ?? '', kind]))
  const scope = { workspace, seen, now, kinds, triggers: new Map<string, string>() }
  const faults = openSlackFaults()
  const answers = openAnswers(seen, now)
  const server = serveSlack({ scene: scope, faults, answers, sees: options.sees ?? (() => undefined) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The sandbox’s Slack listens on no port.')
  const url = `http://127.0.0.1:${address.port}`
  const outward: AppEndpoint = { signingSecret: randomBytes(16).toString('hex'), now, to: null }
  const getId = (login: string) => requireKnown(workspace.people, login)
  return {
    ...openActions({ scene: scope, answers, outward, url }),
    ...describeWorkspace(workspace, channels),
    apiUrl: `${url}/api/`,
    app: () => createApp(workspace, outward),
    messages: (channel) => seen.messages.filter((one) => one.channel === channel),
    directs: (login) => seen.messages.filter((one) => one.channel === seen.directs.get(getId(login))),
    listEphemerals: (login) => seen.ephemerals.get(getId(login)) ?? [],
    home: (login) => seen.homes.get(getId(login)) ?? null,
    modal: (login) => seen.modals.get(getId(login)) ?? null,
    asSomebody: (login, method, given) => workspace.call(method, workspace.tokenOf(login), given),
    faults,
    onChange: seen.ticks.onTick,
    async close() {
      server.close()
      server.closeAllConnections()
      await workspace.close()
    },
  }
}

function describeWorkspace({ team, people, channels }: SlackWorkspace, wishes: readonly ChannelSeed[]) {
  const listMembers = (name: string) => wishes.find((one) => one.name === name)?.members ?? null
  return {
    workspace: team,
    person: (login: string) => requireKnown(people, login),
    channel: (name: string) => requireKnown(channels, name),
    channels: () => [...channels].map(([name, id]) => ({ id, name, members: listMembers(name) })),
  }
}

function createApp({ app }: SlackWorkspace, outward: AppEndpoint): SandboxSlackApp {
  return {
    id: app.id,
    user: app.user,
    botToken: app.token,
    signingSecret: outward.signingSecret,
    sendsTo: (url) => {
      outward.to = url
    },
  }
}

function requireKnown(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`There is no ${name} in the workspace.`)
  return id
}
